"""How every command ends: its result on standard output, an error in plain words on standard error, an exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from app.errors import SlipwayError

if TYPE_CHECKING:
    import typer

_INTERRUPTED = 130  # 128 + SIGINT, as shells count
_AWS = "sign in to the account as somebody who may do this, and name its region: AWS_PROFILE, AWS_DEFAULT_REGION"


def run(command: typer.Typer) -> NoReturn:
    """Run a command line; exit with 0, 2 for bad input, 1 for a failure, 130 after Ctrl-C."""
    try:
        command()
    except SlipwayError as error:
        fail(str(error), error.exit_code)
    except ValueError as error:  # the settings of the stacks refuse a value with an error of their own
        fail(str(error), 2)
    except KeyboardInterrupt:
        fail("interrupted", _INTERRUPTED)
    except Exception as error:
        # Told by its name: to import botocore for that would cost every command a fifth of a second.
        if not type(error).__module__.startswith("botocore."):
            raise
        fail(str(SlipwayError("AWS was not asked, or refuses", why=str(error), fix=_AWS)), SlipwayError.exit_code)
    sys.exit(0)


def fail(message: str, code: int) -> NoReturn:
    """Print `message` as the command's error and exit with `code`."""
    red, plain = ("\033[31m", "\033[0m") if sys.stderr.isatty() else ("", "")
    print(f"{red}error:{plain} {message}", file=sys.stderr)
    sys.exit(code)
