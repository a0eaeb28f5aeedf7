"""The app that the emulator layer gives to cdktf: an AWS environment as it is, but on emulators.

    cdktf deploy 'prod-*' --app 'python -m tests.emulator.emulated prod'

Changed are only the provider's endpoints, the place of the state, and what no emulator takes (see `coverage.toml`).
With a second word, `losable`, both keys to the environment's data are turned: nothing is protected any more.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from modules import cdk
from stacks import base, emulator_file
from stacks.app import synthesise
from stacks.environments import environment
from stacks.settings import Settings

# Where the two emulators answer, and where the state is kept.
MINISTACK, MOTO, HOME = "SLIPWAY_TEST_MINISTACK", "SLIPWAY_TEST_MOTO", "SLIPWAY_TEST_HOME"
# MiniStack has neither VPC links nor the logs of web ACLs; moto has both.
ON_MOTO = ("apigatewayv2", "wafv2")


def emulated(name: str, *, losable: bool) -> Settings:
    """The settings of environment `name`, without what no emulator takes: the scaling of tasks."""
    values: dict[str, Any] = environment(name).model_dump()
    values["tracking"]["maximum_tasks"] = values["tracking"]["minimum_tasks"]
    if losable:
        values["allow_data_deletion"] = True
        values["database"]["deletion_protection"] = False
        # An environment called `prod` refuses exactly this, which is the point of the second key.
        return Settings.model_validate({**values, "name": "lost"}).model_copy(update={"name": name})
    return Settings.model_validate(values)


def on_emulators() -> None:
    """Send every stack's calls to the emulators, and keep its state in a file."""
    file = emulator_file.write(Path(os.environ["CDKTF_OUTDIR"]), os.environ[MINISTACK])
    elsewhere = "".join(f"{service} =\n  endpoint_url = {os.environ[MOTO]}\n" for service in ON_MOTO)
    file.write_text(f"{file.read_text()}services = elsewhere\n[services elsewhere]\n{elsewhere}")
    configured = base.provider_arguments

    def keep_state(stack: base.SlipwayStack) -> None:
        path = Path(os.environ[HOME]) / "state" / f"{stack.settings.name}-{stack.part}.tfstate"
        cdk.local_backend(stack, path)

    base.provider_arguments = lambda settings: configured(settings) | emulator_file.provider_arguments()
    base.SlipwayStack._keep_state = keep_state  # type: ignore[method-assign]


if __name__ == "__main__":
    on_emulators()
    synthesise([emulated(sys.argv[1], losable="losable" in sys.argv[2:])])
