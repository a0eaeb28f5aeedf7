"""The whole way of a model in containers: trained, registered, loaded from the registry and served.

PostgreSQL and the AWS emulator run beside them; every container has a read-only root file system.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager

import boto3
import httpx
import pytest
from sklearn.datasets import load_wine

from app.local import emulator
from app.local.postgres import Postgres
from app.outputs import SCHEMA_VERSION, Database
from app.routing.bootstrap import router_command
from modules.load_balancers import TRACKING_PORT
from modules.postgres_database import DatabaseAddress
from modules.tracking_server import server_command
from tests.support.debian import run
from tests.support.emulator import running_emulator
from tests.support.postgres import free_port

# Whoever comes first waits for the engine and the images: minutes on a machine that has neither.
pytestmark = pytest.mark.timeout(1500)

ENVIRONMENT = "prod"
BUCKET = "slipway-artifacts"
SPEC = """
model: wine
data: {kind: bundled, name: wine}
trainings: [{estimator: logistic_regression, parameters: {max_iter: 1000}}]
gates: [{metric: accuracy, minimum: 0.9}]
"""
_READY_SECONDS = 300
# As a cluster runs them, on the host's network: PostgreSQL and the emulator listen on loopback.
HARDENED = ("--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL", "--network", "host")  # noqa: S108 - in the container


@contextmanager
def container(image, *words, options=()):
    """A container on the host's network, read-only, as nobody else's; its log is part of a failure."""
    name = run("docker", "run", "--detach", *HARDENED, *options, image, *words).strip()
    try:
        yield name
    except BaseException:
        sys.stderr.write(run("sh", "-c", f"docker logs {name} 2>&1"))
        raise
    finally:
        run("docker", "rm", "--force", "--volumes", name)


def until_answered(name, url):
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, trust_env=False, timeout=5).is_success:
                return
        except httpx.TransportError:
            pass
        state = json.loads(run("docker", "container", "inspect", name))[0]["State"]
        assert state["Running"], f"{url}: the container ended with {state['ExitCode']}"
        time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")


def own_health_check(name):
    """Runs the image's health check once, now."""
    words = json.loads(run("docker", "container", "inspect", name))[0]["Config"]["Healthcheck"]["Test"]
    run("docker", "exec", name, *words[1:])


@pytest.fixture(scope="module")
def endpoint_url(tmp_path_factory):
    """An AWS emulator of the module's own."""
    with running_emulator(tmp_path_factory.mktemp("emulator")) as url:
        yield url


@pytest.fixture(scope="module")
def database(postgres_home):
    home, port = postgres_home
    address = Database(host="127.0.0.1", port=port, name="containers", username="slipway")
    server = Postgres(home, address)
    server.provide()
    return address, server.secret_file


@pytest.fixture(scope="module")
def options(endpoint_url, database, tmp_path_factory):
    """What every container of ours is told about this place, and the secret in a file that its user can read."""
    secret = tmp_path_factory.mktemp("secret") / "database"
    secret.write_text(database[1].read_text())
    secret.chmod(0o444)
    variables = {
        **emulator.EMULATOR_CREDENTIALS,
        "AWS_ENDPOINT_URL": endpoint_url,
        "MLFLOW_S3_ENDPOINT_URL": endpoint_url,
        "SLIPWAY_DATABASE_SECRET_FILE": "/run/database",
        "MLFLOW_WORKERS": "1",  # four of them start four times as long
    }
    named = [word for name, value in variables.items() for word in ("--env", f"{name}={value}")]
    return [*named, "--volume", f"{secret}:/run/database:ro"]


@pytest.fixture(scope="module")
def tracking(engine, options, database):
    """The tracking server, run with the very command of the stack, and its port and TLS of this place."""
    address, _ = database
    port = str(free_port())
    place = DatabaseAddress(host=address.host, port=address.port, name=address.name, username=address.username)
    words = [
        word.replace(str(TRACKING_PORT), port).replace("sslmode=require", "sslmode=prefer")
        for word in server_command(place, BUCKET, [f"127.0.0.1:{port}"], [])
    ]
    image, backend = engine.image("tracking"), words[words.index("--backend-store-uri") + 1]
    run("docker", "run", "--rm", *HARDENED, *options, image, "upgrade", "--database-url", backend)
    with container(image, "serve", *words, options=options) as name:
        until_answered(name, f"http://localhost:{port}/api/2.0/mlflow/experiments/get?experiment_id=0")
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def published(endpoint_url, tracking, database):
    """What the stacks of an environment publish, as far as training reads it."""
    aws = boto3.session.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1")
    aws.client("s3", endpoint_url=endpoint_url).create_bucket(Bucket=BUCKET)
    documents = {
        "network": {"vpc_id": "vpc-1", "public_subnet_ids": [], "private_subnet_ids": [], "database_subnet_ids": []},
        "data": {
            "artifact_bucket": BUCKET,
            "payload_log_bucket": BUCKET,
            "kms_key_arn": "arn",
            "database": database[0].model_dump(),
            "model_server_repository_url": "none",
            "tracking_repository_url": "none",
        },
        "tracking": {"tracking_uri": tracking},
    }
    ssm = aws.client("ssm", endpoint_url=endpoint_url)
    for stack, document in documents.items():
        whole = {"schema_version": SCHEMA_VERSION, "environment": ENVIRONMENT, "stack": stack, **document}
        ssm.put_parameter(Name=f"/slipway/{ENVIRONMENT}/{stack}", Value=json.dumps(whole), Type="String")


@pytest.fixture(scope="module")
def trained(engine, published, options, tmp_path_factory):
    """The version that a training container made and registered."""
    spec = tmp_path_factory.mktemp("pipeline") / "pipeline.yaml"
    spec.write_text(SPEC)
    spec.parent.chmod(0o755)
    mounted = ("--volume", f"{spec}:/pipeline.yaml:ro")
    image = engine.image("training")
    words = ("/pipeline.yaml", "--environment", ENVIRONMENT)
    (version,) = json.loads(run("docker", "run", "--rm", *HARDENED, *options, *mounted, image, *words))
    return version


def test_a_model_is_trained_registered_and_served_by_containers_alone(trained, model_server_image, tracking, options):
    assert (trained["name"], trained["version"], trained["stage"]) == ("wine", "1", "Staging")
    port = free_port()
    words = ("--model-uri", "models:/wine/1")
    here = ("--env", f"MLFLOW_TRACKING_URI={tracking}", "--env", f"SLIPWAY_SERVING_PORT={port}")
    with container(model_server_image, *words, options=(*options, *here)) as name:
        until_answered(name, f"http://127.0.0.1:{port}/ready")
        own_health_check(name)
        wine = load_wine(as_frame=True)
        body = {"dataframe_split": wine.data.to_dict("split")}
        answer = httpx.post(f"http://127.0.0.1:{port}/invocations", json=body, trust_env=False)
        classes = [wine.target_names[label] for label in wine.target]
        right = [a == b for a, b in zip(answer.json()["predictions"], classes, strict=True)]
        assert sum(right) / len(right) > 0.9


def test_envoy_starts_from_a_mounted_folder_and_is_healthy(router_image, tmp_path):
    router_port, admin_port = free_port(), free_port()
    command = router_command(tmp_path, router_port=router_port, admin_port=admin_port)
    words = (*command[command.index("--config-path") :], "--disable-hot-restart")
    for path in (tmp_path, *tmp_path.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    mounted = ("--volume", f"{tmp_path}:{tmp_path}:ro")
    with container(router_image, *words, options=mounted) as name:
        until_answered(name, f"http://127.0.0.1:{admin_port}/ready")
