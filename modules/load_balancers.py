"""The two doors into the VPC: one to the tracking server, one to the router of the serving cluster.

They are a stack of their own. A load balancer takes AWS minutes, and what stands behind it takes longer still: made
apart, they come up side by side. The gateway needs only the doors, so it never waits for a cluster or a database.

Both pass connections on, at layer 4: what is allowed on which path is decided once, at the gateway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk, names
from modules.aws import lb, vpc

if TYPE_CHECKING:
    from collections.abc import Sequence

TRACKING_PORT = 5000
ROUTER_PORT = 8080
# Node ports are 30000 to 32767: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
ROUTER_NODE_PORT = 30080
ROUTER_HEALTH_NODE_PORT = 30081
# TLS 1.2 and 1.3 only.
TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"


class Door(cdk.Construct):
    """An internal network load balancer with one listener and one target group.

    Args:
        scope: The construct that the door belongs to.
        construct_id: Its id.
        environment: The environment's name.
        name: Last part of the load balancer's name.
        vpc_id: The VPC.
        cidr: The VPC's block, from which the door may be reached.
        subnet_ids: Private subnets in two zones at least.
        log_bucket: The bucket of access logs.
        deletion_protection: AWS itself refuses to delete it.
        port: Where the door listens.
        certificate_arn: A certificate to speak TLS with; without one the door passes plain TCP on.
        target_port: Where targets listen.
        target_type: `ip` or `instance`.
        health_check: How a target is found healthy.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        name: str,
        vpc_id: str,
        cidr: str,
        subnet_ids: Sequence[str],
        log_bucket: str,
        deletion_protection: bool,
        port: int,
        certificate_arn: str | None = None,
        target_port: int,
        target_type: str,
        health_check: lb.TargetGroupHealthCheck,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = f"{names.prefix(environment)}-{name}"
        self._vpc_id, self._port, self._tls = vpc_id, port, certificate_arn is not None
        self.security_group = self._make_security_group(cidr)
        self._balancer = lb.LoadBalancer(
            self,
            "LoadBalancer",
            name=self._name,
            load_balancer_type="network",
            internal=True,
            subnets=subnet_ids,
            security_groups=[self.security_group.id],
            enable_cross_zone_load_balancing=True,
            access_logs=lb.LoadBalancerAccessLogs(bucket=log_bucket, prefix=name, enabled=True),
            enable_deletion_protection=deletion_protection,
        )
        self._target = self._make_target(target_port, target_type, health_check)
        self._listener = self._listen(certificate_arn)

    @property
    def listener_arn(self) -> str:
        """What the gateway's VPC link integrates with."""
        return self._listener.arn

    @property
    def target_group_arn(self) -> str:
        """Where what stands behind the door registers."""
        return self._target.arn

    @property
    def dns_name(self) -> str:
        """The door's name inside the VPC."""
        return self._balancer.dns_name

    @property
    def url(self) -> str:
        """The door's URL inside the VPC."""
        return f"{'https' if self._tls else 'http'}://{self._balancer.dns_name}:{self._port}"

    def _make_security_group(self, cidr: str) -> vpc.SecurityGroup:
        group = vpc.SecurityGroup(
            self, "Door", name=f"{self._name}-door", description="A load balancer", vpc_id=self._vpc_id
        )
        vpc.VpcSecurityGroupIngressRule(
            self,
            "FromVpc",
            security_group_id=group.id,
            description="The gateway's VPC link, pods and jobs",
            cidr_ipv4=cidr,
            ip_protocol="tcp",
            from_port=self._port,
            to_port=self._port,
        )
        return group

    def _make_target(self, port: int, kind: str, health_check: lb.TargetGroupHealthCheck) -> lb.TargetGroup:
        return lb.TargetGroup(
            self,
            "TargetGroup",
            name=self._name,
            port=port,
            protocol="TCP",
            target_type=kind,
            vpc_id=self._vpc_id,
            deregistration_delay="30",
            health_check=health_check,
        )

    def _listen(self, certificate_arn: str | None) -> lb.Listener:
        return lb.Listener(
            self,
            "Listener",
            load_balancer_arn=self._balancer.arn,
            port=self._port,
            protocol="TLS" if certificate_arn else "TCP",
            certificate_arn=certificate_arn,
            ssl_policy=TLS_POLICY if certificate_arn else None,
            default_action=[lb.ListenerDefaultAction(type="forward", target_group_arn=self._target.arn)],
        )


