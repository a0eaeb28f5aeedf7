"""docs/aws.md, command by command, from an empty account to a prediction; the account is an emulated one."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from bin.bootstrap import ROOT
from tests.contract.account.cloud import ACCOUNT, cloud
from tests.contract.account.reader import Shell, checkout, keeps, steps
from tests.support import dockerd
from tests.support.commands import DEPLOY
from tests.support.engine import provide_base_image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.contract.account.cloud import Cloud
    from tests.support.cluster.session import Cluster

pytestmark = pytest.mark.timeout(1800)  # on a machine that has neither, the cluster and the images are built first
PAGE = ROOT / "docs" / "aws.md"
# What the page has its reader write into the settings, and what the emulator does not have: VPC links.
SETTINGS = {
    'name="dev",\n': f'name="dev",\n    account_id="{ACCOUNT}",\n',
    "burst_requests=100)": "burst_requests=100, vpc_link=False)",
}


@pytest.fixture
def account(cluster: Cluster, tmp_path: Path) -> Iterator[Cloud]:
    with dockerd.running(), cloud(tmp_path, cluster) as made:
        provide_base_image()
        yield made


@pytest.fixture
def shell(account: Cloud, tmp_path: Path) -> Iterator[Shell]:
    folder = checkout(tmp_path / "slipway", SETTINGS)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLIPWAY_", "AWS_", "MLFLOW_"))}
    opened = Shell(account.inside(["bash", "--norc"]), folder, {**kept, **account.variables, "PYTHONPATH": str(folder)})
    yield opened
    opened.close()


def test_each_command_prints_what_the_page_says(account: Cloud, shell: Shell, request: pytest.FixtureRequest) -> None:
    terminal, fargate = request.config.pluginmanager.getplugin("terminalreporter"), None
    try:
        for step in steps(PAGE.read_text(encoding="utf-8")):
            started = time.monotonic()
            said, code = shell.run(step.command)
            terminal.write_line(f"{time.monotonic() - started:6.1f} s  $ {step.command.splitlines()[0]}")
            assert code == 0, f"$ {step.command}\n{said}"
            assert keeps(step, said), f"$ {step.command}\n{said}\nIt is not what the page says:\n{step.printed}"
            if step.command == DEPLOY:
                fargate = account.open_the_doors("dev")
    finally:
        if fargate:
            fargate.leave()
