"""The pipeline's description: what is refused, and what the key of a training depends on."""

from __future__ import annotations

from typing import Any

import pytest

from app.errors import BadInputError
from app.pipeline.samples import SAMPLES, sample
from app.pipeline.spec import PipelineSpec, parse, spec_digest

VALID: dict[str, Any] = {
    "model": "wine",
    "data": {"kind": "bundled", "name": "wine"},
    "trainings": [
        {"estimator": "logistic_regression", "parameters": {"C": 1.0}},
        {"estimator": "random_forest", "parameters": {"n_estimators": 10}},
    ],
    "gates": [{"metric": "accuracy", "minimum": 0.9}],
    "baseline_gates": [{"metric": "accuracy", "tolerance": 0.02}],
}


def test_a_description_becomes_a_spec_and_back() -> None:
    spec = parse(VALID)
    assert spec.trainings[1].parameters == {"n_estimators": 10}
    assert parse(spec.model_dump()) == spec
    assert parse(PipelineSpec.model_validate_json(spec.model_dump_json()).model_dump()) == spec


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"modell": "wine"}, "modell"),
        ({"model": "Wine_1"}, "model"),
        ({"model": "x" * 64}, "model"),
        ({"model": "-wine"}, "model"),
        ({"data": {"kind": "parquet", "name": "x"}}, "data"),
        ({"data": {"kind": "csv", "path": "x.csv"}}, "data.csv.target"),
        ({"data": {"kind": "csv", "path": "x", "target": "y", "features": ["y"]}}, "told the answer"),
        ({"data": {"kind": "csv", "path": "x", "target": "y", "features": ["a", "a"]}}, "named twice"),
        ({"trainings": []}, "trainings"),
        ({"trainings": [{"estimator": "oracle"}]}, "trainings.0.estimator"),
        ({"trainings": VALID["trainings"][:1] * 2}, "the same version"),
        ({"gates": []}, "gates"),
        ({"gates": [{"metric": "accuracy", "minimun": 0.9, "maximum": 1}]}, "minimun"),
        ({"test_share": 1.0}, "test_share"),
        ({"seed": -1}, "seed"),
    ],
)
def test_a_bad_description_is_refused_and_names_the_field(change: dict[str, Any], named: str) -> None:
    with pytest.raises(BadInputError) as caught:
        parse(VALID | change)
    assert named in str(caught.value)


def test_the_key_changes_with_all_that_decides_the_model_and_with_nothing_else() -> None:
    spec = parse(VALID)
    first, second = spec.trainings

    def key(spec: PipelineSpec = spec, training: Any = first, data: str = "d") -> str:
        return spec_digest(spec, training, data)

    others = [
        key(training=second),
        key(training=first.model_copy(update={"parameters": {"C": 2.0}})),
        key(data="e"),
        key(spec.model_copy(update={"seed": 1})),
        key(spec.model_copy(update={"test_share": 0.3})),
    ]
    assert len({key(), *others}) == len(others) + 1
    assert key(spec.model_copy(update={"gates": (), "trainings": (second, first)})) == key()
    assert key() == spec_digest(parse(VALID), parse(VALID).trainings[0], "d")


def test_the_samples_are_there_by_name_and_an_unknown_one_is_refused() -> None:
    assert sample("wine").model == "wine"
    assert all(name == spec.model for name, spec in SAMPLES.items())
    with pytest.raises(BadInputError, match=r"'iris'[\s\S]*wine, breast-cancer"):
        sample("iris")
