"""The upgrade on AWS: the service's tasks stop, a one-off task upgrades the database, and the service starts again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tenacity import RetryError, Retrying, retry_if_result, stop_after_delay, wait_fixed

from app.errors import SlipwayError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.progress import Progress

# A migration of a large metrics table takes its time; nothing but the person waits for it.
_LONGEST_SECONDS = 4 * 3600
_LINES = 20  # of the task's log, where it failed
# A task is running before its server listens, and a load balancer looks twice before it believes.
_START_SECONDS = 600


@dataclass(frozen=True)
class OneOffTask:
    """What to run, by the names that the tracking stack gives.

    Args:
        server: The tracking server's cluster, its service and its task family, which share one name.
        upgrade: The family of the task that upgrades the database.
    """

    server: str
    upgrade: str


def run(aws: Any, names: OneOffTask, progress: Progress, *, poll_seconds: float = 6) -> str:
    """Upgrade the database in the server's place, and start the server's newest task definition on it.

    The service is started again whatever happens: after a failure with the tasks that it had.

    Args:
        aws: A boto3 session.
        names: What to run.
        progress: Told of each step.
        poll_seconds: Between two questions to AWS.

    Returns:
        The last line of the task's log: what it did.

    Raises:
        SlipwayError: The service is not deployed, the task failed (the end of its log is the reason), or the server
            does not answer on the upgraded database.
    """
    ecs = _Ecs(aws, names, poll_seconds)
    service = ecs.service()
    tasks = max(1, service["desiredCount"])  # 0: an upgrade was killed; auto scaling brings the rest
    with progress.step(f"Stopping {names.server}"):
        ecs.update(desiredCount=0)
    definition = service["taskDefinition"]
    try:
        with progress.step("Upgrading the database"):
            said = ecs.run_task(service["networkConfiguration"])
        definition = ecs.newest_definition()
    finally:
        with progress.step(f"Starting {names.server}"):
            ecs.update(taskDefinition=definition, desiredCount=tasks, forceNewDeployment=True)
    with progress.step(f"Waiting until {names.server} answers"):
        ecs.wait_for_doors([door["targetGroupArn"] for door in service["loadBalancers"]])
    return said


class _Ecs:
    def __init__(self, aws: Any, names: OneOffTask, poll_seconds: float) -> None:
        self._ecs = aws.client("ecs")
        self._logs = aws.client("logs")
        self._doors = aws.client("elbv2")
        self._names = names
        self._poll_seconds = poll_seconds
        self._waits = {"Delay": poll_seconds, "MaxAttempts": int(_LONGEST_SECONDS / poll_seconds)}

    def service(self) -> dict[str, Any]:
        name = self._names.server
        try:
            found = self._ecs.describe_services(cluster=name, services=[name])["services"]
        except self._ecs.exceptions.ClusterNotFoundException:
            found = []
        if not found or found[0]["status"] != "ACTIVE":
            raise SlipwayError(f"there is no tracking server {name!r} here", fix="deploy the tracking stack first")
        return dict(found[0])

    def update(self, **changes: Any) -> None:
        """Change the service, and wait until its tasks are those that were asked for."""
        name = self._names.server
        self._ecs.update_service(cluster=name, service=name, **changes)
        self._ecs.get_waiter("services_stable").wait(cluster=name, services=[name], WaiterConfig=self._waits)

    def wait_for_doors(self, target_groups: Sequence[str]) -> None:
        """Return when each load balancer has found a task healthy: what is called next answers."""
        waiting = Retrying(
            retry=retry_if_result(lambda healthy: not healthy),
            stop=stop_after_delay(_START_SECONDS),
            wait=wait_fixed(self._poll_seconds),
        )
        try:
            for arn in target_groups:
                waiting(self._has_healthy_target, arn)
        except RetryError as error:
            raise SlipwayError(
                f"{self._names.server} does not answer on the upgraded database",
                why=f"no task was found healthy for {_START_SECONDS} s",
                fix="see its log; `bin/slipway tracking upgrade` may run again",
            ) from error

    def _has_healthy_target(self, arn: str) -> bool:
        found = self._doors.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
        return any(each["TargetHealth"]["State"] == "healthy" for each in found)

    def newest_definition(self) -> str:
        """That of the last deployment: its image has the MLflow that upgraded the database."""
        found = self._ecs.describe_task_definition(taskDefinition=self._names.server)
        return str(found["taskDefinition"]["taskDefinitionArn"])

    def run_task(self, network: dict[str, Any]) -> str:
        cluster = self._names.server
        started = self._ecs.run_task(
            cluster=cluster,
            taskDefinition=self._names.upgrade,
            launchType="FARGATE",
            networkConfiguration=network,
            startedBy="slipway tracking upgrade",
        )
        if started["failures"]:
            raise SlipwayError("the upgrade's task does not start", why=started["failures"][0]["reason"])
        arn = started["tasks"][0]["taskArn"]
        self._ecs.get_waiter("tasks_stopped").wait(cluster=cluster, tasks=[arn], WaiterConfig=self._waits)
        task = self._ecs.describe_tasks(cluster=cluster, tasks=[arn])["tasks"][0]
        lines = self._log(arn.rpartition("/")[2])
        if task["containers"][0].get("exitCode") != 0:
            why = "\n".join(lines) or task.get("stoppedReason", "it wrote no log")
            raise SlipwayError("the tracking database is not upgraded", why=why)
        return lines[-1] if lines else "upgraded"

    def _log(self, task_id: str) -> list[str]:
        found = self._ecs.describe_task_definition(taskDefinition=self._names.upgrade)["taskDefinition"]
        container = found["containerDefinitions"][0]
        options = container["logConfiguration"]["options"]
        stream = f"{options['awslogs-stream-prefix']}/{container['name']}/{task_id}"
        try:
            events = self._logs.get_log_events(
                logGroupName=options["awslogs-group"], logStreamName=stream, limit=_LINES, startFromHead=False
            )
        except self._logs.exceptions.ResourceNotFoundException:  # it ended before it wrote anything
            return []
        return [event["message"].rstrip() for event in events["events"]]
