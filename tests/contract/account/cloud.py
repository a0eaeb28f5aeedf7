"""An AWS account without AWS, for commands that want one: the emulator, and real parts where it only takes notes.

MiniStack answers AWS's API, keeps images, mints tokens and forwards the calls of an HTTP API. What it merely records is
there besides: PostgreSQL for RDS, containers for ECS (`fargate`), the tests' Kubernetes for EKS, forwarded ports for
load balancers. Names resolve for whoever runs inside (`inside`), and to nobody else on the machine.
"""

from __future__ import annotations

import contextlib
import json
import ssl
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.aws import EMULATOR_CREDENTIALS, emulator_session
from app.local import emulator
from app.local.postgres import Postgres
from app.local.program import Program
from app.local.supervisor import Supervisor
from app.outputs import Database
from tests.contract.account.fargate import Fargate
from tests.contract.account.forwarding import forwarding
from tests.support import dockerd
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.contract.account.forwarding import Forwarding
    from tests.support.cluster.session import Cluster

ACCOUNT, REGION = "000000000000", "us-east-1"
REGISTRY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
_ENDPOINT = "aws.test"  # by which the emulator names its databases and APIs
_ROUTER_NODE_PORT = 30080


@dataclass(frozen=True)
class Cloud:
    """The account.

    Args:
        folder: Where it keeps what it needs.
        address: Of everything in it.
        port: Of the emulator.
        trusted: Authorities: this machine's, and the account's own.
        cluster: What EKS stands for.
        ports: Its load balancers.
        database: What RDS stands for.
    """

    folder: Path
    address: str
    port: int
    trusted: Path
    cluster: Cluster
    ports: Forwarding
    database: Postgres

    @property
    def url(self) -> str:
        """Where AWS's API answers."""
        return f"http://{self.address}:{self.port}"

    @property
    def variables(self) -> dict[str, str]:
        """The shell of somebody who is signed in to the account, and in its VPC."""
        authorities = dict.fromkeys(("SSL_CERT_FILE", "CURL_CA_BUNDLE", "PGSSLROOTCERT"), str(self.trusted))
        cluster = {"KUBECONFIG": str(self.cluster.kubeconfig), "SLIPWAY_KUBE_CONTEXT": self.cluster.context}
        return {**EMULATOR_CREDENTIALS, "AWS_ENDPOINT_URL": self.url, **authorities, **cluster, "CI": "1"}

    @property
    def aws(self) -> Any:
        """A session in the account."""
        return emulator_session(self.url)

    def inside(self, command: Sequence[str]) -> list[str]:
        """The words that run a command where the account's names resolve."""
        return _with_hosts(self.folder / "hosts", command)

    def name(self, *names: str) -> None:
        """Let names resolve to the account's address: in the VPC, for the Docker engine, and in pods."""
        line = f"{self.address} {' '.join(names)}\n"
        for hosts in (self.folder / "hosts", dockerd.HOSTS, self.cluster.kubeconfig.with_name("hosts")):
            with hosts.open("a") as file:
                file.write(line)

    def open_the_doors(self, environment: str) -> Fargate:
        """What AWS brings to life of a deployment: its database, its tasks, its load balancers and its names."""
        self._provide_database(environment)
        self._name_the_doors()
        fargate = self.start_fargate(environment)
        self.ports.plain(5000, fargate.server)
        self.ports.plain(8080, lambda: (self._node(), _ROUTER_NODE_PORT))
        return fargate

    def start_fargate(self, environment: str) -> Fargate:
        """ECS's containers, by which the emulator's endpoint and its names are known."""
        names = [f"--add-host={_ENDPOINT}:{self.address}"]
        given = {**EMULATOR_CREDENTIALS, "AWS_ENDPOINT_URL": self.url}
        fargate = Fargate(environment, self.aws, [*names, *(f"--env={key}={value}" for key, value in given.items())])
        fargate.start()
        return fargate

    def _name_the_doors(self) -> None:
        balancers = self.aws.client("elbv2").describe_load_balancers()["LoadBalancers"]
        apis = self.aws.client("apigatewayv2").get_apis()["Items"]
        pools = self.aws.client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"]
        describe = self.aws.client("cognito-idp").describe_user_pool
        domains = [describe(UserPoolId=pool["Id"])["UserPool"]["Domain"] for pool in pools]
        self.name(
            *(each["DNSName"] for each in balancers),
            *(each["ApiEndpoint"].partition("://")[2].partition(":")[0] for each in apis),
            *(f"{domain}.auth.{REGION}.amazoncognito.com" for domain in domains),
        )

    def _node(self) -> str:
        return self.cluster.server[0].partition("://")[2].partition(":")[0]

    def _provide_database(self, environment: str) -> None:
        """The instance as RDS makes it: its master, its database, and a role for those who come with a token."""
        (found,) = self.aws.client("rds").describe_db_instances()["DBInstances"]
        assert found["DBInstanceIdentifier"].startswith(f"slipway-{environment}")
        arn = found["MasterUserSecret"]["SecretArn"]
        secret = json.loads(self.aws.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])
        connection = self.database._superuser_connection()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE rds_iam")
            cursor.execute(f'CREATE DATABASE "{found["DBName"]}"')
            cursor.execute(f'ALTER ROLE "{secret["username"]}" PASSWORD %s', [secret["password"]])
        connection.close()


