"""bin/bench: measurements, each side by side with what it is compared to, in one run."""

from __future__ import annotations

import typer

from bin.commands import bench_rollout, bench_serving, bench_soak, bench_synth

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Measure. Every command takes --json.")


@app.callback()
def bench() -> None:
    """Measure. Every command takes --json."""


app.command(name="synth")(bench_synth.synth)
app.command(name="serving")(bench_serving.serving)
app.command(name="soak")(bench_soak.soak)
app.command(name="rollout")(bench_rollout.rollout)
