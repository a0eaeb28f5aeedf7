"""bin/slipway drift: is a deployment still asked what its model was trained on?"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path  # noqa: TC003 - Typer reads the annotation when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.monitoring.check import Finding
    from app.monitoring.reference import Models
    from app.monitoring.stores import Store
    from app.targets.kubernetes.drift import DriftChecks

NEVER = "never"
_EXIT_CODES = {"pass": 0, "fail": 1, "error": 1, "inconclusive": 3}


def drift(
    name: Annotated[str, typer.Argument(help="The deployment.")],
    *,
    window: Annotated[str, typer.Option(help="How far back to look: 90m, 24h, 7d.")] = "24h",
    version: Annotated[str | None, typer.Option(help="The version; default: the stable one.")] = None,
    minimum_rows: Annotated[int, typer.Option(min=1, help="Fewer rows are inconclusive.")] = 100,
    environment: Annotated[str, typer.Option(help="Where the deployment is.")] = "local",
    payload_log: Annotated[
        str | None, typer.Option(help="s3://… or a folder; default: the environment's payload log.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write a report with pictures to this file.")] = None,
    every: Annotated[
        str | None, typer.Option(help="Check again and again, so often (30s, 5m, 1h), until stopped.")
    ] = None,
    schedule: Annotated[
        str | None,
        typer.Option(
            help="Have the environment's cluster check so often, in cron's words ('*/5 * * * *'); 'never' ends it."
        ),
    ] = None,
    metrics_file: Annotated[
        Path | None, typer.Option(help="Write Prometheus metrics to this file (textfile collector: NAME.prom).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare what a deployment was asked and answered with what its model was trained on.

    Exit code 0: no drift. 1: a column has drifted, or the check failed. 2: bad input. 3: inconclusive (too few rows).
    With --every there is none: each finding is kept beside the payload log, for gates, and a failed check is told of.
    With --schedule nothing is checked now: a CronJob of the cluster does, and keeps its findings the same way.

    A column has drifted when it differs by more than chance (p-value adjusted for the number of columns) and by enough
    to matter (population stability index of 0.2 and more); see docs/monitoring.md.
    """
    from app.monitoring.drift import Thresholds
    from app.monitoring.span import span

    if schedule is not None:
        _schedule(environment, name, schedule, window)
        return
    back, again = span(window), span(every) if every else None
    thresholds = Thresholds(minimum_rows=minimum_rows)

    def once() -> Finding:
        from app.monitoring.check import check
        from app.monitoring.kept import keep

        with _platform(environment, payload_log) as (store, models):
            finding = check(
                store,
                name,
                models.profile,
                window=back,
                version=version,
                stable_of=models.stable,
                thresholds=thresholds,
            )
            if again is not None:
                keep(store, finding)
        _write(finding, html, metrics_file)
        _show(finding, as_json=as_json)
        return finding

    if again is None:
        if code := _EXIT_CODES[once().gate.verdict.value]:
            raise typer.Exit(code)
        return
    from app.monitoring.schedule import repeat

    repeat(once, again, lambda error: print(error, file=sys.stderr, flush=True))


def _schedule(environment: str, name: str, cron: str, window: str) -> None:
    from app.errors import BadInputError
    from app.monitoring.span import span
    from app.suggest import nearest
    from app.targets.manifests import DriftSchedule
    from app.targets.registry import connect

    span(window)
    target = connect(environment)
    checks: DriftChecks | None = getattr(target, "drift_checks", None)
    if checks is None:
        raise BadInputError(
            f"{environment} has no cluster that could check for drift", fix=f"bin/slipway drift {name} --every 5m"
        )
    if cron == NEVER:
        checks.end(name)
        return
    known = target.deployments()
    if name not in known:
        raise BadInputError(f"{environment} has no deployment {name!r}{nearest(name, known)}", fix="bin/slipway status")
    checks.schedule(DriftSchedule(name, cron, window))


def _write(finding: Finding, html: Path | None, metrics_file: Path | None) -> None:
    if html is not None:
        from app.monitoring.page import write_page

        write_page(finding, html)
    if metrics_file is not None:
        from app.monitoring.textfile import write_metrics

        write_metrics(finding, metrics_file)


@contextmanager
def _platform(environment: str, payload_log: str | None) -> Iterator[tuple[Store, Models]]:
    """The payload log and the way to the profiles; on the local platform with the variables that MLflow needs."""
    from app.aws import emulator_session, session

    if environment != "local":
        yield _sources(session(environment), environment, payload_log)
        return
    from app.local.runtime import load_runtime, working_environment

    runtime = load_runtime()
    with working_environment(runtime):
        yield _sources(emulator_session(runtime.endpoint_url), environment, payload_log)


def _sources(aws: Any, environment: str, payload_log: str | None) -> tuple[Store, Models]:
    from app.monitoring.location import payload_log_uri
    from app.monitoring.reference import Models
    from app.monitoring.stores import open_store
    from app.outputs import read_outputs

    outputs = read_outputs(aws, environment)
    store = open_store(payload_log or payload_log_uri(outputs), session=aws)
    return store, Models(outputs.tracking.tracking_uri)


def _show(finding: Finding, *, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps(finding.document(), indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table("column", "role", "test", "PSI", "adjusted p", "")
    for column in finding.report.columns:
        numbers = (f"{column.psi:.3f}", f"{column.adjusted_p_value:.2g}") if column.test else ("", "")
        remark = "[red]drifted[/red]" if column.drifted else column.note
        table.add_row(column.name, column.role, column.test or "", *numbers, remark)
    if finding.report.columns:
        console.print(table)
    served = f"{finding.deployment} version {finding.version}: {finding.requests} requests, {finding.report.rows} rows"
    print(f"{served} since {finding.since:%Y-%m-%d %H:%M} UTC\n{finding.summary}")
