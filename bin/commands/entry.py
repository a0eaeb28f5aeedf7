"""How every command ends: its result on standard output, an error in plain words on standard error, an exit code."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from app.errors import SlipwayError

if TYPE_CHECKING:
    import typer

_INTERRUPTED = 130  # 128 + SIGINT, as shells count


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
    sys.exit(0)


def fail(message: str, code: int) -> NoReturn:
    """Print `message` as the command's error and exit with `code`."""
    red, plain = ("\033[31m", "\033[0m") if sys.stderr.isatty() else ("", "")
    print(f"{red}error:{plain} {message}", file=sys.stderr)
    sys.exit(code)
