"""The evaluation report: pictures as PNG, and one HTML page that carries them inside and needs nothing else."""

from __future__ import annotations

import base64
import html
import io
import json
from typing import TYPE_CHECKING, Any

from app.pipeline import pictures

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from app.pipeline.data import Dataset
    from app.pipeline.evaluation import Evaluation
    from app.pipeline.spec import Training

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1c2733 }}
table {{ border-collapse: collapse; margin: .5rem 0 1.5rem }}
th, td {{ border-bottom: 1px solid #d9dfe5; padding: .3rem 1rem .3rem 0; text-align: left; vertical-align: top }}
td.number {{ font-variant-numeric: tabular-nums; text-align: right }}
img {{ max-width: 100% }} code {{ word-break: break-all }}
</style></head><body><h1>{title}</h1>{body}</body></html>
"""


def write(folder: Path, *, title: str, data: Dataset, training: Training, evaluation: Evaluation) -> None:
    """Write report.html, confusion_matrix.png, feature_importance.png and metrics.json into `folder`."""
    images = {
        "confusion_matrix": pictures.confusion_matrix(evaluation),
        "feature_importance": pictures.feature_importance(evaluation),
    }
    for name, content in images.items():
        (folder / f"{name}.png").write_bytes(content)
    (folder / "metrics.json").write_text(json.dumps(dict(evaluation.metrics), indent=2) + "\n", encoding="utf-8")
    page = _page(title, data, training, evaluation, images)
    (folder / "report.html").write_text(page, encoding="utf-8")


def _page(title: str, data: Dataset, training: Training, evaluation: Evaluation, images: Mapping[str, bytes]) -> str:
    body = io.StringIO()
    body.write("<h2>Metrics on unseen rows</h2>")
    body.write(_table(("metric", "value"), evaluation.metrics.items()))
    body.write("<h2>Classes</h2>")
    rows = ((score.name, score.precision, score.recall, score.f1, score.rows) for score in evaluation.classes)
    body.write(_table(("class", "precision", "recall", "F1", "rows"), rows))
    body.write("<h2>Confusion matrix</h2>" + _image("confusion matrix", images["confusion_matrix"]))
    body.write(
        "<h2>What each column matters</h2><p>How much the log loss grows when a column's values are shuffled.</p>"
    )
    body.write(_image("feature importance", images["feature_importance"]))
    body.write("<h2>Training</h2>")
    body.write(_table(("parameter", "value"), {"estimator": training.estimator, **training.parameters}.items()))
    body.write("<h2>Data</h2>" + _table(("", ""), _facts(data)))
    return _PAGE.format(title=html.escape(title), body=body.getvalue())


def _facts(data: Dataset) -> list[tuple[str, object]]:
    return [
        ("source", data.source),
        ("rows", len(data.target)),
        ("columns", ", ".join(map(str, data.features.columns))),
        ("classes", ", ".join(data.classes)),
        ("sha256", data.digest),
    ]


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    lines = ["".join(f"<th>{html.escape(cell)}</th>" for cell in head)]
    lines += ["".join(_cell(cell) for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f'<td class="number">{value:.4f}</td>'
    if isinstance(value, int):
        return f'<td class="number">{value}</td>'
    return f"<td>{html.escape(str(value))}</td>"


def _image(words: str, content: bytes) -> str:
    return f'<img alt="{words}" src="data:image/png;base64,{base64.b64encode(content).decode()}">'
