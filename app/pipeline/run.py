"""The pipeline itself: data to versions in Staging, each step reported, each version made once."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.errors import SlipwayError
from app.gates import GateReport, evaluate
from app.pipeline import store
from app.pipeline.data import Dataset, load
from app.pipeline.evaluation import evaluate_model
from app.pipeline.session import session
from app.pipeline.spec import spec_digest
from app.pipeline.training import split, train
from app.registry import conventions
from app.registry.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlflow.entities import model_registry

    from app.pipeline.spec import PipelineSpec, Training
    from app.progress import Progress, Step
    from app.registry.promotion import Registry

_NOTES_PER_TRAINING = 4  # train, evaluate, log and register, gate


@dataclass(frozen=True)
class ModelVersion:
    """A version that the pipeline made, or found made by the same training on the same data.

    Args:
        name: The registered model's name.
        version: The version's number.
        run_id: The run that trained it.
        metrics: Its metrics by name, on rows that no training saw.
        stage: The stage it is in when the pipeline ends.
        gates: What its gates said; None where an earlier run had passed it.
        created: False where an earlier run had made it.
    """

    name: str
    version: str
    run_id: str
    metrics: Mapping[str, float]
    stage: Stage
    gates: GateReport | None
    created: bool


def document(version: ModelVersion) -> dict[str, Any]:
    """A version as a JSON object."""
    return {**dataclasses.asdict(version), "metrics": dict(version.metrics), "stage": version.stage.value}


def run_pipeline(
    spec: PipelineSpec, *, tracking_uri: str, artifact_location: str, registry: Registry, progress: Progress
) -> list[ModelVersion]:
    """Bring every version of a spec into Staging, in the spec's order.

    Versions that the same training on the same data has made before, and whose artifacts are still there, are taken as
    they are. A version that died on its way is taken up where it was left.

    Args:
        spec: What to train on what, and what it must reach.
        tracking_uri: The tracking server, `http://host:port`.
        artifact_location: Where artifacts go, `s3://bucket/prefix`: straight from here, with the caller's own rights.
        registry: Moves versions between stages; its client must speak to the same server.
        progress: Where each step is reported.

    Raises:
        BadInputError: The data or the spec cannot be trained with; nothing was written.
        SlipwayError: A version did not pass its gates (it stays registered, outside Staging), or the tracking server or
            the artifact store failed.
    """
    total = 1 + _NOTES_PER_TRAINING * len(spec.trainings)
    with progress.step(f"Pipeline {spec.model}", total=total) as step:
        step.advance("checking the data", by=0)
        data = load(spec.data)
        step.advance(f"{len(data.target)} rows, {len(data.classes)} classes; opening the experiment")
        with session(tracking_uri):
            experiment_id = store.experiment(registry.client, spec.model, artifact_location)
            job = _Job(spec, data, experiment_id, registry, step)
            versions = [job.bring(training) for training in spec.trainings]
    _require_passed(versions)
    return versions


@dataclass(frozen=True)
class _Job:
    """What every training of one pipeline shares."""

    spec: PipelineSpec
    data: Dataset
    experiment_id: str
    registry: Registry
    step: Step

    def bring(self, training: Training) -> ModelVersion:
        """Make a version, or find it, and bring it into Staging if its gates let it."""
        key = spec_digest(self.spec, training, self.data.digest)
        found = self._found(training, key)
        version = found or self._made(training, key)
        metrics = store.metrics(self.registry.client, version)
        stage = self.registry.stage_of(version.name, version.version)
        report = None
        if stage is Stage.NONE:
            report = self._gate(version, metrics)
            stage = Stage.STAGING if report.passed else Stage.NONE
        return ModelVersion(
            version.name, version.version, version.run_id or "", metrics, stage, gates=report, created=found is None
        )

    def _found(self, training: Training, key: str) -> model_registry.ModelVersion | None:
        client, name = self.registry.client, f"{self.spec.model} {training.estimator}"
        found = store.find(client, self.spec.model, key)
        if found is None:
            return None
        if store.artifacts_exist(client, found):
            self.step.advance(f"{name} is there as version {found.version}", by=_NOTES_PER_TRAINING)
            return found
        self.step.advance(f"{name} was version {found.version}, whose artifacts are gone: training it again", by=0)
        client.set_model_version_tag(
            found.name, found.version, conventions.ARTIFACTS_TAG, conventions.ARTIFACTS_MISSING
        )
        return None

    def _made(self, training: Training, key: str) -> model_registry.ModelVersion:
        self.step.advance(f"training {training.estimator}")
        part = split(self.data, self.spec)
        model = train(training, part, seed=self.spec.seed)
        self.step.advance(f"evaluating {training.estimator}")
        evaluation = evaluate_model(model, part, seed=self.spec.seed)
        self.step.advance(f"logging and registering {training.estimator}")
        made = store.Trained(training, model, self.data, part, evaluation, key)
        version = store.log(self.registry.client, self.experiment_id, self.spec, made, self.registry.actor)
        self.step.advance(f"{version.name} version {version.version}: gates")
        return version

    def _gate(self, version: model_registry.ModelVersion, metrics: Mapping[str, float]) -> GateReport:
        """Hold a version against its gates and the present champion; let it into Staging when it passes."""
        champion = self._champion(version.version)
        against = () if champion is None else self.spec.baseline_gates
        baseline = None if champion is None else store.metrics(self.registry.client, champion)
        report = evaluate((*self.spec.gates, *against), metrics, baseline=baseline)
        store.note_gates(self.registry.client, version, report)
        if report.passed:
            reason = "passed its gates" + (f" and the comparison with version {champion.version}" if champion else "")
            self.registry.transition(version.name, version.version, Stage.STAGING, reason=reason)
        return report

    def _champion(self, version: str) -> model_registry.ModelVersion | None:
        """What a candidate is compared with: the version in Production, else the latest in Staging."""
        for stage in (Stage.PRODUCTION, Stage.STAGING):
            holder = self.registry.version_in(self.spec.model, stage)
            if holder is not None and holder != version:
                return self.registry.client.get_model_version(self.spec.model, holder)
        return None


def _require_passed(versions: list[ModelVersion]) -> None:
    stopped = [each for each in versions if each.gates is not None and not each.gates.passed]
    if stopped:
        raise SlipwayError(
            ", ".join(f"{each.name} version {each.version}" for each in stopped) + " did not enter Staging",
            why="; ".join(
                f"version {each.version}: {objection}"
                for each in stopped
                if each.gates
                for objection in each.gates.objections
            ),
            fix="train with other parameters or data; the version's run holds its evaluation report",
        )
