"""bin/slipway: everything that is not the daily up, down, test, synth."""

from __future__ import annotations

import typer

from bin.commands import (
    apply,
    bindings,
    copy,
    cost,
    diagram,
    drift,
    environments,
    image,
    plan,
    release,
    releases,
    router,
    status,
    token,
    tracking,
    train,
    watch,
)

app = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, help="Work with Slipway's platform and its code."
)
app.add_typer(bindings.app, name="bindings", help="The typed AWS bindings in modules/aws.")
app.add_typer(environments.app, name="environments")
app.add_typer(router.app, name="router")
app.add_typer(tracking.app, name="tracking")
app.add_typer(image.app, name="image", help="The images that carry Slipway.")

app.command(name="status")(status.status)
app.command(name="cost")(cost.cost)
app.command(name="plan")(plan.plan)
app.command(name="diagram")(diagram.diagram)
app.command(name="token")(token.token)
app.command(name="train")(train.train)
for each in (
    release.release,
    releases.history,
    releases.pause,
    releases.resume,
    releases.promote,
    releases.abort,
    releases.rollback,
):
    app.command()(each)
app.command(name="copy")(copy.copy)
app.command(name="apply")(apply.apply)
app.command(name="watch")(watch.watch)
app.command(name="report")(watch.report)
app.command(name="drift")(drift.drift)
