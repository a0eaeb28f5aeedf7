"""The servers that `bin/bench serving` compares: how each is installed, started and asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROJECT = Path(__file__).resolve().parents[2]
# A virtual environment each: their dependencies contradict each other's and ours.
_ENVIRONMENTS = PROJECT / ".slipway" / "bench-peers"
# Of the model, the same for all.
_MODEL_REQUIREMENTS = ("mlflow==3.17.2", "scikit-learn==1.9.1", "numpy==2.4.6")
# The most rows that a server may put into one call of the model.
_BATCH_ROWS = 64


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a server is to serve, and where.

    Attributes:
        model: Folder of the model.
        columns: Its columns.
        row: A row.
        port: Where to listen; the two ports above are free as well.
        folder: For files of the server's own.
    """

    model: Path
    columns: list[str]
    row: list[float]
    port: int
    folder: Path


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A server.

    Attributes:
        name: In the table.
        command: From its Python and the job to what starts it.
        path: Where it predicts.
        body: The row as it wants it.
        requirements: What to install; nothing: it runs in our own environment.
    """

    name: str
    command: Callable[[Path, Job], tuple[str, ...]]
    path: str
    body: Callable[[Job], Mapping[str, Any]]
    requirements: tuple[str, ...] = ()

    def python(self) -> Path:
        """Its Python, installed where it is not yet there.

        Raises:
            SlipwayError: It cannot be installed, for example without internet.
        """
        from app.errors import SlipwayError
        from bin.bootstrap import uv

        if not self.requirements:
            return Path(sys.executable)
        home = _ENVIRONMENTS / self.name.lower()
        python = home / "bin" / "python"
        wanted = ("--python", str(python), "--quiet", *self.requirements, *_MODEL_REQUIREMENTS)
        for words in (("venv", "--quiet", "--allow-existing", str(home)), ("pip", "install", *wanted)):
            command = (uv(), *words)
            done = subprocess.run(command, cwd=PROJECT, check=False, capture_output=True, text=True)
            if done.returncode != 0:
                raise SlipwayError(
                    f"{self.name} cannot be installed to compare with",
                    why=done.stderr.strip(),
                    fix="see that PyPI can be reached",
                )
        return python


def environment(job: Job) -> dict[str, str]:
    """Environment variables of every server: one thread for the model's arithmetic, no reports to anybody."""
    return {
        **os.environ,
        "BENCH_MODEL": str(job.model),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "BENTOML_DO_NOT_TRACK": "True",
    }


def _slipway(python: Path, job: Job) -> tuple[str, ...]:
    options = ("--model-uri", str(job.model), "--name", "iris", "--version", "1", "--port", str(job.port))
    return (str(python), "-m", "app.serving", *options)


def _noop(python: Path, job: Job) -> tuple[str, ...]:
    return (str(python), "-m", "bin.benchmarks.noop", str(job.port))


def _mlflow(python: Path, job: Job) -> tuple[str, ...]:
    options = ("--model-uri", str(job.model), "--port", str(job.port), "--env-manager", "local", "--workers", "1")
    return (str(python), "-m", "mlflow", "models", "serve", *options)


def _mlserver(python: Path, job: Job) -> tuple[str, ...]:
    ports = {"http_port": job.port, "grpc_port": job.port + 1, "metrics_port": job.port + 2}
    # No worker processes: with one model they only add a hop.
    settings = {"host": "127.0.0.1", "parallel_workers": 0, "debug": False, **ports}
    model = {
        "name": "iris",
        "implementation": "mlserver_mlflow.MLflowRuntime",
        "parameters": {"uri": str(job.model)},
        "max_batch_size": _BATCH_ROWS,
        "max_batch_time": 0.001,
    }
    (job.folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    (job.folder / "model-settings.json").write_text(json.dumps(model), encoding="utf-8")
    return (str(python.parent / "mlserver"), "start", str(job.folder))


def _bentoml(python: Path, job: Job) -> tuple[str, ...]:
    where = ("--host", "127.0.0.1", "--port", str(job.port), "--working-dir", str(PROJECT / "bin" / "benchmarks"))
    return (str(python), "-m", "bentoml", "serve", "peer_bentoml:Iris", *where)


def _litserve(python: Path, job: Job) -> tuple[str, ...]:
    return (str(python), str(PROJECT / "bin" / "benchmarks" / "peer_litserve.py"), str(job.port))


def _split(job: Job) -> dict[str, Any]:
    return {"dataframe_split": {"columns": job.columns, "data": [job.row]}}


def _positional(job: Job) -> dict[str, Any]:
    return {"data": [job.row]}


def _inference(job: Job) -> dict[str, Any]:
    """The Open Inference Protocol: MLServer batches this, and not its `/invocations`."""
    pairs = zip(job.columns, job.row, strict=True)
    inputs = [{"name": name, "shape": [1, 1], "datatype": "FP64", "data": [value]} for name, value in pairs]
    return {"parameters": {"content_type": "pd"}, "inputs": inputs}


OURS = Peer(name="Slipway", command=_slipway, path="/invocations", body=_split)
LIMIT = Peer(name="no-op", command=_noop, path="/invocations", body=_split)
MLFLOW = Peer(name="mlflow models serve", command=_mlflow, path="/invocations", body=_split)
MLSERVER = Peer(
    name="MLServer",
    command=_mlserver,
    path="/v2/models/iris/infer",
    body=_inference,
    requirements=("mlserver==1.7.1", "mlserver-mlflow==1.7.1"),
)
BENTOML = Peer(name="BentoML", command=_bentoml, path="/predict", body=_positional, requirements=("bentoml==1.4.39",))
LITSERVE = Peer(
    name="LitServe", command=_litserve, path="/predict", body=_positional, requirements=("litserve==0.2.19",)
)
PEERS = (MLFLOW, MLSERVER, BENTOML, LITSERVE)
SERVERS = (LIMIT, OURS, *PEERS)
