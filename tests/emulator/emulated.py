"""The app that the emulator layer gives to cdktf: an AWS environment as it is, but on the emulator.

    cdktf deploy 'prod-*' --app 'python -m tests.emulator.emulated prod'

Changed are only the endpoint, the place of the state, and what no emulator takes (see `coverage.toml`). With a second
word, `losable`, both keys to the environment's data are turned: nothing is protected any more. With `remembering`, the
exceptions for what the emulator forgets are left out, to prove that each is still needed.
"""

from __future__ import annotations

import os
import sys
from types import MappingProxyType
from typing import Any

from stacks import base
from stacks.app import synthesise
from stacks.environments import environment
from stacks.local_settings import LocalRuntime, with_overrides
from stacks.settings import Settings


def emulated(name: str, *, losable: bool) -> Settings:
    """The settings of environment `name`, for the emulator that `SLIPWAY_EMULATOR_PORT` names."""
    values: dict[str, Any] = environment(name).model_dump()
    values |= {"state": None, "local_runtime": with_overrides(LocalRuntime(), os.environ).model_dump()}
    values["gateway"]["vpc_link"] = False
    values["tracking"]["maximum_tasks"] = values["tracking"]["minimum_tasks"]
    if losable:
        values["allow_data_deletion"] = True
        values["database"]["deletion_protection"] = False
        # An environment called `prod` refuses exactly this, which is the point of the second key.
        return Settings.model_validate({**values, "name": "lost"}).model_copy(update={"name": name})
    return Settings.model_validate(values)


if __name__ == "__main__":
    if "remembering" in sys.argv[2:]:
        base.FORGOTTEN = MappingProxyType({})
    synthesise([emulated(sys.argv[1], losable="losable" in sys.argv[2:])])
