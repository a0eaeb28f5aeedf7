"""The app that the emulator layer gives to cdktf: an AWS environment as it is, but on emulators.

    cdktf deploy 'prod-*' --app 'python -m tests.emulator.emulated prod'

Changed are only the provider's endpoints, the place of the state, and what no emulator takes (see `coverage.toml`).
With a second word, `losable`, both keys to the environment's data are turned: nothing is protected any more. With
`remembering`, the exceptions for what the emulators forget are left out, to prove that each is still needed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from modules import cdk
from stacks import base
from stacks.app import synthesise
from stacks.emulator_gaps import FORGOTTEN
from stacks.environments import environment
from stacks.local_settings import LocalRuntime
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


def on_emulators(*, remembering: bool) -> None:
    """Send every stack's calls to the emulators, and keep its state in a file."""
    configured = base.provider_arguments

    def arguments(settings: Settings) -> dict[str, Any]:
        runtime = LocalRuntime(emulator_url=os.environ[MINISTACK])
        found = configured(settings.model_copy(update={"local_runtime": runtime}))
        found["endpoints"][0] |= dict.fromkeys(ON_MOTO, os.environ[MOTO])
        return found

    def keep_state(stack: base.SlipwayStack) -> None:
        path = Path(os.environ[HOME]) / "state" / f"{stack.settings.name}-{stack.part}.tfstate"
        cdk.local_backend(stack, path)

    base.provider_arguments = arguments
    base.SlipwayStack._keep_state = keep_state  # type: ignore[method-assign]
    if not remembering:
        base.SlipwayStack.ignored_changes = FORGOTTEN


if __name__ == "__main__":
    on_emulators(remembering="remembering" in sys.argv[2:])
    synthesise([emulated(sys.argv[1], losable="losable" in sys.argv[2:])])
