"""The two doors into the VPC: one to the tracking server, one to the router of the serving cluster.

They are a stack of their own. A load balancer takes AWS minutes, and what stands behind it takes longer still: made
apart, they come up side by side. The gateway needs only the doors, so it never waits for a cluster or a database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk, names
from modules.aws import lb, vpc

if TYPE_CHECKING:
    from collections.abc import Sequence

TRACKING_PORT = 5000
ROUTER_PORT = 8080
HTTPS_PORT = 443
# Node ports are 30000 to 32767: https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport
ROUTER_NODE_PORT = 30080
ROUTER_HEALTH_NODE_PORT = 30081
TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"


class TrackingDoor(cdk.Construct):
    """An internal application load balancer for the tracking server.

    Tasks behind it carry `target_security_group_id` and register with `target_group_arn`.

    Args:
        scope: The construct that the door belongs to.
        construct_id: Its id.
        environment: The environment's name.
        vpc_id: The VPC.
        cidr: The VPC's block, from which the door may be reached.
        subnet_ids: Private subnets in two zones at least.
        certificate_arn: A certificate to speak HTTPS with; without one it is HTTP, inside the VPC only.
        log_bucket: The bucket of access logs.
        deletion_protection: AWS itself refuses to delete it.
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
        certificate_arn: str | None,
        log_bucket: str,
        deletion_protection: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = f"{names.prefix(environment)}-tracking"
        self._port = HTTPS_PORT if certificate_arn else TRACKING_PORT
        self._security_groups(vpc_id, cidr)
        self._balancer = lb.LoadBalancer(
            self,
            "LoadBalancer",
            name=self._name,
            load_balancer_type="application",
            internal=True,
            subnets=subnet_ids,
            security_groups=[self._door.id],
            drop_invalid_header_fields=True,
            access_logs=_access_logs(log_bucket, "tracking"),
            enable_deletion_protection=deletion_protection,
        )
        self._target = self._target_group(vpc_id)
        self._listener = self._listen(certificate_arn)

    @property
    def listener_arn(self) -> str:
        """What the gateway's VPC link integrates with."""
        return self._listener.arn

    @property
    def target_group_arn(self) -> str:
        """Where the tracking service registers its tasks."""
        return self._target.arn

    @property
    def target_security_group_id(self) -> str:
        """Carried by the tasks, so that the door reaches them."""
        return self._tasks.id

    @property
    def dns_name(self) -> str:
        """The door's name inside the VPC."""
        return self._balancer.dns_name

    @property
    def url(self) -> str:
        """The tracking server's URL inside the VPC."""
        scheme = "https" if self._port == HTTPS_PORT else "http"
        return f"{scheme}://{self._balancer.dns_name}:{self._port}"

    def _security_groups(self, vpc_id: str, cidr: str) -> None:
        self._door = vpc.SecurityGroup(
            self, "Door", name=f"{self._name}-door", description="The tracking server's load balancer", vpc_id=vpc_id
        )
        self._tasks = vpc.SecurityGroup(
            self, "Tasks", name=f"{self._name}-tasks", description="The tracking server's tasks", vpc_id=vpc_id
        )
        vpc.VpcSecurityGroupIngressRule(
            self,
            "FromVpc",
            security_group_id=self._door.id,
            description="The gateway's VPC link, pods and jobs",
            cidr_ipv4=cidr,
            ip_protocol="tcp",
            from_port=self._port,
            to_port=self._port,
        )
        for construct_id, group, other, rule in (
            ("ToTasks", self._door, self._tasks, vpc.VpcSecurityGroupEgressRule),
            ("FromDoor", self._tasks, self._door, vpc.VpcSecurityGroupIngressRule),
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
            security_group_id=self._tasks.id,
            description="AWS APIs, over NAT or endpoints",
            cidr_ipv4="0.0.0.0/0",
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
        )

    def _target_group(self, vpc_id: str) -> lb.TargetGroup:
        # `/health` passes MLflow's host check; API routes answer 403 to a load balancer's own Host header.
        check = lb.TargetGroupHealthCheck(path="/health", matcher="200", interval=15, timeout=5, healthy_threshold=2)
        return lb.TargetGroup(
            self,
            "TargetGroup",
            name=self._name,
            port=TRACKING_PORT,
            protocol="HTTP",
            target_type="ip",
            vpc_id=vpc_id,
            deregistration_delay="30",
            health_check=check,
        )

    def _listen(self, certificate_arn: str | None) -> lb.Listener:
        return lb.Listener(
            self,
            "Listener",
            load_balancer_arn=self._balancer.arn,
            port=self._port,
            protocol="HTTPS" if certificate_arn else "HTTP",
            certificate_arn=certificate_arn,
            ssl_policy=TLS_POLICY if certificate_arn else None,
            default_action=[lb.ListenerDefaultAction(type="forward", target_group_arn=self._target.arn)],
        )


