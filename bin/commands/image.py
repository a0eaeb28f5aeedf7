"""bin/slipway image: the images that carry Slipway."""

from __future__ import annotations

from typing import Annotated

import typer

from bin.bootstrap import ROOT, uv

app = typer.Typer(no_args_is_help=True)


@app.callback()
def image() -> None:
    """Build, push and prove the images that carry Slipway."""


@app.command()
def requirements(
    *,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where a file would change.")] = False,
) -> None:
    """Write requirements/*.txt, what the images install, from pyproject.toml and uv.lock."""
    from app.errors import SlipwayError
    from app.image.requirements import render, stale

    files = render(ROOT, uv())
    changed = stale(files)
    names = ", ".join(str(path.relative_to(ROOT)) for path in changed)
    if check and changed:
        raise SlipwayError(f"out of date: {names}", fix="run `bin/slipway image requirements` and commit the result")
    for path in changed:
        path.parent.mkdir(exist_ok=True)
        path.write_text(files[path], encoding="utf-8")
    print(f"{len(files)} files, {len(changed)} changed" + (f": {names}" if names else ""))
