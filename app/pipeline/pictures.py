"""The report's pictures, as PNG, drawn without a display and without matplotlib's global state."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from app.pipeline.evaluation import Evaluation

_DOTS_PER_INCH = 110
_SHOWN_COLUMNS = 20
_LABELLED_CLASSES = 15  # more cells than that have no room for a number each


def confusion_matrix(evaluation: Evaluation) -> bytes:
    """Test rows by true class (down) and predicted class (across)."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - slow to import

    names = [_literal(score.name) for score in evaluation.classes]
    side = min(12.0, 2.5 + 0.9 * len(names))
    figure = Figure(figsize=(side + 0.8, side))
    axes = figure.subplots()
    image = axes.imshow(evaluation.confusion, cmap="Blues", vmin=0)
    axes.set_xticks(range(len(names)), names, rotation=30, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel="predicted", ylabel="true")
    figure.colorbar(image, label="rows", shrink=0.8)
    if len(names) <= _LABELLED_CLASSES:
        dark = max(max(row) for row in evaluation.confusion) / 2
        for down, row in enumerate(evaluation.confusion):
            for across, count in enumerate(row):
                color = "white" if count > dark else "black"
                axes.text(across, down, str(count), ha="center", va="center", color=color)
    return _png(figure)


def feature_importance(evaluation: Evaluation) -> bytes:
    """Log loss (nats) gained when a column's values are shuffled, for the columns that matter most."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - slow to import

    shown = list(evaluation.importance.items())[:_SHOWN_COLUMNS]
    figure = Figure(figsize=(8.0, 1.2 + 0.32 * len(shown)))
    axes = figure.subplots()
    axes.barh([_literal(name) for name, _ in shown], [value for _, value in shown], color="#2a6f97")
    axes.invert_yaxis()
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set_xlabel("log loss gained when shuffled")
    return _png(figure)


def _literal(name: str) -> str:
    # Between two dollar signs matplotlib reads a formula, and fails on one that is none.
    return name.replace("$", r"\$")


def _png(figure: Figure) -> bytes:
    buffer = io.BytesIO()
    # Agg is what a bare Figure draws with; no pyplot, so nothing has to be closed and threads do not meet.
    figure.savefig(buffer, format="png", dpi=_DOTS_PER_INCH, bbox_inches="tight")
    return buffer.getvalue()