class RouterDoor(cdk.Construct):
    """An internal network load balancer in front of the router's node port.

    The cluster's own controller registers the nodes (a TargetGroupBinding names `target_group_arn`), so nodes may come
    and go without Terraform.

    Args:
        scope: The construct that the door belongs to.
        construct_id: Its id.
        environment: The environment's name.
        vpc_id: The VPC.
        cidr: The VPC's block, from which the door may be reached.
        subnet_ids: Private subnets in two zones at least.
        log_bucket: The bucket of access logs.
        deletion_protection: AWS itself refuses to delete it.
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
        super().__init__(scope, construct_id)
        self._name = f"{names.prefix(environment)}-router"
        group = self._security_group(vpc_id, cidr)
        self._balancer = lb.LoadBalancer(
            self,
            "LoadBalancer",
            name=self._name,
            load_balancer_type="network",
            internal=True,
            subnets=subnet_ids,
            security_groups=[group.id],
            enable_cross_zone_load_balancing=True,
            access_logs=_access_logs(log_bucket, "router"),
            enable_deletion_protection=deletion_protection,
        )
        self._target = self._target_group(vpc_id)
        self._listener = lb.Listener(
            self,
            "Listener",
            load_balancer_arn=self._balancer.arn,
            port=ROUTER_PORT,
            protocol="TCP",
            default_action=[lb.ListenerDefaultAction(type="forward", target_group_arn=self._target.arn)],
        )

    @property
    def listener_arn(self) -> str:
        """What the gateway's VPC link integrates with."""
        return self._listener.arn

    @property
    def target_group_arn(self) -> str:
        """What the cluster's TargetGroupBinding names."""
        return self._target.arn

    @property
    def url(self) -> str:
        """The router's URL inside the VPC."""
        return f"http://{self._balancer.dns_name}:{ROUTER_PORT}"

    def _security_group(self, vpc_id: str, cidr: str) -> vpc.SecurityGroup:
        group = vpc.SecurityGroup(
            self, "Door", name=f"{self._name}-door", description="The router's load balancer", vpc_id=vpc_id
        )
        vpc.VpcSecurityGroupIngressRule(
            self,
            "FromVpc",
            security_group_id=group.id,
            description="The gateway's VPC link",
            cidr_ipv4=cidr,
            ip_protocol="tcp",
            from_port=ROUTER_PORT,
            to_port=ROUTER_PORT,
        )
        vpc.VpcSecurityGroupEgressRule(
            self,
            "ToNodes",
            security_group_id=group.id,
            description="The router's node port and its health check",
            cidr_ipv4=cidr,
            ip_protocol="tcp",
            from_port=ROUTER_NODE_PORT,
            to_port=ROUTER_HEALTH_NODE_PORT,
        )
        return group

    def _target_group(self, vpc_id: str) -> lb.TargetGroup:
        check = lb.TargetGroupHealthCheck(protocol="HTTP", path="/ready", port=str(ROUTER_HEALTH_NODE_PORT))
        return lb.TargetGroup(
            self,
            "TargetGroup",
            name=self._name,
            port=ROUTER_NODE_PORT,
            protocol="TCP",
            target_type="instance",
            vpc_id=vpc_id,
            deregistration_delay="30",
            health_check=check,
        )


def _access_logs(bucket: str, prefix: str) -> lb.LoadBalancerAccessLogs:
    return lb.LoadBalancerAccessLogs(bucket=bucket, prefix=prefix, enabled=True)
