"""What a pipeline does, as data: where the rows come from, which versions are trained, what they must reach."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from app.errors import BadInputError
from app.gates import BaselineGate, MetricGate  # noqa: TC001 - pydantic reads the annotations

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Raised by hand when a change of the pipeline's own code makes other models from the same spec: old versions are then
# no longer taken for the new ones.
REVISION = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BundledData(_Part):
    """A data set that scikit-learn carries.

    Args:
        name: Its name in `app.pipeline.data.BUNDLED`.
    """

    kind: Literal["bundled"] = "bundled"
    name: str = Field(min_length=1)


class CsvData(_Part):
    """A CSV file with a header line.

    Args:
        path: The file.
        target: The column with the class to predict.
        features: The columns with numbers to predict from; None: every column but the target.
    """

    kind: Literal["csv"] = "csv"
    path: str = Field(min_length=1)
    target: str = Field(min_length=1)
    features: tuple[str, ...] | None = Field(default=None, min_length=1)

    @field_validator("features")
    @classmethod
    def _distinct(cls, features: tuple[str, ...] | None, info: ValidationInfo) -> tuple[str, ...] | None:
        if features is not None and len(set(features)) != len(features):
            raise ValueError("a column is named twice")
        if features is not None and info.data.get("target") in features:
            raise ValueError(
                f"the target {info.data['target']!r} cannot be a feature: the model would be told the answer"
            )
        return features


class Training(_Part):
    """One version to train.

    Args:
        estimator: The kind of classifier, see `app.pipeline.training.ESTIMATORS`.
        parameters: scikit-learn's own arguments of that classifier, by name; its seed is the pipeline's.
    """

    estimator: Literal["logistic_regression", "random_forest", "gradient_boosting"]
    parameters: dict[str, bool | int | float | str | None] = {}


class PipelineSpec(_Part):
    """A pipeline.

    Args:
        model: The registered model's name; also a folder of artifacts and the name of a deployment.
        data: Where the rows come from.
        trainings: The versions to train, in order; each is compared with the one before.
        gates: What each version must reach to enter Staging.
        baseline_gates: How much worse than the version before it may be.
        test_share: The share of rows that no training sees, between 0 and 1.
        seed: Makes the split, the training and the evaluation repeatable.
    """

    model: str = Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")  # a DNS label, RFC 1123: it names a deployment
    data: Annotated[BundledData | CsvData, Field(discriminator="kind")]
    trainings: tuple[Training, ...] = Field(min_length=1)
    gates: tuple[MetricGate, ...] = Field(min_length=1)
    baseline_gates: tuple[BaselineGate, ...] = ()
    test_share: float = Field(default=0.25, gt=0, lt=1)
    seed: int = Field(default=42, ge=0, lt=2**32)  # what NumPy takes

    @field_validator("trainings")
    @classmethod
    def _no_twins(cls, trainings: tuple[Training, ...]) -> tuple[Training, ...]:
        known = [training.model_dump_json() for training in trainings]
        if len(set(known)) != len(known):
            raise ValueError("two trainings are the same: they would make the same version")
        return trainings


def parse(document: Mapping[str, Any]) -> PipelineSpec:
    """The spec that a document (from YAML or JSON) describes.

    Raises:
        BadInputError: The document names an unknown field, lacks one or has a value out of range; each is listed.
    """
    try:
        return PipelineSpec.model_validate(document)
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise BadInputError(
            "the pipeline's description cannot be used", why="; ".join(problems), fix="correct these fields"
        ) from error


def spec_digest(spec: PipelineSpec, training: Training, data_digest: str) -> str:
    """The sha256 of what decides the model that a training makes: the key under which it is found again."""
    decides = {
        "revision": REVISION,
        "data": data_digest,
        "training": training.model_dump(mode="json"),
        "test_share": spec.test_share,
        "seed": spec.seed,
    }
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()


def read(path: Path) -> PipelineSpec:
    """The spec in a YAML file.

    Raises:
        BadInputError: The file cannot be read, or does not describe a pipeline.
    """
    import yaml  # noqa: PLC0415 - only for specs that come from files

    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInputError(f"{path} cannot be read", why=str(error), fix="give a YAML file") from error
    if not isinstance(document, dict):
        raise BadInputError(f"{path} does not describe a pipeline", why="it is no mapping", fix="see docs/pipeline.md")
    return parse(document)
