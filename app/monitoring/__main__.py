"""`python -m app.monitoring DEPLOYMENT`: one drift check, as a scheduled job makes it in a cluster.

It runs in the model servers' image, with their variables. The finding is one line of JSON and is kept for gates; drift
is a finding and no failure, so that a scheduler does not try again.
"""

from __future__ import annotations

import argparse
import json
import os
import sys

from app.errors import SlipwayError
from app.monitoring.location import PAYLOAD_LOG_VARIABLE
from app.monitoring.span import span


def main() -> int:
    """Check once.

    Returns:
        The exit code: 0 after a check, whatever it found, 1 for a failure, 2 for bad input.
    """
    parser = argparse.ArgumentParser(prog="python -m app.monitoring", description="Check a deployment for drift, once.")
    parser.add_argument("deployment")
    parser.add_argument("--window", default="24h", help="how far back to look: 90m, 24h, 7d")
    parser.add_argument("--version", help="the version; default: the stable one")
    parser.add_argument(
        "--payload-log",
        default=os.environ.get(PAYLOAD_LOG_VARIABLE),
        required=PAYLOAD_LOG_VARIABLE not in os.environ,
        help=f"s3://… or a folder [{PAYLOAD_LOG_VARIABLE}]",
    )
    given = parser.parse_args()
    # Imported after the arguments are read: --help and a typing error answer at once.
    from app.monitoring.check import check  # noqa: PLC0415 - see above
    from app.monitoring.kept import keep  # noqa: PLC0415 - see above
    from app.monitoring.reference import Models  # noqa: PLC0415 - see above
    from app.monitoring.stores import open_store  # noqa: PLC0415 - see above

    try:
        store, models = open_store(given.payload_log), Models(os.environ.get("MLFLOW_TRACKING_URI", ""))
        finding = check(
            store,
            given.deployment,
            models.profile,
            window=span(given.window),
            version=given.version,
            stable_of=models.stable,
        )
        keep(store, finding)
    except SlipwayError as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is a command
        return error.exit_code
    print(json.dumps(finding.document()))  # noqa: T201 - this is a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
