"""A finding as one HTML page that carries its pictures inside and needs nothing else."""

from __future__ import annotations

import base64
import html
import io
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.monitoring.check import Finding
    from app.monitoring.drift import ColumnDrift

_DOTS_PER_INCH = 90
# The worst columns are drawn; a page with a thousand pictures helps nobody.
_DRAWN = 24
_LABEL_LENGTH = 18  # characters

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 66rem; padding: 0 1rem; color: #1c2733 }}
table {{ border-collapse: collapse; margin: .5rem 0 1.5rem }}
th, td {{ border-bottom: 1px solid #d9dfe5; padding: .3rem 1rem .3rem 0; text-align: left }}
td.number {{ font-variant-numeric: tabular-nums; text-align: right }}
tr.drifted td {{ background: #fdecea }}
.verdict {{ border-left: .4rem solid {color}; padding: .3rem 1rem; background: #f4f6f8 }}
.pictures {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem }}
img {{ max-width: 100% }} code {{ word-break: break-all }}
</style></head><body><h1>{title}</h1>{body}</body></html>
"""
_COLORS = {"pass": "#2e7d32", "fail": "#c62828"}
_METHOD = (
    "A column has drifted when its p-value, adjusted for the number of columns (Benjamini and Hochberg), is below "
    "{alpha:g} and its population stability index (PSI) is {psi:g} or more: more than chance, and enough to matter."
)


def write_page(finding: Finding, path: Path) -> None:
    """Write the page.

    Raises:
        BadInputError: The file cannot be written.
    """
    from app.errors import BadInputError  # noqa: PLC0415 - only for the rare case

    try:
        path.write_text(render(finding), encoding="utf-8")
    except OSError as error:
        raise BadInputError(
            f"{path} cannot be written", why=error.strerror or str(error), fix="give a file in a folder that is there"
        ) from error


def render(finding: Finding) -> str:
    """The page as text."""
    body = io.StringIO()
    body.write(f'<p class="verdict"><b>{finding.gate.verdict.value}</b>: {html.escape(finding.summary)}</p>')
    body.write(_facts(finding))
    columns = _worst_first(finding.report.columns)
    if columns:
        limits = finding.report.thresholds
        body.write(f"<h2>Columns</h2><p>{_METHOD.format(alpha=limits.alpha, psi=limits.psi)}</p>" + _table(columns))
        body.write('<h2>Distributions</h2><div class="pictures">')
        body.writelines(_picture(column) for column in columns[:_DRAWN] if column.test)
        body.write("</div>")
    color = _COLORS.get(finding.gate.verdict.value, "#b26a00")
    title = html.escape(f"Drift of {finding.deployment}, version {finding.version}")
    return _PAGE.format(title=title, color=color, body=body.getvalue())


def _worst_first(columns: Sequence[ColumnDrift]) -> list[ColumnDrift]:
    return sorted(columns, key=lambda each: (not each.drifted, -each.psi if each.test else math.inf))


def _facts(finding: Finding) -> str:
    facts = {
        "window": f"{finding.since:%Y-%m-%d %H:%M} to {finding.until:%Y-%m-%d %H:%M} UTC",
        "requests": str(finding.requests),
        "rows": f"{finding.report.rows} (at least {finding.report.thresholds.minimum_rows} are needed)",
        "model": f"{finding.model} version {finding.version}",
        "reference profile": finding.profile_digest or "not read",
    }
    rows = "".join(f"<tr><th>{name}</th><td>{html.escape(value)}</td></tr>" for name, value in facts.items())
    return f"<table>{rows}</table>"


def _table(columns: Sequence[ColumnDrift]) -> str:
    head = ("column", "role", "test", "PSI", "statistic", "p", "adjusted p", "")
    lines = "".join(f"<th>{cell}</th>" for cell in head)
    return f"<table><tr>{lines}</tr>{''.join(map(_row, columns))}</table>"


def _row(column: ColumnDrift) -> str:
    numbers = (
        f"{column.psi:.3f}",
        f"{column.statistic:.3f}",
        f"{column.p_value:.2g}",
        f"{column.adjusted_p_value:.2g}",
    )
    cells = [f"<td>{html.escape(column.name)}</td><td>{column.role}</td><td>{column.test or ''}</td>"]
    cells += [f'<td class="number">{number if column.test else ""}</td>' for number in numbers]
    cells.append(f"<td>{'drifted' if column.drifted else html.escape(column.note)}</td>")
    return f"<tr{' class=drifted' if column.drifted else ''}>{''.join(cells)}</tr>"


def _picture(column: ColumnDrift) -> str:
    content = base64.b64encode(_png(column)).decode()
    words = html.escape(f"{column.name}: reference and window", quote=True)
    return f'<img alt="{words}" src="data:image/png;base64,{content}">'


def _png(column: ColumnDrift) -> bytes:
    from matplotlib.figure import Figure  # noqa: PLC0415 - slow to import

    figure = Figure(figsize=(4.6, 2.9))
    axes = figure.subplots()
    places = range(len(column.labels))
    for shift, name, counts, color in (
        (-0.2, "training", column.reference_counts, "#8aa4b8"),
        (0.2, "window", column.window_counts, "#c62828" if column.drifted else "#2a6f97"),
    ):
        total = sum(counts) or 1
        axes.bar([place + shift for place in places], [count / total for count in counts], 0.4, label=name, color=color)
    axes.set_xticks(places, [_literal(label) for label in column.labels], rotation=60, ha="right", fontsize=7)
    axes.set_title(f"{_literal(column.name)} (PSI {column.psi:.2f})", fontsize=10)
    axes.set_ylabel("share of rows", fontsize=8)
    axes.legend(fontsize=7)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=_DOTS_PER_INCH, bbox_inches="tight")
    return buffer.getvalue()


def _literal(text: str) -> str:
    shown = text if len(text) <= _LABEL_LENGTH else f"{text[: _LABEL_LENGTH - 1]}…"
    # Between two dollar signs matplotlib reads a formula, and fails on one that is none.
    return shown.replace("$", r"\$")
