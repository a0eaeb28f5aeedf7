"""The upgrade's task on ECS, on the emulator; its container does not run there, so the test ends it in its place."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from app.aws import emulator_session
from app.errors import SlipwayError
from app.progress import PlainProgress
from app.tracking.one_off import OneOffTask, run
from tests.support.emulator import running_emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = OneOffTask(server="server", upgrade="server-upgrade")
NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}}
LOG = {"awslogs-group": "/server", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "mlflow"}


class Account:
    """An emulated account: every client of it sees tasks end with `exit_code`, because their containers do not run."""

    def __init__(self, endpoint_url: str) -> None:
        self._session = emulator_session(endpoint_url)
        self.exit_code: int | None = None
        self.ecs = self._session.client("ecs")
        self.logs = self._session.client("logs")

    def client(self, service: str) -> Any:
        made = self._session.client(service)
        if service == "ecs":
            made.meta.events.register("after-call.ecs.DescribeTasks", self._add_exit_code)
        return made

    def _add_exit_code(self, parsed: dict[str, Any], **_: Any) -> None:
        for task in parsed["tasks"]:
            if task["lastStatus"] == "STOPPED" and self.exit_code is not None:
                task["containers"][0]["exitCode"] = self.exit_code

    def define(self, family: str, container: str) -> str:
        definition = {"name": container, "image": "image", "essential": True}
        definition["logConfiguration"] = {"logDriver": "awslogs", "options": LOG}
        made = self.ecs.register_task_definition(
            family=family,
            containerDefinitions=[definition],
            requiresCompatibilities=["FARGATE"],
            networkMode="awsvpc",
            cpu="512",
            memory="2048",
        )
        return str(made["taskDefinition"]["taskDefinitionArn"])

    def door(self) -> str:
        """A target group with nobody in it."""
        made = self.client("elbv2").create_target_group(
            Name="server", Protocol="TCP", Port=5000, VpcId="vpc-1", TargetType="ip"
        )
        return str(made["TargetGroups"][0]["TargetGroupArn"])

    def found_healthy(self, group: str) -> None:
        self.client("elbv2").register_targets(TargetGroupArn=group, Targets=[{"Id": "10.0.0.1", "Port": 5000}])

    def service(self) -> tuple[str, int]:
        (found,) = self.ecs.describe_services(cluster="server", services=["server"])["services"]
        return found["taskDefinition"], found["desiredCount"]


@pytest.fixture
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    with running_emulator(tmp_path_factory.mktemp("ecs")) as url:
        yield Account(url)


@pytest.fixture
def deployed(account: Account) -> str:
    """A service of two tasks on the first definition; gives the ARN of the second, which a deployment has left."""
    account.ecs.create_cluster(clusterName="server")
    first = account.define("server", "mlflow")
    account.define("server-upgrade", "upgrade")
    account.ecs.create_service(
        cluster="server",
        serviceName="server",
        taskDefinition=first,
        desiredCount=2,
        launchType="FARGATE",
        networkConfiguration=NETWORK,
    )
    return account.define("server", "mlflow")


def end_the_task(account: Account, line: str, seen: list[int]) -> threading.Thread:
    """What the container would do: write a line to its log, and end. `seen`: the server's tasks at that moment."""

    def work() -> None:
        found: list[str] = []
        while not found:
            time.sleep(0.05)
            found = account.ecs.list_tasks(cluster="server", family="server-upgrade")["taskArns"]
        seen.append(account.service()[1])
        stream = f"mlflow/upgrade/{found[0].rpartition('/')[2]}"
        account.logs.create_log_group(logGroupName="/server")
        account.logs.create_log_stream(logGroupName="/server", logStreamName=stream)
        event = {"timestamp": int(time.time() * 1000), "message": line}
        account.logs.put_log_events(logGroupName="/server", logStreamName=stream, logEvents=[event])
        account.ecs.stop_task(cluster="server", task=found[0], reason="its container ended")

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_the_database_is_upgraded_while_no_server_runs_and_the_newest_one_is_started(
    account: Account, deployed: str
) -> None:
    account.exit_code, seen = 0, []
    thread = end_the_task(account, "upgraded: a → b", seen)
    said = run(account, NAMES, PlainProgress(), poll_seconds=0.1)
    thread.join()
    assert said == "upgraded: a → b"
    assert seen == [0]
    assert account.service() == (deployed, 2)


def test_after_a_failure_the_server_runs_as_it_did_and_the_log_says_why(account: Account, deployed: str) -> None:
    account.exit_code, seen = 1, []
    before = account.service()
    thread = end_the_task(account, "error: the tracking database is not upgraded, and is as it was before", seen)
    with pytest.raises(SlipwayError, match="is not upgraded") as caught:
        run(account, NAMES, PlainProgress(), poll_seconds=0.1)
    thread.join()
    assert "is as it was before" in caught.value.why
    assert account.service() == before
    assert before[0] != deployed


def test_it_is_over_only_when_the_load_balancer_finds_a_task_healthy(account: Account, deployed: str) -> None:
    group = account.door()
    account.ecs.update_service(
        cluster="server",
        service="server",
        loadBalancers=[{"targetGroupArn": group, "containerName": "mlflow", "containerPort": 5000}],
    )
    account.exit_code = 0
    with ThreadPoolExecutor(1) as pool:
        thread = end_the_task(account, "upgraded: a → b", [])
        said = pool.submit(run, account, NAMES, PlainProgress(), poll_seconds=0.1)
        thread.join()
        while account.service() != (deployed, 2):
            time.sleep(0.05)
        with pytest.raises(TimeoutError):
            said.result(1)
        account.found_healthy(group)
        assert said.result(10) == "upgraded: a → b"


def test_where_nothing_is_deployed_that_is_said(account: Account) -> None:
    with pytest.raises(SlipwayError, match="no tracking server 'server'"):
        run(account, NAMES, PlainProgress())
