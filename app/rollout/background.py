"""Carries a release out in a process of its own, which outlives the command that began it.

`python -m app.rollout.background <environment> <deployment>` is that process. What it says goes to a log file, and how
the release stands is in the release's own record, as for every other release.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from typing import TYPE_CHECKING

from app.errors import SlipwayError
from app.local.home import home

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.rollout.state import Release


def log_file(environment: str, release: Release) -> Path:
    """Where the process that carries `release` out writes, on the machine that began it."""
    return home() / "releases" / f"{environment}-{release.deployment}-{release.number}.log"


def carry_out(environment: str, release: Release) -> Path:
    """Start a process that carries a stored release out, and do not wait for it.

    Returns:
        Its log file.
    """
    log = log_file(environment, release)
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "app.rollout.background", environment, release.deployment]
    with log.open("a", encoding="utf-8") as stream:
        # A session of its own: neither Ctrl-C nor a closed terminal reaches it.
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
        )
    return log


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out what is unfinished of a deployment; 0 when it has ended well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("environment")
    parser.add_argument("deployment")
    given = parser.parse_args(arguments)
    from app.progress import PlainProgress  # noqa: PLC0415 - the parent imports this module too, and starts fast
    from app.rollout.wiring import wired  # noqa: PLC0415 - see above
    from app.targets.registry import connect  # noqa: PLC0415 - see above

    try:
        with wired(connect(given.environment), given.environment) as parts:
            parts.deployments.carry_on(given.deployment, PlainProgress())
    except SlipwayError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 - its standard error is the log
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
