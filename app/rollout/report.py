"""A release as one HTML page with pictures inside: weights, requests, latency and errors over time, by version."""

from __future__ import annotations

import html
import io
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from app.rollout.state import Phase
from app.rollout.view import looks, steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from app.rollout.samples import Sample
    from app.rollout.store import Past
    from app.rollout.view import Look, VersionView

_COLORS = {Phase.SUCCEEDED: "#2e7d32", Phase.ABORTED: "#c62828"}
_NOT_GIVEN = (None, "", ())
_LINES = ("#8aa4b8", "#2a6f97")  # the stable version and the candidate


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


_CURVES: dict[str, Callable[[VersionView], float | None]] = {
    "requests/s": lambda each: each.per_second,
    "p95 ms": lambda each: each.p95_ms,
    "errors %": lambda each: _percent(each.error_rate),
}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 66rem; padding: 0 1rem; color: #1c2733 }}
table {{ border-collapse: collapse; margin: .5rem 0 1.5rem }}
th, td {{ border-bottom: 1px solid #d9dfe5; padding: .3rem 1rem .3rem 0; text-align: left }}
td.number {{ font-variant-numeric: tabular-nums; text-align: right }}
.verdict {{ border-left: .4rem solid {color}; padding: .3rem 1rem; background: #f4f6f8; white-space: pre-line }}
svg {{ max-width: 100%; height: auto }}
</style></head><body><h1>{title}</h1>{body}</body></html>
"""


def write_report(past: Past, samples: Sequence[Sample], path: Path) -> None:
    """Write the page.

    Raises:
        BadInputError: The file cannot be written.
    """
    from app.errors import BadInputError  # noqa: PLC0415 - only for the rare case

    try:
        path.write_text(render(past, samples), encoding="utf-8")
    except OSError as error:
        raise BadInputError(
            f"{path} cannot be written", why=error.strerror or str(error), fix="give a file in a folder that is there"
        ) from error


def render(past: Past, samples: Sequence[Sample]) -> str:
    """The page as text.

    Args:
        past: The release.
        samples: What was seen of it, oldest first.
    """
    release = past.release
    words = html.escape(release.held or release.reason)
    state = "held" if release.held else release.phase.value
    body = io.StringIO()
    body.write(f'<p class="verdict"><b>{state}</b>{": " if words else ""}{words}</p>')
    body.write(_facts(past))
    if len(samples) > 1:
        body.write(f"<h2>Over time</h2>{_picture(past, samples)}<h2>Steps</h2>{_table(steps(release, samples))}")
    else:
        body.write("<p>Nothing was seen of its traffic.</p>")
    policy = "".join(
        _fact(name, str(value)) for name, value in release.policy.model_dump().items() if value is not None
    )
    body.write(f"<h2>Policy</h2><table>{policy}</table>")
    origin = f"{release.stable} → " if release.stable else ""
    title = html.escape(
        f"Release {release.number} of {release.deployment}: {release.model} {origin}{release.candidate}"
    )
    return _PAGE.format(title=title, color=_COLORS.get(release.phase, "#b26a00"), body=body.getvalue())


def _facts(past: Past) -> str:
    release = past.release
    facts = {
        "strategy": release.strategy.value,
        "began": f"{past.created_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
        "took": f"{(past.updated_at - past.created_at).total_seconds():.1f} s",
        "by": release.actor,
    }
    return f"<table>{''.join(_fact(name, value) for name, value in facts.items())}</table>"


def _fact(name: str, value: str) -> str:
    return f"<tr><th>{html.escape(name)}</th><td>{html.escape(value)}</td></tr>"


def _table(found: Sequence[Look]) -> str:
    head = "".join(f"<th>{cell}</th>" for cell in ("began (UTC)", "s", "version", "%", "requests", "errors", "p95 ms"))
    return f"<table><tr>{head}</tr>{''.join(_row(look, each) for look in found for each in look.versions)}</table>"


def _row(look: Look, each: VersionView) -> str:
    cells = (
        f"{datetime.fromtimestamp(look.begin, UTC):%H:%M:%S}",
        f"{look.end - look.begin:.1f}",
        each.version,
        str(each.weight),
        f"{each.requests:,}",
        "" if each.error_rate is None else f"{each.error_rate:.2%}",
        "" if each.p95_ms is None else f"{each.p95_ms:.1f}",
    )
    return f"<tr>{''.join(f'<td class=number>{cell}</td>' for cell in cells)}</tr>"


def _picture(past: Past, samples: Sequence[Sample]) -> str:
    import matplotlib as mpl  # noqa: PLC0415 - slow to import
    from matplotlib.figure import Figure  # noqa: PLC0415 - see above

    found, start = looks(past.release, samples), samples[0].at
    # Text stays text: smaller, sharp at every size, and it can be searched and read aloud.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "slipway", "font.family": "sans-serif"}):
        figure = Figure(figsize=(10, 9))
        top, *others = figure.subplots(4, sharex=True)
        _weights(top, past, samples)
        for axes, (label, value) in zip(others, _CURVES.items(), strict=True):
            _lines(axes, past, label, partial(_points, found, start, value))
        others[2].set_xlabel("seconds since the first weights")
        figure.align_ylabels()
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None})
    text = buffer.getvalue()
    label = "weights, requests, latency and errors by version over time"
    return text[text.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{label}"', 1)


def _points(
    found: Sequence[Look], start: float, value: Callable[[VersionView], float | None], version: str
) -> list[tuple[float, float | None]]:
    """Seconds and value, for each look at a version."""
    return [(look.end - start, value(each)) for look in found for each in look.versions if each.version == version]


def _versions(past: Past) -> list[str]:
    return [version for version in (past.release.stable, past.release.candidate) if version]


def _color(past: Past, version: str) -> str:
    return _LINES[1] if version == past.release.candidate else _LINES[0]


def _weights(axes: Axes, past: Past, samples: Sequence[Sample]) -> None:
    start = samples[0].at
    times = [sample.at - start for sample in samples]
    for version in _versions(past):
        shares = [sample.weights.get(version, 0) for sample in samples]
        axes.step(times, shares, where="post", label=f"version {version}", color=_color(past, version), linewidth=2)
    axes.set_ylabel("weight %")
    axes.set_ylim(-4, 104)
    axes.legend(loc="center left", fontsize=9)
    axes.grid(alpha=0.3)


def _lines(axes: Axes, past: Past, label: str, series: Callable[[str], Sequence[tuple[float, float | None]]]) -> None:
    for version in _versions(past):
        there = [(at, number) for at, number in series(version) if number is not None]
        times, numbers = [at for at, _ in there], [number for _, number in there]
        axes.plot(times, numbers, color=_color(past, version), marker=".", linewidth=1.5)
    axes.set_ylabel(label)
    axes.set_ylim(0, max(1.0, axes.get_ylim()[1]))
    axes.grid(alpha=0.3)