@contextlib.contextmanager
def cloud(folder: Path, cluster: Cluster) -> Iterator[Cloud]:
    """The account, empty, until the context closes. There is a Docker engine of our own already."""
    assert cluster.own, "an account has its cluster on this machine: unset SLIPWAY_TEST_KUBECONFIG"
    (folder / "hosts").write_text(Path("/etc/hosts").read_text())
    context, trusted = _certificate(folder)
    supervisor, port = Supervisor(folder), free_port()
    database = Postgres(folder, Database(host="127.0.0.1", port=free_port(), name="unused", username="unused"))
    with forwarding(cluster.address) as ports, pytest.MonkeyPatch.context() as patch:
        # Other tests of the session have an emulator of their own, and their fixtures name it in the environment.
        patch.setenv("AWS_ENDPOINT_URL", f"http://{cluster.address}:{port}")
        made = Cloud(folder, cluster.address, port, trusted, cluster, ports, database)
        made.name(_ENDPOINT, REGISTRY)
        try:
            database.prepare()
            rules = folder / "postgres" / "pg_hba.conf"
            # Which token is good is for RDS to say; here each one is. What becomes of a bad one: test_tokens.py.
            everybody = "127.0.0.1/32"
            rules.write_text(
                f"host all postgres {everybody} scram-sha-256\n"
                f"host all +rds_iam {everybody} trust\n"
                f"host all all {everybody} scram-sha-256\n"
            )
            supervisor.ensure(database.program())
            supervisor.ensure(_emulator(made))
            emulator.wait(made.url)
            ports.tls(443, context, lambda: (made.address, made.port))
            ports.postgres(5432, context, lambda: ("127.0.0.1", database._database.port))
            _pull_from(made)
            yield made
        finally:
            supervisor.shutdown()


def _emulator(made: Cloud) -> Program:
    command = (sys.executable, "-m", "tests.contract.account.fuller_ministack")
    variables = emulator.variables(made.port, bind_host=made.address) | {"MINISTACK_HOST": _ENDPOINT}
    return Program(name=emulator.NAME, command=tuple(made.inside(command)), environment=variables)


def _pull_from(made: Cloud) -> None:
    """Let the cluster's node pull images from the account's registry."""
    folder = made.cluster.kubeconfig.parent / "registries" / REGISTRY
    folder.mkdir(parents=True)
    (folder / "hosts.toml").write_text(f'server = "{made.url}"\n[host."{made.url}"]\n')


def _certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A certificate for what of the account speaks TLS, and a file of those who are trusted, itself among them."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    wanted = (_ENDPOINT, REGISTRY, f"*.auth.{REGION}.amazoncognito.com")
    names = ",".join(f"DNS:{name}" for name in wanted)
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={_ENDPOINT}"]
    words += ["-addext", f"subjectAltName={names}", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(words, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    trusted, usual = folder / "trusted.pem", ssl.get_default_verify_paths().cafile
    trusted.write_text((Path(usual).read_text() if usual else "") + certificate.read_text())
    return context, trusted


def _with_hosts(hosts: Path, command: Sequence[str]) -> list[str]:
    """A mount namespace of its own, in which /etc/hosts is another file."""
    script = 'mount --bind "$0" /etc/hosts && exec "$@"'
    return ["unshare", "--mount", "sh", "-c", script, str(hosts), *command]
