"""MiniStack, `python -m tests.contract.account.fuller_ministack`, with two things that it leaves out.

Without a Docker engine of its own, its ECS takes an agent's `SubmitContainerStateChange` and forgets it; and its RDS
keeps a master's password in Secrets Manager for clusters, but not for instances.
"""

from __future__ import annotations

import functools
import json
from typing import Any

from ministack.services import ecs, rds, secretsmanager

from app.local import unhurried


def ended(data: dict[str, Any]) -> Any:
    """Note the exit code: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SubmitContainerStateChange.html."""
    task = ecs._tasks[data["task"]]
    for container in task["containers"]:
        if container["name"] == data["containerName"]:
            container["exitCode"] = data["exitCode"]
    return ecs.json_response({"acknowledgment": "ACCEPT"})


@functools.cache
def master_secret(arn: str, username: str) -> str:
    """Make an instance's secret, once: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html."""
    secret = {"username": username, "password": rds._generate_master_user_password()}
    return str(secretsmanager.create_secret_in_process(f"rds!db-{arn.rpartition(':')[2]}", json.dumps(secret)))


def with_master_secret(instance: dict[str, Any], *, plain: Any = rds._instance_xml) -> str:
    """What describes an instance."""
    arn = master_secret(instance["DBInstanceArn"], instance["MasterUsername"])
    secret = f"<SecretArn>{arn}</SecretArn><SecretStatus>active</SecretStatus>"
    return f"{plain(instance)}<MasterUserSecret>{secret}</MasterUserSecret>"


if __name__ == "__main__":
    ecs._ACTION_MAP["SubmitContainerStateChange"] = ended
    rds._instance_xml = with_master_secret
    unhurried.main()