class TrackingDoor(Door):
    """The door to the tracking server, whose tasks carry `target_security_group_id`.

    Args: as `Door`'s, but for the port, name and target, which are the tracking server's.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        vpc_id: str,
        cidr: str,
        subnet_ids: Sequence[str],
        log_bucket: str,
        deletion_protection: bool,
        certificate_arn: str | None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            environment=environment,
            name="tracking",
            vpc_id=vpc_id,
            cidr=cidr,
            subnet_ids=subnet_ids,
            log_bucket=log_bucket,
            deletion_protection=deletion_protection,
            port=TRACKING_PORT,
            certificate_arn=certificate_arn,
            target_port=TRACKING_PORT,
            target_type="ip",
            # `/health` passes MLflow's host check; API routes answer 403 to an address as Host header.
            health_check=lb.TargetGroupHealthCheck(protocol="HTTP", path="/health", port="traffic-port"),
        )
        self._tasks = self._make_task_group(vpc_id)

    @property
    def target_security_group_id(self) -> str:
        """Carried by the tasks, so that the door reaches them."""
        return self._tasks.id

    def _make_task_group(self, vpc_id: str) -> vpc.SecurityGroup:
        tasks = vpc.SecurityGroup(
            self, "Tasks", name=f"{self._name}-tasks", description="The tracking server's tasks", vpc_id=vpc_id
        )
        for construct_id, group, other, rule in (
            ("ToTasks", self.security_group, tasks, vpc.VpcSecurityGroupEgressRule),
            ("FromDoor", tasks, self.security_group, vpc.VpcSecurityGroupIngressRule),
        ):
            rule(
                self,
                construct_id,
                security_group_id=group.id,
                referenced_security_group_id=other.id,
                description="MLflow",
                ip_protocol="tcp",
                from_port=TRACKING_PORT,
                to_port=TRACKING_PORT,
            )
        vpc.VpcSecurityGroupEgressRule(
            self,
            "TasksToAws",
            security_group_id=tasks.id,
            description="AWS APIs, over NAT or endpoints",
            cidr_ipv4="0.0.0.0/0",
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
        )
        return tasks


class RouterDoor(Door):
    """The door to the router's node port.

    The cluster's own controller registers the nodes (a TargetGroupBinding names `target_group_arn`), so nodes may come
    and go without Terraform.

    Args: as `Door`'s, but for the port, name and target, which are the router's.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        vpc_id: str,
        cidr: str,
        subnet_ids: Sequence[str],
        log_bucket: str,
        deletion_protection: bool,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            environment=environment,
            name="router",
            vpc_id=vpc_id,
            cidr=cidr,
            subnet_ids=subnet_ids,
            log_bucket=log_bucket,
            deletion_protection=deletion_protection,
            port=ROUTER_PORT,
            target_port=ROUTER_NODE_PORT,
            target_type="instance",
            health_check=lb.TargetGroupHealthCheck(protocol="HTTP", path="/ready", port=str(ROUTER_HEALTH_NODE_PORT)),
        )
        vpc.VpcSecurityGroupEgressRule(
            self,
            "ToNodes",
            security_group_id=self.security_group.id,
            description="The router's node port and its health check",
            cidr_ipv4=cidr,
            ip_protocol="tcp",
            from_port=ROUTER_NODE_PORT,
            to_port=ROUTER_HEALTH_NODE_PORT,
        )
