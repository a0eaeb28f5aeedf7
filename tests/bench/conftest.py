from __future__ import annotations

import os
import shutil
import subprocess

import pytest


@pytest.fixture(scope="session", autouse=True)
def wrk() -> None:
    """`bin/bench` drives its servers with wrk; where it is missing, it comes from Debian's packages."""
    if shutil.which("wrk"):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        pytest.fail("wrk is not installed: apt-get install wrk (macOS: brew install wrk)")
    for command in (["apt-get", "update", "-q"], ["apt-get", "install", "-yq", "wrk"]):
        subprocess.run(command, check=True, capture_output=True)
