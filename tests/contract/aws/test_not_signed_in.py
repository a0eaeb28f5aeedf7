"""What a command says to somebody who is not signed in to AWS."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from bin.bootstrap import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("variables", "why"),
    [({}, "You must specify a region"), ({"AWS_DEFAULT_REGION": "us-east-1"}, "Unable to locate credentials")],
)
def test_what_is_missing_is_said_with_the_fix_and_without_a_traceback(
    variables: dict[str, str], why: str, tmp_path: Path
) -> None:
    nobody = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"}
    command = (str(ROOT / "bin" / "slipway"), "token", "dev")
    done = subprocess.run(command, env=nobody | variables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ")
    assert f"why: {why}" in done.stderr
    assert "fix: sign in to the account" in done.stderr
    assert "Traceback" not in done.stderr
