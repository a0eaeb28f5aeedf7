"""bin/bench: measurements, each side by side with what it is compared to, in one run."""

from __future__ import annotations

import typer

from bin.benchmarks import deploy, rollout, serving, soak, synth

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Measure. Every command takes --json.")


@app.callback()
def bench() -> None:
    """Measure. Every command takes --json."""


app.command(name="synth")(synth.synth)
app.command(name="serving")(serving.serving)
app.command(name="soak")(soak.soak)
app.command(name="rollout")(rollout.rollout)
app.command(name="deploy")(deploy.deploy)
