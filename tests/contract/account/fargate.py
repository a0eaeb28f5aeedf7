"""ECS on Fargate: what the emulator's ECS was asked to run, run in containers, as the task definitions say."""

from __future__ import annotations

import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any

from modules import names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_POLL_SECONDS = 1.0


class Fargate(threading.Thread):
    """Looks after the tracking server and its upgrade until `leave`.

    Args:
        environment: Whose they are.
        aws: A boto3 session of the account.
        options: Options of `docker run` that stand for the VPC: names, endpoints, credentials.
    """

    def __init__(self, environment: str, aws: Any, options: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self._ecs, self._logs, self._doors = aws.client("ecs"), aws.client("logs"), aws.client("elbv2")
        self._cluster, self._upgrade = names.tracking_server(environment), names.tracking_upgrade(environment)
        self._options = options
        self._ended: set[str] = set()
        self._registered: dict[str, Any] = {}
        self._left = threading.Event()
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Bring what runs to what is asked for, again and again."""
        try:
            while not self._left.wait(_POLL_SECONDS):
                self._serve()
                self._run_upgrades()
        except BaseException as error:
            self.failure = error
            raise

    def leave(self) -> None:
        """End, and leave no container behind."""
        self._left.set()
        self.join()
        self._remove(self._cluster)
        assert self.failure is None

    def server(self) -> tuple[str, int]:
        """Where the tracking server answers, if it does.

        Raises:
            ConnectionRefusedError: It does not run.
        """
        asked = ("inspect", "--format", "{{.NetworkSettings.IPAddress}}", self._cluster)
        address = _docker(*asked, check=False).stdout.strip()
        if not address:
            raise ConnectionRefusedError(self._cluster)
        return address, 5000

    def _serve(self) -> None:
        found = self._ecs.describe_services(cluster=self._cluster, services=[self._cluster])["services"]
        wanted = bool(found) and found[0]["desiredCount"] > 0
        running = _docker("ps", "--quiet", "--filter", f"name=^{self._cluster}$").stdout.strip()
        if running and not wanted:
            self._deregister()
            self._remove(self._cluster)
        elif running:
            self._register(found[0]["loadBalancers"])
        elif wanted:  # again and again, until its image is pushed and the schema is the one it works with
            self._remove(self._cluster)
            container = self._container(found[0]["taskDefinition"])
            self._start("--detach", name=self._cluster, container=container)

    def _register(self, doors: Sequence[Mapping[str, Any]]) -> None:
        """Behind its load balancers, once the container's own check has found it healthy."""
        healthy = _docker("ps", "--quiet", "--filter", f"name=^{self._cluster}$", "--filter", "health=healthy").stdout
        if not healthy or self._registered:
            return
        address, port = self.server()
        for door in doors:
            self._registered[door["targetGroupArn"]] = [{"Id": address, "Port": port}]
        for arn, targets in self._registered.items():
            self._doors.register_targets(TargetGroupArn=arn, Targets=targets)

    def _deregister(self) -> None:
        while self._registered:
            arn, targets = self._registered.popitem()
            self._doors.deregister_targets(TargetGroupArn=arn, Targets=targets)

    def _run_upgrades(self) -> None:
        asked = self._ecs.list_tasks(cluster=self._cluster, family=self._upgrade)["taskArns"]
        for arn in set(asked) - self._ended:
            container = self._container(self._upgrade)
            done = self._start("--rm", name=self._upgrade, container=container)
            self._write(container, arn, done.stdout.splitlines())
            ended = {"containerName": container["name"], "status": "STOPPED", "exitCode": done.returncode}
            self._ecs.submit_container_state_change(cluster=self._cluster, task=arn, **ended)
            self._ecs.stop_task(cluster=self._cluster, task=arn, reason="Essential container in task exited")
            self._ended.add(arn)

    def _container(self, definition: str) -> Mapping[str, Any]:
        found = self._ecs.describe_task_definition(taskDefinition=definition)["taskDefinition"]
        (container,) = found["containerDefinitions"]
        return dict(container)

    def _start(self, option: str, *, name: str, container: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        program, *words = container["entryPoint"]
        variables = [f"--env={each['name']}={each['value']}" for each in container["environment"]]
        folders = [f"--tmpfs={each['containerPath']}" for each in container["mountPoints"]]
        options = [option, f"--name={name}", f"--user={container['user']}", *folders, *variables, *self._options]
        if container["readonlyRootFilesystem"]:
            options.append("--read-only")
        words = [f"--entrypoint={program}", container["image"], *words, *container["command"]]
        return _docker("run", *options, *words, check=False)

    def _write(self, container: Mapping[str, Any], arn: str, lines: Sequence[str]) -> None:
        options = container["logConfiguration"]["options"]
        stream = f"{options['awslogs-stream-prefix']}/{container['name']}/{arn.rpartition('/')[2]}"
        self._logs.create_log_stream(logGroupName=options["awslogs-group"], logStreamName=stream)
        events = [{"timestamp": int(time.time() * 1000), "message": line} for line in lines if line]
        self._logs.put_log_events(logGroupName=options["awslogs-group"], logStreamName=stream, logEvents=events)

    @staticmethod
    def _remove(name: str) -> None:
        _docker("rm", "--force", name, check=False)


def _docker(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        ("docker", *words), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=600
    )
    assert done.returncode == 0 or not check, done.stdout
    return done
