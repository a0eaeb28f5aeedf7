"""The MLflow tracking server on ECS Fargate."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from modules import cdk, names, policy
from modules.aws import autoscaling, cloudwatch, ecs, iam
from modules.load_balancers import TRACKING_PORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modules.postgres_database import DatabaseAddress

# Not root, and no account of the image's base: the Dockerfile makes it.
CONTAINER_USER = "10001"
CPU_TARGET_PERCENT = 60
_EXECUTION_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"


class TrackingServer(cdk.Construct):
    """An ECS service that answers behind its doors.

    Artifacts go straight to S3 with the caller's own IAM; the server only keeps their addresses.

    Args:
        scope: The construct that the server belongs to.
        construct_id: Its id.
        environment: The environment's name.
        account_id: The account.
        region: The region.
        image: The image with its tag.
        cpu_units: 1024 is one vCPU.
        memory_mib: Memory of a task.
        minimum_tasks: Tasks that always run.
        maximum_tasks: Up to how many are started; equal to the minimum: no scaling.
        allowed_hosts: `Host` headers that the server answers to, with the port where a client names one.
        allowed_origins: Pages whose browsers may write.
        subnet_ids: Private subnets.
        security_group_ids: The door's target group and the database's clients.
        target_group_arns: Where tasks register: one for each door.
        database: Where the database is, and who signs in.
        database_connect_arn: What `rds-db:connect` is granted on.
        artifact_bucket: Where artifacts lie.
        log_key_arn: The key that encrypts the log.
        log_retention_days: How long the log is kept.
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
        cpu_units: int,
        memory_mib: int,
        minimum_tasks: int,
        maximum_tasks: int,
        allowed_hosts: Sequence[str],
        allowed_origins: Sequence[str],
        subnet_ids: Sequence[str],
        security_group_ids: Sequence[str],
        target_group_arns: Sequence[str],
        database: DatabaseAddress,
        database_connect_arn: str,
        artifact_bucket: str,
        log_key_arn: str,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = names.tracking_server(environment)
        self._account_id, self._region = account_id, region
        self._logs = cloudwatch.LogGroup(
            self,
            "Logs",
            name=f"/{names.prefix(environment)}/tracking/server",
            kms_key_id=log_key_arn,
            retention_in_days=log_retention_days,
        )
        self.log_group = self._logs.name
        self.execution_role_arn = self._execution_role().arn
        command = server_command(database, artifact_bucket, allowed_hosts, allowed_origins)
        container = self._container(image, command, {"AWS_REGION": region})
        task = self._task(cpu_units, memory_mib, container, database_connect_arn)
        service = self._service(task, minimum_tasks, subnet_ids, security_group_ids, target_group_arns)
        if maximum_tasks > minimum_tasks:
            self._scale(service, minimum_tasks, maximum_tasks)

    def _container(self, image: str, command: Sequence[str], environment: dict[str, str]) -> dict[str, Any]:
        # An API route by the name localhost, which MLflow's host check lets pass: alive means that the API answers.
        probe = (
            "import urllib.request as r;"
            f"r.urlopen('http://localhost:{TRACKING_PORT}/api/2.0/mlflow/experiments/get?experiment_id=0',timeout=4)"
        )
        return {
            "name": "mlflow",
            "image": image,
            "essential": True,
            "entryPoint": ["python", "-m", "app.tracking", "serve"],
            "command": list(command),
            "user": CONTAINER_USER,
            "readonlyRootFilesystem": True,
            "environment": [{"name": name, "value": value} for name, value in sorted(environment.items())],
            "portMappings": [{"containerPort": TRACKING_PORT, "hostPort": TRACKING_PORT, "protocol": "tcp"}],
            "mountPoints": [{"sourceVolume": "tmp", "containerPath": "/tmp", "readOnly": False}],  # noqa: S108
            "healthCheck": {
                "command": ["CMD", "python", "-c", probe],
                "interval": 15,
                "timeout": 5,
                "retries": 4,
                "startPeriod": 120,
            },
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": self._logs.name,
                    "awslogs-region": self._region,
                    "awslogs-stream-prefix": "mlflow",
                },
            },
        }

    def _task(self, cpu_units: int, memory_mib: int, container: dict[str, Any], connect_arn: str) -> ecs.TaskDefinition:
        return ecs.TaskDefinition(
            self,
            "Task",
            family=self._name,
            requires_compatibilities=["FARGATE"],
            network_mode="awsvpc",
            cpu=str(cpu_units),
            memory=str(memory_mib),
            execution_role_arn=self.execution_role_arn,
            task_role_arn=self._task_role(connect_arn).arn,
            container_definitions=json.dumps([container]),
            volume=[ecs.TaskDefinitionVolume(name="tmp")],
        )

    def _execution_role(self) -> iam.Role:
        role = iam.Role(self, "ExecutionRole", name=f"{self._name}-execution", assume_role_policy=self._trust())
        iam.RolePolicyAttachment(self, "ExecutionPolicy", role=role.name, policy_arn=_EXECUTION_POLICY)
        return role

    def _task_role(self, connect_arn: str) -> iam.Role:
        """The server's own permissions: the database, and nothing in S3."""
        role = iam.Role(self, "TaskRole", name=f"{self._name}-task", assume_role_policy=self._trust())
        connects = policy.Statement(actions=("rds-db:connect",), resources=(connect_arn,))
        iam.RolePolicy(self, "TaskPolicy", role=role.id, name="connect", policy=policy.document(connects))
        return role

    def _trust(self) -> str:
        return policy.assume_by_service("ecs-tasks.amazonaws.com", account_id=self._account_id)

    def _service(
        self,
        task: ecs.TaskDefinition,
        tasks: int,
        subnet_ids: Sequence[str],
        security_group_ids: Sequence[str],
        target_group_arns: Sequence[str],
    ) -> ecs.Service:
        cluster = ecs.Cluster(
            self,
            "Cluster",
            name=self._name,
            setting=[ecs.ClusterSetting(name="containerInsights", value="enabled")],
        )
        return ecs.Service(
            self,
            "Service",
            name=self._name,
            cluster=cluster.id,
            task_definition=task.arn,
            desired_count=tasks,
            launch_type="FARGATE",
            platform_version="LATEST",
            enable_execute_command=False,
            health_check_grace_period_seconds=180,
            deployment_minimum_healthy_percent=100,
            deployment_maximum_percent=200,
            deployment_circuit_breaker=ecs.ServiceDeploymentCircuitBreaker(enable=True, rollback=True),
            network_configuration=ecs.ServiceNetworkConfiguration(
                subnets=subnet_ids, security_groups=security_group_ids, assign_public_ip=False
            ),
            load_balancer=[
                ecs.ServiceLoadBalancer(
                    target_group_arn=target_group_arn, container_name="mlflow", container_port=TRACKING_PORT
                )
                for target_group_arn in target_group_arns
            ],
            # Scaling sets the count; a deployment must not set it back.
            lifecycle=cdk.Lifecycle(ignore_changes=["desired_count"]),
        )

    def _scale(self, service: ecs.Service, minimum_tasks: int, maximum_tasks: int) -> None:
        target = autoscaling.Target(
            self,
            "ScalingTarget",
            service_namespace="ecs",
            scalable_dimension="ecs:service:DesiredCount",
            resource_id=f"service/{self._name}/{self._name}",
            min_capacity=minimum_tasks,
            max_capacity=maximum_tasks,
            depends_on=[service],
        )
        metric = autoscaling.PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification(
            predefined_metric_type="ECSServiceAverageCPUUtilization"
        )
        autoscaling.Policy(
            self,
            "ScalingPolicy",
            name=f"{self._name}-cpu",
            policy_type="TargetTrackingScaling",
            service_namespace=target.service_namespace,
            scalable_dimension=target.scalable_dimension,
            resource_id=target.resource_id,
            target_tracking_scaling_policy_configuration=autoscaling.PolicyTargetTrackingScalingPolicyConfiguration(
                target_value=CPU_TARGET_PERCENT, predefined_metric_specification=metric
            ),
        )


def database_url(database: DatabaseAddress) -> str:
    """It has no password: the plugin that it names mints an IAM token for each connection."""
    address = f"{database.username}@{database.host}:{database.port}/{database.name}"
    return f"postgresql+psycopg2://{address}?plugin=slipway_token&sslmode=require"


def server_command(
    database: DatabaseAddress, artifact_bucket: str, allowed_hosts: Sequence[str], allowed_origins: Sequence[str]
) -> list[str]:
    """What follows the entry point: the words of `mlflow server`, which starts only on the schema it works with."""
    command = ["--host", "0.0.0.0", "--port", str(TRACKING_PORT)]  # noqa: S104 - in a container
    command += ["--backend-store-uri", database_url(database)]
    command += ["--default-artifact-root", f"s3://{artifact_bucket}/", "--no-serve-artifacts"]
    # Setting the list replaces MLflow's private-range defaults, so localhost is named for the container's own check.
    hosts = ["localhost", f"localhost:{TRACKING_PORT}", *allowed_hosts]
    command += ["--allowed-hosts", ",".join(hosts)]
    return [*command, "--cors-allowed-origins", ",".join(allowed_origins)] if allowed_origins else command
