"""bin/slipway router: what one does with the local router."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, help="The local platform's router.")


@app.callback()
def group() -> None:
    """Keep `router` a group, though it has one command."""


@app.command()
def restart() -> None:
    """Replace Envoy by a new one with the files as they are now; no request is lost.

    The new one takes the listening sockets over and answers; the old one ends its requests and then itself.
    """
    from app.local.platform import replace_router
    from app.local.runtime import load_runtime
    from app.progress import progress

    replace_router(load_runtime(), progress())
