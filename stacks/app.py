"""Builds every stack of every environment: what `cdktf synth` runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from modules import cdk
from stacks import emulator_file
from stacks.data import DataStack
from stacks.environments import NAMES, UnknownEnvironmentError, environment
from stacks.gateway import GatewayStack
from stacks.ingress import IngressStack
from stacks.local_settings import LocalPortError
from stacks.network import NetworkStack
from stacks.serving import ServingStack
from stacks.tracking import TrackingStack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stacks.settings import Settings

# Narrows the synth to one environment. The command line chooses by stack name, and needs this only to be quicker.
ONLY = "SLIPWAY_ENVIRONMENT"


def add_environment(app: cdk.App, settings: Settings) -> None:
    """Add an environment's stacks to `app`, as far as the environment goes."""
    if settings.local_runtime:
        emulator_file.write(Path(app.outdir), settings.local_runtime.endpoint_url)
    network = NetworkStack(app, settings)
    data = DataStack(app, settings, network=network)
    ingress = IngressStack(app, settings, network=network)
    TrackingStack(app, settings, network=network, data=data, ingress=ingress)
    if settings.serving:
        ServingStack(app, settings, serving=settings.serving, network=network, ingress=ingress)
    if settings.gateway:
        GatewayStack(app, settings, gateway=settings.gateway, network=network, ingress=ingress)


def synthesise(environments: Iterable[Settings], output: Path | None = None) -> None:
    """Write the stacks of `environments`, as JSON that Terraform reads.

    Args:
        environments: Which ones.
        output: The folder; where None, the one that cdktf names (`CDKTF_OUTDIR`), or `cdktf.out`.
    """
    app = cdk.App(outdir=str(output)) if output else cdk.App()
    for settings in environments:
        add_environment(app, settings)
    app.synth()


def main() -> int:
    """What `cdktf synth` runs: every environment, or the one that `SLIPWAY_ENVIRONMENT` names.

    Returns:
        The exit code: 2 where the environment or a port variable is wrong.
    """
    try:
        chosen = [environment(name) for name in ([os.environ[ONLY]] if os.environ.get(ONLY) else NAMES)]
    except (UnknownEnvironmentError, LocalPortError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - the message is for the person at the command line
        return 2
    synthesise(chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
