"""The project is not bound to cdktf, which is archived: cdktn, its continuation, synthesises the very same stacks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.isolated import python_with

ROOT = Path(__file__).resolve().parents[3]
OURS = "import cdktf as terraform\n"
THEIRS = "import cdktn as terraform\n"
# The Python package that goes with the cdktn-cli of package.json; beside it the stacks need only what settings need.
REQUIREMENTS = ("cdktn==0.24.0", "pydantic>=2.11,<3")


def synthesise(python: str | Path, tree: Path, output: Path) -> dict[str, Any]:
    """What `cdktf synth` would run in `tree`; every file it wrote, by its path, without metadata."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("SLIPWAY_", "PYTHON"))}
    variables |= {"CDKTF_OUTDIR": str(output), "SLIPWAY_HOME": "/home/of/local"}
    command = [str(python), "-m", "stacks.app"]
    done = subprocess.run(command, cwd=tree, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    files = sorted(path for path in output.rglob("*.json"))
    return {str(path.relative_to(output)): without_metadata(json.loads(path.read_text())) for path in files}


def without_metadata(value: Any) -> Any:
    """JSON without what the distribution notes about itself under `//`."""
    if isinstance(value, dict):
        return {key: without_metadata(inner) for key, inner in value.items() if key != "//"}
    if isinstance(value, list):
        return [without_metadata(inner) for inner in value]
    return value


def test_one_changed_import_synthesises_the_same_stacks_with_cdktn(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for room in ("modules", "stacks"):
        shutil.copytree(ROOT / room, tree / room, ignore=shutil.ignore_patterns("__pycache__"))
    source = tree / "modules" / "cdk.py"
    text = source.read_text()
    assert text.count(OURS) == 1
    source.write_text(text.replace(OURS, THEIRS))
    theirs = synthesise(python_with(*REQUIREMENTS), tree, tmp_path / "theirs")
    ours = synthesise(sys.executable, ROOT, tmp_path / "ours")
    versions = [written["manifest.json"].pop("version") for written in (theirs, ours)]
    assert versions == ["0.24.0", "0.21.0"], "each was written by its own distribution"
    assert len(ours) > 20
    assert theirs == ours
