"""The VPC: public, private and database subnets over two or three zones."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from modules import cdk, names, policy
from modules.aws import cloudwatch, iam, vpc

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class SubnetPlan:
    """CIDR blocks, one a zone, of each kind of subnet."""

    public: tuple[str, ...]
    private: tuple[str, ...]
    database: tuple[str, ...]


def plan_subnets(cidr: str, zones: int) -> SubnetPlan:
    """Share a VPC's addresses out: a quarter to the private subnet of each zone, where nodes and pods need them.

    Of the remaining quarter, public and database subnets take an eighth each, so that zones can be added later without
    renumbering.

    Args:
        cidr: The VPC's block.
        zones: 1 to 3.
    """
    first, *rest = ipaddress.ip_network(cidr).subnets(prefixlen_diff=2)
    small = [str(block) for block in first.subnets(prefixlen_diff=3)]
    return SubnetPlan(
        public=tuple(small[:zones]),
        private=tuple(str(block) for block in rest[:zones]),
        database=tuple(small[3 : 3 + zones]),
    )


class Network(cdk.Construct):
    """A VPC with its subnets, routes and flow log.

    Args:
        scope: The construct that the network belongs to.
        construct_id: Its id.
        environment: The environment's name.
        account_id: The account, which the flow log's role is bound to.
        cidr: The VPC's block.
        availability_zones: One subnet of each kind is made in each.
        nat_gateways: 0, 1, or one a zone.
        log_key_arn: The key that encrypts the flow log.
        log_retention_days: How long flow logs are kept.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        account_id: str,
        cidr: str,
        availability_zones: Sequence[str],
        nat_gateways: int,
        log_key_arn: str,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = names.prefix(environment)
        self._zones = tuple(availability_zones)
        plan = plan_subnets(cidr, len(self._zones))
        self._make_vpc(cidr)
        self._public = self._subnets("Public", plan.public, {"kubernetes.io/role/elb": "1"})
        self._private = self._subnets("Private", plan.private, {"kubernetes.io/role/internal-elb": "1"})
        self._database = self._subnets("Database", plan.database, {})
        self._route_public()
        self._private_tables = self._route_private(self._make_nat(nat_gateways))
        self._database_table = self._table("DatabaseRoutes", self._database)
        self._log_flows(account_id, log_key_arn, log_retention_days)

    @property
    def vpc_id(self) -> str:
        """The VPC's id."""
        return self._vpc.id

    @property
    def public_subnet_ids(self) -> list[str]:
        """Subnets with a route to the internet."""
        return [subnet.id for subnet in self._public]

    @property
    def private_subnet_ids(self) -> list[str]:
        """Subnets for nodes, tasks and load balancers."""
        return [subnet.id for subnet in self._private]

    @property
    def database_subnet_ids(self) -> list[str]:
        """Subnets without any route out."""
        return [subnet.id for subnet in self._database]

    @property
    def private_route_table_ids(self) -> list[str]:
        """Tables that a gateway endpoint adds its route to."""
        return [table.id for table in self._private_tables]

    def _make_vpc(self, cidr: str) -> None:
        self._vpc = vpc.Vpc(
            self,
            "Vpc",
            cidr_block=cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags={"Name": self._name},
        )
        # Adopted and emptied: a resource that names no group of its own gets this one, and it must allow nothing.
        vpc.DefaultSecurityGroup(self, "DefaultSecurityGroup", vpc_id=self._vpc.id, tags={"Name": "allows-nothing"})

    def _subnets(self, kind: str, cidrs: Sequence[str], tags: dict[str, str]) -> list[vpc.Subnet]:
        return [
            vpc.Subnet(
                self,
                f"{kind}{number}",
                vpc_id=self._vpc.id,
                cidr_block=cidr,
                availability_zone=zone,
                tags={"Name": f"{self._name}-{kind.lower()}-{zone}", **tags},
            )
            for number, (zone, cidr) in enumerate(zip(self._zones, cidrs, strict=True), start=1)
        ]

    def _table(self, construct_id: str, subnets: Sequence[vpc.Subnet]) -> vpc.RouteTable:
        table = vpc.RouteTable(
            self, construct_id, vpc_id=self._vpc.id, tags={"Name": f"{self._name}-{construct_id.lower()}"}
        )
        for number, subnet in enumerate(subnets, start=1):
            vpc.RouteTableAssociation(
                self, f"{construct_id}Association{number}", subnet_id=subnet.id, route_table_id=table.id
            )
        return table

    def _route_public(self) -> None:
        internet = vpc.InternetGateway(self, "InternetGateway", vpc_id=self._vpc.id, tags={"Name": self._name})
        table = self._table("PublicRoutes", self._public)
        vpc.Route(
            self,
            "PublicInternetRoute",
            route_table_id=table.id,
            destination_cidr_block="0.0.0.0/0",
            gateway_id=internet.id,
        )

    def _make_nat(self, count: int) -> list[vpc.NatGateway]:
        gateways = []
        for number, subnet in enumerate(self._public[:count], start=1):
            address = vpc.Eip(self, f"NatAddress{number}", domain="vpc", tags={"Name": f"{self._name}-nat-{number}"})
            gateways.append(
                vpc.NatGateway(
                    self,
                    f"Nat{number}",
                    allocation_id=address.id,
                    subnet_id=subnet.id,
                    tags={"Name": f"{self._name}-{number}"},
                )
            )
        return gateways

    def _route_private(self, gateways: Sequence[vpc.NatGateway]) -> list[vpc.RouteTable]:
        """A table a zone, so that a zone with a NAT gateway of its own does not depend on another's."""
        tables = []
        for number, subnet in enumerate(self._private, start=1):
            table = self._table(f"Private{number}Routes", [subnet])
            tables.append(table)
            if gateways:
                vpc.Route(
                    self,
                    f"Private{number}NatRoute",
                    route_table_id=table.id,
                    destination_cidr_block="0.0.0.0/0",
                    nat_gateway_id=gateways[min(number, len(gateways)) - 1].id,
                )
        return tables

    def _log_flows(self, account_id: str, log_key_arn: str, retention_days: int) -> None:
        logs = cloudwatch.LogGroup(
            self,
            "FlowLogs",
            name=f"/{self._name}/network/flows",
            kms_key_id=log_key_arn,
            retention_in_days=retention_days,
        )
        role = iam.Role(
            self,
            "FlowLogRole",
            name=f"{self._name}-flow-logs",
            assume_role_policy=policy.assume_by_service("vpc-flow-logs.amazonaws.com", account_id=account_id),
        )
        writes = policy.Statement(
            actions=("logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"),
            resources=(f"{logs.arn}:*",),
        )
        iam.RolePolicy(self, "FlowLogPolicy", role=role.id, name="write-flow-logs", policy=policy.document(writes))
        vpc.FlowLog(
            self,
            "FlowLog",
            vpc_id=self._vpc.id,
            traffic_type="ALL",
            log_destination_type="cloud-watch-logs",
            log_destination=logs.arn,
            iam_role_arn=role.arn,
            tags={"Name": self._name},
        )
