"""Which registered version a model URI means."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from app.errors import BadInputError
from app.rollout.registered import resolve

if TYPE_CHECKING:
    from app.registry.promotion import Registry


@pytest.mark.parametrize(
    "uri",
    [
        "models:/wine",
        "models:/wine/",
        "models:/wine@",
        "models:/m-0af1/x/y",
        "runs:/1/model",
        "s3://b/model",
        "wine",
        "",
    ],
)
def test_a_uri_of_another_form_is_refused_with_the_known_forms(uri: str) -> None:
    with pytest.raises(BadInputError, match="models:/name/version, models:/name@alias or models:/name/Stage"):
        resolve(uri, cast("Registry", None))


def test_an_unknown_stage_is_refused_with_the_known_ones() -> None:
    with pytest.raises(BadInputError, match="stages are None, Staging, Production, Archived"):
        resolve("models:/wine/Produktion", cast("Registry", None))
