"""Private ways from the VPC to AWS services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk, names
from modules.aws import vpc

if TYPE_CHECKING:
    from modules.network import Network

# What nodes, pods and tasks call, and people who forward a port into the VPC (`ssmmessages`); without NAT each of these
# is needed: https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html,
# https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
INTERFACE_SERVICES = {
    "EcrApi": "ecr.api",
    "EcrDkr": "ecr.dkr",
    "Logs": "logs",
    "SecretsManager": "secretsmanager",
    "Sts": "sts",
    "Eks": "eks",
    "EksAuth": "eks-auth",
    "Ec2": "ec2",
    "LoadBalancing": "elasticloadbalancing",
    "Kms": "kms",
    "Ssm": "ssm",
    "SsmMessages": "ssmmessages",
}


class VpcEndpoints(cdk.Construct):
    """S3 through a gateway endpoint (free), and on request the other services through interface endpoints.

    Args:
        scope: The construct that the endpoints belong to.
        construct_id: Its id.
        environment: The environment's name.
        region: The region, which is part of a service's name.
        network: Where the endpoints are made.
        cidr: The VPC's block, from which interface endpoints may be called.
        interface: Make the interface endpoints.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        region: str,
        network: Network,
        cidr: str,
        interface: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = names.prefix(environment)
        self._region = region
        vpc.VpcEndpoint(
            self,
            "S3",
            vpc_id=network.vpc_id,
            service_name=f"com.amazonaws.{region}.s3",
            vpc_endpoint_type="Gateway",
            route_table_ids=network.private_route_table_ids,
            tags={"Name": f"{self._name}-s3"},
        )
        if interface:
            self._interface_endpoints(network, self._security_group(network, cidr))

    def _security_group(self, network: Network, cidr: str) -> vpc.SecurityGroup:
        group = vpc.SecurityGroup(
            self,
            "SecurityGroup",
            name=f"{self._name}-endpoints",
            description="Interface endpoints, called from within the VPC",
            vpc_id=network.vpc_id,
        )
        vpc.VpcSecurityGroupIngressRule(
            self,
            "HttpsFromVpc",
            security_group_id=group.id,
            description="HTTPS from the VPC",
            cidr_ipv4=cidr,
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
        )
        return group

    def _interface_endpoints(self, network: Network, group: vpc.SecurityGroup) -> None:
        for construct_id, service in INTERFACE_SERVICES.items():
            vpc.VpcEndpoint(
                self,
                construct_id,
                vpc_id=network.vpc_id,
                service_name=f"com.amazonaws.{self._region}.{service}",
                vpc_endpoint_type="Interface",
                private_dns_enabled=True,
                subnet_ids=network.private_subnet_ids,
                security_group_ids=[group.id],
                tags={"Name": f"{self._name}-{service}"},
            )
