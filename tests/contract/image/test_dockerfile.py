"""The Dockerfile and what it installs, as far as they can be judged without building."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from app.image.requirements import FOLDER, NAMES, render, stale
from bin.bootstrap import ROOT, uv

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_hadolint_finds_nothing_in_the_dockerfile():
    hadolint = str(Path(sys.executable).with_name("hadolint"))
    done = subprocess.run((hadolint, "Dockerfile"), cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_the_images_install_follows_from_the_lock_file():
    assert stale(render(ROOT, uv())) == []


def test_every_package_of_an_image_has_a_version_and_a_hash():
    for name in NAMES:
        text = (ROOT / FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        packages = re.split(r"\n(?=\S)", text.partition("\n")[2].strip())
        assert packages
        assert [each for each in packages if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:", each, re.DOTALL)] == []


def test_every_file_of_requirements_is_installed_with_its_hashes_checked():
    for name in NAMES:
        assert f"--require-hashes -r requirements/{name}.txt" in DOCKERFILE
