"""How an environment's target is found."""

from __future__ import annotations

import pytest

from app.errors import BadInputError
from app.targets.registry import connect, environments


def test_the_local_target_is_installed() -> None:
    assert "local" in environments()


def test_an_unknown_environment_is_refused_with_the_nearest_known_one() -> None:
    with pytest.raises(BadInputError, match="no environment 'locl' to deploy to; did you mean 'local'"):
        connect("locl")
