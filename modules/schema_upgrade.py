"""The one-off task that upgrades the tracking database: its definition, which no Terraform resource runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from modules import cdk, names, policy
from modules.aws import ecs, iam
from modules.tracking_server import CONTAINER_USER, database_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modules.postgres_database import DatabaseAddress, MasterSecret

# Migrations wait for the database, not for a processor; the smallest size that MLflow's imports fit into.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
_CPU_UNITS, _MEMORY_MIB = 512, 2048


class SchemaUpgrade(cdk.Construct):
    """A task definition with a role of its own: it may act as the database's role, and read the master's secret once.

    `bin/slipway tracking upgrade` runs it in the service's place.

    Args:
        scope: The construct that it belongs to.
        construct_id: Its id.
        environment: The environment's name.
        account_id: The account.
        region: The region.
        image: The tracking server's image with its tag.
        execution_role_arn: The tracking server's: it pulls the same image and writes the same log.
        log_group: The tracking server's.
        database: Where the database is, and the role that owns it.
        database_connect_arn: What `rds-db:connect` is granted on.
        master_secret: With what the role is made; None where somebody else looks after the database.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        account_id: str,
        region: str,
        image: str,
        execution_role_arn: str,
        log_group: str,
        database: DatabaseAddress,
        database_connect_arn: str,
        master_secret: MasterSecret | None,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = names.tracking_upgrade(environment)
        role = self._role(account_id, database_connect_arn, master_secret)
        container = {
            "name": "upgrade",
            "image": image,
            "essential": True,
            "entryPoint": ["python", "-m", "app.tracking"],
            "command": upgrade_command(database, master_secret),
            "user": CONTAINER_USER,
            "readonlyRootFilesystem": True,
            "environment": [{"name": "AWS_REGION", "value": region}],
            "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp", "readOnly": False}],  # noqa: S108
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": log_group,
                    "awslogs-region": region,
                    "awslogs-stream-prefix": "mlflow",
                },
            },
        }
        ecs.TaskDefinition(
            self,
            "Task",
            family=self._name,
            requires_compatibilities=["FARGATE"],
            network_mode="awsvpc",
            cpu=str(_CPU_UNITS),
            memory=str(_MEMORY_MIB),
            execution_role_arn=execution_role_arn,
            task_role_arn=role.arn,
            container_definitions=json.dumps([container]),
            volume=[ecs.TaskDefinitionVolume(name="tmp")],
        )

    def _role(self, account_id: str, connect_arn: str, secret: MasterSecret | None) -> iam.Role:
        trust = policy.assume_by_service("ecs-tasks.amazonaws.com", account_id=account_id)
        role = iam.Role(self, "Role", name=self._name, assume_role_policy=trust)
        statements = [policy.Statement(actions=("rds-db:connect",), resources=(connect_arn,))]
        if secret:
            statements += [
                policy.Statement(actions=("secretsmanager:GetSecretValue",), resources=(secret.arn,)),
                policy.Statement(actions=("kms:Decrypt",), resources=(secret.key_arn,)),
            ]
        iam.RolePolicy(self, "Policy", role=role.id, name="upgrade", policy=policy.document(*statements))
        return role


def upgrade_command(database: DatabaseAddress, master_secret: MasterSecret | None) -> Sequence[str]:
    """What follows the entry point: the database's URL, and who makes its role."""
    command = ["upgrade", "--database-url", database_url(database)]
    return [*command, "--master-secret", master_secret.arn] if master_secret else command
