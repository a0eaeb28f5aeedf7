"""`python -m app.serving`: serve one model. See `--help`."""

from __future__ import annotations

import os
import sys

from app.errors import SlipwayError
from app.serving.settings import parse_arguments


def main() -> int:
    """Run a model server with the settings of the command line.

    Returns:
        The exit code: 0 after a clean stop, 1 for a failure, 2 for bad input.
    """
    settings = parse_arguments(sys.argv[1:])
    # A server predicts a few rows at a time: OpenMP's threads cost more than they give, and spin for the cores that
    # other servers need (a container's share of the cores is unknown to them). Whoever wants them says so.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # Imported after the arguments are read: --help and a typing error answer at once.
    from app.serving.server import ModelServer  # noqa: PLC0415 - see above

    try:
        return ModelServer(settings).run()
    except SlipwayError as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is a command
        return error.exit_code


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Everything is answered and written: ending here spares the teardown of imports.
    os._exit(code)
