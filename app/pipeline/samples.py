"""The sample pipelines: real data that scikit-learn carries, two versions each."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.errors import BadInputError
from app.gates import BaselineGate, MetricGate
from app.pipeline.spec import BundledData, PipelineSpec, Training

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINEAR = Training(estimator="logistic_regression", parameters={"C": 1.0, "max_iter": 1000})
_FOREST = Training(estimator="random_forest", parameters={"n_estimators": 50, "min_samples_leaf": 1})
_BOOSTING = Training(estimator="gradient_boosting", parameters={"max_iter": 100, "learning_rate": 0.1})

_GATES = (MetricGate("accuracy", minimum=0.9), MetricGate("f1_macro", minimum=0.9), MetricGate("log_loss", maximum=0.5))
# A few rows of some 50 to 150 test rows, and a forest's vaguer probabilities: the second version is another kind of
# model, and the release behind this gate compares the two on live traffic.
_BASELINE_GATES = (
    BaselineGate("accuracy", tolerance=0.03),
    BaselineGate("log_loss", tolerance=0.15, higher_is_better=False),
)


def _sample(model: str, data: str, second: Training) -> PipelineSpec:
    return PipelineSpec(
        model=model,
        data=BundledData(name=data),
        trainings=(_LINEAR, second),
        gates=_GATES,
        baseline_gates=_BASELINE_GATES,
    )


SAMPLES: Mapping[str, PipelineSpec] = MappingProxyType(
    {
        "wine": _sample("wine", "wine", _FOREST),
        "breast-cancer": _sample("breast-cancer", "breast_cancer", _BOOSTING),
    }
)


def sample(name: str) -> PipelineSpec:
    """The sample pipeline of that name.

    Raises:
        BadInputError: There is none; the message names those there are.
    """
    try:
        return SAMPLES[name]
    except KeyError:
        raise BadInputError(
            f"there is no sample pipeline {name!r}", why=f"there are {', '.join(SAMPLES)}", fix="name one of these"
        ) from None
