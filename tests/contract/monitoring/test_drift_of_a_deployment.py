"""From training to verdict: a version of the pipeline, served for real, asked for real, held against its profile."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import pytest
from typer.testing import CliRunner

from app.errors import BadInputError, SlipwayError
from app.local.runtime import Ports, Runtime
from app.monitoring.__main__ import main as once
from app.monitoring.kept import last_scores
from app.monitoring.location import PAYLOAD_LOG_VARIABLE
from app.monitoring.reference import load_profile
from app.monitoring.stores import S3Store
from app.pipeline.data import load
from bin.commands.slipway import app
from tests.contract.deployments.support import wait_until
from tests.contract.pipeline.support import Bench
from tests.support.postgres import free_port

ROOT = Path(__file__).resolve().parents[3]
SERVER_PORT = free_port()


@pytest.fixture
def bench(tracking_server, tmp_path, postgres_engine):
    return Bench(tracking_server, (tmp_path / "artifacts").as_uri(), postgres_engine)


@pytest.fixture
def platform(bench, aws, tmp_path, monkeypatch):
    """What a platform looks like to commands: a runtime file, and what the stacks published."""
    monkeypatch.setenv("SLIPWAY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", bench.uri)
    tracking_port = urlsplit(bench.uri).port
    ports = Ports(
        emulator_port=urlsplit(aws.url).port,
        database_port=1,
        tracking_port=tracking_port,
        router_port=1,
        router_admin_port=1,
        model_server_first_port=1,
    )
    Runtime(tmp_path / "home", endpoint_url=aws.url, embedded_emulator=True, ports=ports).save()
    database = {"host": "127.0.0.1", "port": 1, "name": "slipway", "username": "slipway"}
    urls = {"model_server_repository_url": "", "tracking_repository_url": ""}
    documents = {
        "network": {"vpc_id": "", "public_subnet_ids": [], "private_subnet_ids": [], "database_subnet_ids": []},
        "data": {
            "artifact_bucket": "artifacts",
            "payload_log_bucket": "payloads",
            "kms_key_arn": "",
            "database": database,
            **urls,
        },
        "tracking": {"tracking_uri": bench.uri},
    }
    for stack, document in documents.items():
        text = json.dumps({"schema_version": 1, "environment": "local", "stack": stack} | document)
        boto3.client("ssm").put_parameter(Name=f"/slipway/local/{stack}", Value=text, Type="String")


def checked_every_second_until_stopped(metrics, store):
    key = "drift/cellar.json"
    kept = store.read(key)
    words = ["drift", "cellar", "--every", "1s", "--metrics-file", str(metrics)]
    with subprocess.Popen(
        [sys.executable, str(ROOT / "bin" / "slipway"), *words], stdout=subprocess.DEVNULL
    ) as command:
        for _ in range(2):
            wait_until(lambda before=kept: store.read(key) != before, "no further check was made", seconds=120)
            kept = store.read(key)
        assert command.poll() is None
        command.terminate()
    assert "slipway_drift_drifted_columns" in metrics.read_text()


def drift(*words):
    return CliRunner().invoke(app, ["drift", *words])


@pytest.mark.usefixtures("platform")
def test_drift_of_a_served_version_is_found_and_nothing_else(bench, start, tmp_path, monkeypatch, capsys) -> None:
    spec = bench.spec(trainings=bench.spec().trainings[:1])
    version = bench.run(spec)[0].version
    profile = load_profile(bench.client, bench.model, version)
    assert [column.rows for column in profile.features] == [133] * 13
    assert [(column.name, column.rows) for column in profile.predictions] == [("prediction", 45)]
    server = start(
        f"models:/{bench.model}/{version}",
        SERVER_PORT,
        name=bench.model,
        version=version,
        deployment="cellar",
        payload_log="s3://payloads/models",
        payload_flush_seconds=0.3,
    ).ready()

    def ask(rows, records_written):
        answer = server.post("/invocations", {"dataframe_split": rows.to_dict(orient="split", index=False)})
        assert answer.status_code == 200
        server.until(lambda: server.metric("slipway_payload_records_written_total") == records_written)

    wine = load(spec.data).features
    ask(wine.sample(40, random_state=1), 1)
    few = drift("cellar")
    assert (few.exit_code, "40 rows in the window, at least 100 are needed" in few.output) == (3, True)

    ask(wine.sample(160, random_state=2), 2)
    same = drift("cellar", "--json", "--html", str(tmp_path / "same.html"))
    document = json.loads(same.stdout)
    assert (same.exit_code, document["verdict"], document["rows"]) == (0, "pass", 200)
    assert (document["model"], document["version"]) == (bench.model, version)
    assert document["profile_digest"] == profile.digest
    assert "data:image/png" in (tmp_path / "same.html").read_text()

    other = wine.sample(400, replace=True, random_state=3)
    ask(other.assign(alcohol=other["alcohol"] + 1.5), 3)
    shifted = drift("cellar", "--window", "15m", "--metrics-file", str(tmp_path / "slipway.prom"))
    assert shifted.exit_code == 1, shifted.output
    assert "alcohol" in shifted.output.splitlines()[-1]
    assert 'slipway_drift_rows{deployment="cellar"' in (tmp_path / "slipway.prom").read_text()

    monkeypatch.setenv(PAYLOAD_LOG_VARIABLE, "s3://payloads/models")
    monkeypatch.setattr(sys, "argv", ["app.monitoring", "cellar", "--window", "15m"])
    capsys.readouterr()
    assert once() == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "fail"
    store = S3Store("payloads", "models")
    assert last_scores(store, "cellar", no_older_than=timedelta(minutes=1))["drifted_columns"] >= 1
    checked_every_second_until_stopped(tmp_path / "again.prom", store)
    assert drift("cellar", "--window", "soon").exit_code != 0
    with pytest.raises(SlipwayError, match="no payload log of nowhere"):
        CliRunner().invoke(app, ["drift", "nowhere"], catch_exceptions=False)


def test_a_version_without_a_profile_is_told_how_to_get_one(bench) -> None:
    run = bench.client.create_run(bench.client.create_experiment(f"{bench.model}-by-hand"))
    bench.client.create_registered_model(bench.model)
    bench.client.create_model_version(bench.model, source=run.info.artifact_uri, run_id=run.info.run_id)
    with pytest.raises(SlipwayError, match=r"version 1 has no reference profile[\s\S]*log_profile"):
        load_profile(bench.client, bench.model, "1")


@pytest.mark.usefixtures("platform")
def test_a_platform_without_a_cluster_says_how_else_drift_is_checked_on_a_schedule() -> None:
    refused = drift("cellar", "--schedule", "*/5 * * * *")
    assert isinstance(refused.exception, BadInputError)
    assert "--every 5m" in refused.exception.fix
