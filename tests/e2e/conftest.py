from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support import commands
from tests.support.platform import Platform

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A platform on which `bin/up` has not run yet."""
    made = Platform.in_folder(tmp_path_factory.mktemp("platform") / "home")
    yield made
    made.run("bin/down", "--delete-data")


@pytest.fixture(scope="session")
def first_up(platform: Platform) -> Any:
    """What the first `bin/up` printed."""
    return platform.ask(*commands.words(commands.UP), "--json")
