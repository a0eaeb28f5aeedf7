"""The sample release: train two versions, deploy the first, move to the second by canary, predict through the gateway.

It uses the public ways a person would use: the pipeline, MLflow's own command line, the API gateway.
"""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from app.aws import emulator_session
from app.errors import SlipwayError
from app.gateway import Gateway
from app.local.runtime import working_environment
from app.local.training import train
from app.pipeline.data import load
from app.pipeline.samples import sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.local.runtime import Runtime
    from app.outputs import GatewayOutputs, StackOutputs
    from app.pipeline.run import ModelVersion
    from app.pipeline.spec import PipelineSpec
    from app.progress import Progress

TARGET_URI = "slipway:/local"
CANARY_STEPS = "10,50,100"
# The second version is another, slower kind of model, and the machine does other things meanwhile: ten times the stable
# version's latency (at least 10 ms) is far from what a person notices, and far above the noise.
_LATENCY_RATIO = 10
_TRACEBACK = "Traceback (most recent call last):"
_ROWS = 8  # enough to meet several classes, few enough for a line that is pasted
_STYLE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class Prediction(BaseModel):
    """A prediction through the gateway, held against the model's own in this process."""

    model_config = ConfigDict(frozen=True)

    deployment: str
    version: str
    rows: int
    through_gateway: tuple[Any, ...]
    in_process: tuple[Any, ...]
    endpoint_url: str
    curl: str

    @property
    def correct(self) -> bool:
        """Whether the two agree."""
        return self.through_gateway == self.in_process


def release(name: str, runtime: Runtime, outputs: StackOutputs, progress: Progress) -> Prediction:
    """Bring the sample model `name` (`wine`, `breast-cancer`) into production and ask it for predictions.

    What an earlier run did is found and not done again.

    Raises:
        BadInputError: There is no such sample.
        SlipwayError: A step fails, or the gateway's answer is not the model's own.
    """
    spec = sample(name)
    versions = train(spec, runtime, outputs, progress)
    with working_environment(runtime):
        _deploy(spec.model, versions, progress)
        return _predict(spec, versions[-1], runtime, outputs, progress)


def _deploy(model: str, versions: Sequence[ModelVersion], progress: Progress) -> None:
    from mlflow.deployments import get_deploy_client  # noqa: PLC0415 - slow to import

    first, last = versions[0].version, versions[-1].version
    client: Any = get_deploy_client(TARGET_URI)  # type: ignore[no-untyped-call]
    stable = {entry["name"]: entry["stable_version"] for entry in client.list_deployments()}.get(model)
    if stable is not None and stable not in {version.version for version in versions}:
        title = f"Deleting {model}: version {stable} was trained on other data, or its artifacts are gone"
        _mlflow_deployments(["delete", "--name", model], title, progress)
        stable = None
    if stable is None:
        command = ["create", "--name", model, "--model-uri", f"models:/{model}/{first}"]
        _mlflow_deployments(command, f"Deploying {model} version {first}", progress)
    if stable != last:
        command = ["update", "--name", model, "--model-uri", f"models:/{model}/{last}"]
        command += ["--config", "strategy=canary", "--config", f"steps={CANARY_STEPS}"]
        command += ["--config", f"max_latency_ratio={_LATENCY_RATIO}"]
        _mlflow_deployments(command, f"Canary of {model} version {last}: {CANARY_STEPS} %", progress)


def _mlflow_deployments(words: Sequence[str], title: str, progress: Progress) -> None:
    command = [sys.executable, "-m", "mlflow", "deployments", words[0], "--target", TARGET_URI, *words[1:]]
    lines: list[str] = []
    with (
        progress.step(title) as step,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process,
    ):
        for raw in process.stdout or ():
            line = _STYLE.sub("", raw).strip()
            if line:
                lines.append(line)
            if line and _TRACEBACK not in lines:  # MLflow shows one with every error; the words stand at its end
                step.advance(line[:80], by=0)
    if process.returncode != 0:
        raise SlipwayError(
            f"`mlflow deployments {words[0]}` failed", why="\n".join(lines[-8:]), fix="bin/slipway status"
        )


def _predict(
    spec: PipelineSpec, version: ModelVersion, runtime: Runtime, outputs: StackOutputs, progress: Progress
) -> Prediction:
    import mlflow.pyfunc  # noqa: PLC0415 - slow to import

    gateway = Gateway(emulator_session(runtime.endpoint_url), _gateway_outputs(outputs))
    with progress.step(f"Predicting with {spec.model} through the API gateway"):
        rows = load(spec.data).features.sample(_ROWS, random_state=spec.seed)
        payload = {"dataframe_split": rows.to_dict(orient="split", index=False)}
        answer = gateway.predict(spec.model, payload)["predictions"]
        own = mlflow.pyfunc.load_model(f"models:/{version.name}/{version.version}").predict(rows)
    prediction = Prediction(
        deployment=spec.model,
        version=version.version,
        rows=len(rows),
        through_gateway=tuple(answer),
        in_process=tuple(own.tolist()),
        endpoint_url=gateway.url(spec.model),
        curl=gateway.curl(spec.model, {"dataframe_split": rows.head(1).to_dict(orient="split", index=False)}),
    )
    if not prediction.correct:
        raise SlipwayError(
            f"the gateway's answer for {spec.model} is not the model's own",
            why=f"through the gateway {prediction.through_gateway}, in process {prediction.in_process}",
        )
    return prediction


def _gateway_outputs(outputs: StackOutputs) -> GatewayOutputs:
    if outputs.gateway is None:
        raise SlipwayError(
            "the local environment has no API gateway", fix="switch its gateway on in stacks/environments.py"
        )
    return outputs.gateway
