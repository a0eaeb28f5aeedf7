"""What the pipeline's contract tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract.pipeline.support import Bench

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture
def bench(tracking_server: str, tmp_path: Path, postgres_engine: Engine) -> Bench:
    """A pipeline with a model and a ledger of its own, and artifacts in a folder."""
    return Bench(tracking_server, (tmp_path / "artifacts").as_uri(), postgres_engine)
