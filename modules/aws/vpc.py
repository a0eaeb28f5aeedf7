"""vpc: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class DefaultSecurityGroup(cdk.Resource):
    """`aws_default_security_group`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_security_group"""

    terraform_type = "aws_default_security_group"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        egress: Sequence[Mapping[str, Any]] | None = None,
        ingress: Sequence[Mapping[str, Any]] | None = None,
        revoke_rules_on_delete: bool | None = None,
        tags: Mapping[str, str] | None = None,
        vpc_id: str | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "egress": egress,
                "ingress": ingress,
                "revoke_rules_on_delete": revoke_rules_on_delete,
                "tags": tags,
                "vpc_id": vpc_id,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def owner_id(self) -> str:
        """A token for `owner_id`."""
        return self._string("owner_id")

    @property
    def vpc_id(self) -> str:
        """A token for `vpc_id`."""
        return self._string("vpc_id")


class EipTimeouts(cdk.Block):
    """The `timeouts` block of `aws_eip`."""

    terraform_type = "aws_eip.timeouts"

    def __init__(
        self,
        *,
        delete: str | None = None,
        read: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "delete": delete,
                "read": read,
                "update": update,
            },
        )


class Eip(cdk.Resource):
    """`aws_eip`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/eip"""

    terraform_type = "aws_eip"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        address: str | None = None,
        associate_with_private_ip: str | None = None,
        customer_owned_ipv4_pool: str | None = None,
        domain: str | None = None,
        instance: str | None = None,
        ipam_pool_id: str | None = None,
        network_border_group: str | None = None,
        network_interface: str | None = None,
        public_ipv4_pool: str | None = None,
        tags: Mapping[str, str] | None = None,
        timeouts: EipTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "address": address,
                "associate_with_private_ip": associate_with_private_ip,
                "customer_owned_ipv4_pool": customer_owned_ipv4_pool,
                "domain": domain,
                "instance": instance,
                "ipam_pool_id": ipam_pool_id,
                "network_border_group": network_border_group,
                "network_interface": network_interface,
                "public_ipv4_pool": public_ipv4_pool,
                "tags": tags,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def address(self) -> str:
        """A token for `address`."""
        return self._string("address")

    @property
    def allocation_id(self) -> str:
        """A token for `allocation_id`."""
        return self._string("allocation_id")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def associate_with_private_ip(self) -> str:
        """A token for `associate_with_private_ip`."""
        return self._string("associate_with_private_ip")

    @property
    def association_id(self) -> str:
        """A token for `association_id`."""
        return self._string("association_id")

    @property
    def carrier_ip(self) -> str:
        """A token for `carrier_ip`."""
        return self._string("carrier_ip")

    @property
    def customer_owned_ip(self) -> str:
        """A token for `customer_owned_ip`."""
        return self._string("customer_owned_ip")

    @property
    def customer_owned_ipv4_pool(self) -> str:
        """A token for `customer_owned_ipv4_pool`."""
        return self._string("customer_owned_ipv4_pool")

    @property
    def domain(self) -> str:
        """A token for `domain`."""
        return self._string("domain")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def instance(self) -> str:
        """A token for `instance`."""
        return self._string("instance")

    @property
    def ipam_pool_id(self) -> str:
        """A token for `ipam_pool_id`."""
        return self._string("ipam_pool_id")

    @property
    def network_border_group(self) -> str:
        """A token for `network_border_group`."""
        return self._string("network_border_group")

    @property
    def network_interface(self) -> str:
        """A token for `network_interface`."""
        return self._string("network_interface")

    @property
    def private_dns(self) -> str:
        """A token for `private_dns`."""
        return self._string("private_dns")

    @property
    def private_ip(self) -> str:
        """A token for `private_ip`."""
        return self._string("private_ip")

    @property
    def ptr_record(self) -> str:
        """A token for `ptr_record`."""
        return self._string("ptr_record")

    @property
    def public_dns(self) -> str:
        """A token for `public_dns`."""
        return self._string("public_dns")

    @property
    def public_ip(self) -> str:
        """A token for `public_ip`."""
        return self._string("public_ip")

    @property
    def public_ipv4_pool(self) -> str:
        """A token for `public_ipv4_pool`."""
        return self._string("public_ipv4_pool")


class FlowLogDestinationOptions(cdk.Block):
    """The `destination_options` block of `aws_flow_log`."""

    terraform_type = "aws_flow_log.destination_options"

    def __init__(
        self,
        *,
        file_format: str | None = None,
        hive_compatible_partitions: bool | None = None,
        per_hour_partition: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "file_format": file_format,
                "hive_compatible_partitions": hive_compatible_partitions,
                "per_hour_partition": per_hour_partition,
            },
        )


class FlowLog(cdk.Resource):
    """`aws_flow_log`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/flow_log"""

    terraform_type = "aws_flow_log"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        deliver_cross_account_role: str | None = None,
        eni_id: str | None = None,
        iam_role_arn: str | None = None,
        log_destination: str | None = None,
        log_destination_type: str | None = None,
        log_format: str | None = None,
        max_aggregation_interval: float | None = None,
        subnet_id: str | None = None,
        tags: Mapping[str, str] | None = None,
        traffic_type: str | None = None,
        transit_gateway_attachment_id: str | None = None,
        transit_gateway_id: str | None = None,
        vpc_id: str | None = None,
        destination_options: FlowLogDestinationOptions | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "deliver_cross_account_role": deliver_cross_account_role,
                "eni_id": eni_id,
                "iam_role_arn": iam_role_arn,
                "log_destination": log_destination,
                "log_destination_type": log_destination_type,
                "log_format": log_format,
                "max_aggregation_interval": max_aggregation_interval,
                "subnet_id": subnet_id,
                "tags": tags,
                "traffic_type": traffic_type,
                "transit_gateway_attachment_id": transit_gateway_attachment_id,
                "transit_gateway_id": transit_gateway_id,
                "vpc_id": vpc_id,
                "destination_options": destination_options,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def deliver_cross_account_role(self) -> str:
        """A token for `deliver_cross_account_role`."""
        return self._string("deliver_cross_account_role")

    @property
    def eni_id(self) -> str:
        """A token for `eni_id`."""
        return self._string("eni_id")

    @property
    def iam_role_arn(self) -> str:
        """A token for `iam_role_arn`."""
        return self._string("iam_role_arn")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def log_destination(self) -> str:
        """A token for `log_destination`."""
        return self._string("log_destination")

    @property
    def log_destination_type(self) -> str:
        """A token for `log_destination_type`."""
        return self._string("log_destination_type")

    @property
    def log_format(self) -> str:
        """A token for `log_format`."""
        return self._string("log_format")

    @property
    def max_aggregation_interval(self) -> float:
        """A token for `max_aggregation_interval`."""
        return self._number("max_aggregation_interval")

    @property
    def subnet_id(self) -> str:
        """A token for `subnet_id`."""
        return self._string("subnet_id")

    @property
    def traffic_type(self) -> str:
        """A token for `traffic_type`."""
        return self._string("traffic_type")

    @property
    def transit_gateway_attachment_id(self) -> str:
        """A token for `transit_gateway_attachment_id`."""
        return self._string("transit_gateway_attachment_id")

    @property
    def transit_gateway_id(self) -> str:
        """A token for `transit_gateway_id`."""
        return self._string("transit_gateway_id")

    @property
    def vpc_id(self) -> str:
        """A token for `vpc_id`."""
        return self._string("vpc_id")


class InternetGatewayTimeouts(cdk.Block):
    """The `timeouts` block of `aws_internet_gateway`."""

    terraform_type = "aws_internet_gateway.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
                "update": update,
            },
        )


class InternetGateway(cdk.Resource):
    """`aws_internet_gateway`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/internet_gateway"""

    terraform_type = "aws_internet_gateway"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        tags: Mapping[str, str] | None = None,
        vpc_id: str | None = None,
        timeouts: InternetGatewayTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "tags": tags,
                "vpc_id": vpc_id,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def owner_id(self) -> str:
        """A token for `owner_id`."""
        return self._string("owner_id")

    @property
    def vpc_id(self) -> str:
        """A token for `vpc_id`."""
        return self._string("vpc_id")


class NatGatewayTimeouts(cdk.Block):
    """The `timeouts` block of `aws_nat_gateway`."""

    terraform_type = "aws_nat_gateway.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
                "update": update,
            },
        )


class NatGateway(cdk.Resource):
    """`aws_nat_gateway`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/nat_gateway"""

    terraform_type = "aws_nat_gateway"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        subnet_id: str,
        allocation_id: str | None = None,
        connectivity_type: str | None = None,
        private_ip: str | None = None,
        secondary_allocation_ids: Sequence[str] | None = None,
        secondary_private_ip_address_count: float | None = None,
        secondary_private_ip_addresses: Sequence[str] | None = None,
        tags: Mapping[str, str] | None = None,
        timeouts: NatGatewayTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "allocation_id": allocation_id,
                "connectivity_type": connectivity_type,
                "private_ip": private_ip,
                "secondary_allocation_ids": secondary_allocation_ids,
                "secondary_private_ip_address_count": secondary_private_ip_address_count,
                "secondary_private_ip_addresses": secondary_private_ip_addresses,
                "subnet_id": subnet_id,
                "tags": tags,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def allocation_id(self) -> str:
        """A token for `allocation_id`."""
        return self._string("allocation_id")

    @property
    def association_id(self) -> str:
        """A token for `association_id`."""
        return self._string("association_id")

    @property
    def connectivity_type(self) -> str:
        """A token for `connectivity_type`."""
        return self._string("connectivity_type")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def network_interface_id(self) -> str:
        """A token for `network_interface_id`."""
        return self._string("network_interface_id")

    @property
    def private_ip(self) -> str:
        """A token for `private_ip`."""
        return self._string("private_ip")

    @property
    def public_ip(self) -> str:
        """A token for `public_ip`."""
        return self._string("public_ip")

    @property
    def secondary_allocation_ids(self) -> list[str]:
        """A token for `secondary_allocation_ids`."""
        return self._strings("secondary_allocation_ids")

    @property
    def secondary_private_ip_address_count(self) -> float:
        """A token for `secondary_private_ip_address_count`."""
        return self._number("secondary_private_ip_address_count")

    @property
    def secondary_private_ip_addresses(self) -> list[str]:
        """A token for `secondary_private_ip_addresses`."""
        return self._strings("secondary_private_ip_addresses")

    @property
    def subnet_id(self) -> str:
        """A token for `subnet_id`."""
        return self._string("subnet_id")


class RouteTimeouts(cdk.Block):
    """The `timeouts` block of `aws_route`."""

    terraform_type = "aws_route.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
                "update": update,
            },
        )


class Route(cdk.Resource):
    """`aws_route`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route"""

    terraform_type = "aws_route"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        route_table_id: str,
        carrier_gateway_id: str | None = None,
        core_network_arn: str | None = None,
        destination_cidr_block: str | None = None,
        destination_ipv6_cidr_block: str | None = None,
        destination_prefix_list_id: str | None = None,
        egress_only_gateway_id: str | None = None,
        gateway_id: str | None = None,
        local_gateway_id: str | None = None,
        nat_gateway_id: str | None = None,
        network_interface_id: str | None = None,
        transit_gateway_id: str | None = None,
        vpc_endpoint_id: str | None = None,
        vpc_peering_connection_id: str | None = None,
        timeouts: RouteTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "carrier_gateway_id": carrier_gateway_id,
                "core_network_arn": core_network_arn,
                "destination_cidr_block": destination_cidr_block,
                "destination_ipv6_cidr_block": destination_ipv6_cidr_block,
                "destination_prefix_list_id": destination_prefix_list_id,
                "egress_only_gateway_id": egress_only_gateway_id,
                "gateway_id": gateway_id,
                "local_gateway_id": local_gateway_id,
                "nat_gateway_id": nat_gateway_id,
                "network_interface_id": network_interface_id,
                "route_table_id": route_table_id,
                "transit_gateway_id": transit_gateway_id,
                "vpc_endpoint_id": vpc_endpoint_id,
                "vpc_peering_connection_id": vpc_peering_connection_id,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def carrier_gateway_id(self) -> str:
        """A token for `carrier_gateway_id`."""
        return self._string("carrier_gateway_id")

    @property
    def core_network_arn(self) -> str:
        """A token for `core_network_arn`."""
        return self._string("core_network_arn")

    @property
    def destination_cidr_block(self) -> str:
        """A token for `destination_cidr_block`."""
        return self._string("destination_cidr_block")

    @property
    def destination_ipv6_cidr_block(self) -> str:
        """A token for `destination_ipv6_cidr_block`."""
        return self._string("destination_ipv6_cidr_block")

    @property
    def destination_prefix_list_id(self) -> str:
        """A token for `destination_prefix_list_id`."""
        return self._string("destination_prefix_list_id")

    @property
    def egress_only_gateway_id(self) -> str:
        """A token for `egress_only_gateway_id`."""
        return self._string("egress_only_gateway_id")

    @property
    def gateway_id(self) -> str:
        """A token for `gateway_id`."""
        return self._string("gateway_id")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def instance_id(self) -> str:
        """A token for `instance_id`."""
        return self._string("instance_id")

    @property
    def instance_owner_id(self) -> str:
        """A token for `instance_owner_id`."""
        return self._string("instance_owner_id")

    @property
    def local_gateway_id(self) -> str:
        """A token for `local_gateway_id`."""
        return self._string("local_gateway_id")

    @property
    def nat_gateway_id(self) -> str:
        """A token for `nat_gateway_id`."""
        return self._string("nat_gateway_id")

    @property
    def network_interface_id(self) -> str:
        """A token for `network_interface_id`."""
        return self._string("network_interface_id")

    @property
    def origin(self) -> str:
        """A token for `origin`."""
        return self._string("origin")

    @property
    def route_table_id(self) -> str:
        """A token for `route_table_id`."""
        return self._string("route_table_id")

    @property
    def state(self) -> str:
        """A token for `state`."""
        return self._string("state")

    @property
    def transit_gateway_id(self) -> str:
        """A token for `transit_gateway_id`."""
        return self._string("transit_gateway_id")

    @property
    def vpc_endpoint_id(self) -> str:
        """A token for `vpc_endpoint_id`."""
        return self._string("vpc_endpoint_id")

    @property
    def vpc_peering_connection_id(self) -> str:
        """A token for `vpc_peering_connection_id`."""
        return self._string("vpc_peering_connection_id")


class RouteTableTimeouts(cdk.Block):
    """The `timeouts` block of `aws_route_table`."""

    terraform_type = "aws_route_table.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
                "update": update,
            },
        )


class RouteTable(cdk.Resource):
    """`aws_route_table`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table"""

    terraform_type = "aws_route_table"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        vpc_id: str,
        propagating_vgws: Sequence[str] | None = None,
        route: Sequence[Mapping[str, Any]] | None = None,
        tags: Mapping[str, str] | None = None,
        timeouts: RouteTableTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "propagating_vgws": propagating_vgws,
                "route": route,
                "tags": tags,
                "vpc_id": vpc_id,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def owner_id(self) -> str:
        """A token for `owner_id`."""
        return self._string("owner_id")

    @property
    def propagating_vgws(self) -> list[str]:
        """A token for `propagating_vgws`."""
        return self._strings("propagating_vgws")

    @property
    def vpc_id(self) -> str:
        """A token for `vpc_id`."""
        return self._string("vpc_id")


class RouteTableAssociationTimeouts(cdk.Block):
    """The `timeouts` block of `aws_route_table_association`."""

    terraform_type = "aws_route_table_association.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
                "update": update,
            },
        )


class RouteTableAssociation(cdk.Resource):
    """`aws_route_table_association`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table_association"""

    terraform_type = "aws_route_table_association"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        route_table_id: str,
        gateway_id: str | None = None,
        subnet_id: str | None = None,
        timeouts: RouteTableAssociationTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "gateway_id": gateway_id,
                "route_table_id": route_table_id,
                "subnet_id": subnet_id,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def gateway_id(self) -> str:
        """A token for `gateway_id`."""
        return self._string("gateway_id")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def route_table_id(self) -> str:
        """A token for `route_table_id`."""
        return self._string("route_table_id")

    @property
    def subnet_id(self) -> str:
        """A token for `subnet_id`."""
        return self._string("subnet_id")


class SecurityGroupTimeouts(cdk.Block):
    """The `timeouts` block of `aws_security_group`."""

    terraform_type = "aws_security_group.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
            },
        )


class SecurityGroup(cdk.Resource):
    """`aws_security_group`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group"""

    terraform_type = "aws_security_group"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        description: str | None = None,
        egress: Sequence[Mapping[str, Any]] | None = None,
        ingress: Sequence[Mapping[str, Any]] | None = None,
        name: str | None = None,
        name_prefix: str | None = None,
        revoke_rules_on_delete: bool | None = None,
        tags: Mapping[str, str] | None = None,
        vpc_id: str | None = None,
        timeouts: SecurityGroupTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "description": description,
                "egress": egress,
                "ingress": ingress,
                "name": name,
                "name_prefix": name_prefix,
                "revoke_rules_on_delete": revoke_rules_on_delete,
                "tags": tags,
                "vpc_id": vpc_id,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def owner_id(self) -> str:
        """A token for `owner_id`."""
        return self._string("owner_id")

    @property
    def vpc_id(self) -> str:
        """A token for `vpc_id`."""
        return self._string("vpc_id")


class SubnetTimeouts(cdk.Block):
    """The `timeouts` block of `aws_subnet`."""

    terraform_type = "aws_subnet.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
            },
        )


class Subnet(cdk.Resource):
    """`aws_subnet`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/subnet"""

    terraform_type = "aws_subnet"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        vpc_id: str,
        assign_ipv6_address_on_creation: bool | None = None,
        availability_zone: str | None = None,
        availability_zone_id: str | None = None,
        cidr_block: str | None = None,
        customer_owned_ipv4_pool: str | None = None,
        enable_dns64: bool | None = None,
        enable_lni_at_device_index: float | None = None,
        enable_resource_name_dns_a_record_on_launch: bool | None = None,
        enable_resource_name_dns_aaaa_record_on_launch: bool | None = None,
        ipv6_cidr_block: str | None = None,
        ipv6_native: bool | None = None,
        map_customer_owned_ip_on_launch: bool | None = None,
        map_public_ip_on_launch: bool | None = None,
        outpost_arn: str | None = None,
        private_dns_hostname_type_on_launch: str | None = None,
        tags: Mapping[str, str] | None = None,
        timeouts: SubnetTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "assign_ipv6_address_on_creation": assign_ipv6_address_on_creation,
                "availability_zone": availability_zone,
                "availability_zone_id": availability_zone_id,
                "cidr_block": cidr_block,
                "customer_owned_ipv4_pool": customer_owned_ipv4_pool,
                "enable_dns64": enable_dns64,
                "enable_lni_at_device_index": enable_lni_at_device_index,
                "enable_resource_name_dns_a_record_on_launch": enable_resource_name_dns_a_record_on_launch,
                "enable_resource_name_dns_aaaa_record_on_launch": enable_resource_name_dns_aaaa_record_on_launch,
                "ipv6_cidr_block": ipv6_cidr_block,
                "ipv6_native": ipv6_native,
                "map_customer_owned_ip_on_launch": map_customer_owned_ip_on_launch,
                "map_public_ip_on_launch": map_public_ip_on_launch,
                "outpost_arn": outpost_arn,
                "private_dns_hostname_type_on_launch": private_dns_hostname_type_on_launch,
                "tags": tags,
                "vpc_id": vpc_id,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def availability_zone(self) -> str:
        """A token for `availability_zone`."""
        return self._string("availability_zone")

    @property
    def availability_zone_id(self) -> str:
        """A token for `availability_zone_id`."""
        return self._string("availability_zone_id")

    @property
    def cidr_block(self) -> str:
        """A token for `cidr_block`."""
        return self._string("cidr_block")

    @property
    def customer_owned_ipv4_pool(self) -> str:
        """A token for `customer_owned_ipv4_pool`."""
        return self._string("customer_owned_ipv4_pool")

    @property
    def enable_lni_at_device_index(self) -> float:
        """A token for `enable_lni_at_device_index`."""
        return self._number("enable_lni_at_device_index")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def ipv6_cidr_block(self) -> str:
        """A token for `ipv6_cidr_block`."""
        return self._string("ipv6_cidr_block")

    @property
    def ipv6_cidr_block_association_id(self) -> str:
        """A token for `ipv6_cidr_block_association_id`."""
        return self._string("ipv6_cidr_block_association_id")

    @property
    def outpost_arn(self) -> str:
        """A token for `outpost_arn`."""
        return self._string("outpost_arn")

    @property
    def owner_id(self) -> str:
        """A token for `owner_id`."""
        return self._string("owner_id")

    @property
    def private_dns_hostname_type_on_launch(self) -> str:
        """A token for `private_dns_hostname_type_on_launch`."""
        return self._string("private_dns_hostname_type_on_launch")

    @property
    def vpc_id(self) -> str:
        """A token for `vpc_id`."""
        return self._string("vpc_id")


class Vpc(cdk.Resource):
    """`aws_vpc`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc"""

    terraform_type = "aws_vpc"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        assign_generated_ipv6_cidr_block: bool | None = None,
        cidr_block: str | None = None,
        enable_dns_hostnames: bool | None = None,
        enable_dns_support: bool | None = None,
        enable_network_address_usage_metrics: bool | None = None,
        instance_tenancy: str | None = None,
        ipv4_ipam_pool_id: str | None = None,
        ipv4_netmask_length: float | None = None,
        ipv6_cidr_block: str | None = None,
        ipv6_cidr_block_network_border_group: str | None = None,
        ipv6_ipam_pool_id: str | None = None,
        ipv6_netmask_length: float | None = None,
        tags: Mapping[str, str] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "assign_generated_ipv6_cidr_block": assign_generated_ipv6_cidr_block,
                "cidr_block": cidr_block,
                "enable_dns_hostnames": enable_dns_hostnames,
                "enable_dns_support": enable_dns_support,
                "enable_network_address_usage_metrics": enable_network_address_usage_metrics,
                "instance_tenancy": instance_tenancy,
                "ipv4_ipam_pool_id": ipv4_ipam_pool_id,
                "ipv4_netmask_length": ipv4_netmask_length,
                "ipv6_cidr_block": ipv6_cidr_block,
                "ipv6_cidr_block_network_border_group": ipv6_cidr_block_network_border_group,
                "ipv6_ipam_pool_id": ipv6_ipam_pool_id,
                "ipv6_netmask_length": ipv6_netmask_length,
                "tags": tags,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def cidr_block(self) -> str:
        """A token for `cidr_block`."""
        return self._string("cidr_block")

    @property
    def default_network_acl_id(self) -> str:
        """A token for `default_network_acl_id`."""
        return self._string("default_network_acl_id")

    @property
    def default_route_table_id(self) -> str:
        """A token for `default_route_table_id`."""
        return self._string("default_route_table_id")

    @property
    def default_security_group_id(self) -> str:
        """A token for `default_security_group_id`."""
        return self._string("default_security_group_id")

    @property
    def dhcp_options_id(self) -> str:
        """A token for `dhcp_options_id`."""
        return self._string("dhcp_options_id")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def instance_tenancy(self) -> str:
        """A token for `instance_tenancy`."""
        return self._string("instance_tenancy")

    @property
    def ipv4_ipam_pool_id(self) -> str:
        """A token for `ipv4_ipam_pool_id`."""
        return self._string("ipv4_ipam_pool_id")

    @property
    def ipv4_netmask_length(self) -> float:
        """A token for `ipv4_netmask_length`."""
        return self._number("ipv4_netmask_length")

    @property
    def ipv6_association_id(self) -> str:
        """A token for `ipv6_association_id`."""
        return self._string("ipv6_association_id")

    @property
    def ipv6_cidr_block(self) -> str:
        """A token for `ipv6_cidr_block`."""
        return self._string("ipv6_cidr_block")

    @property
    def ipv6_cidr_block_network_border_group(self) -> str:
        """A token for `ipv6_cidr_block_network_border_group`."""
        return self._string("ipv6_cidr_block_network_border_group")

    @property
    def ipv6_ipam_pool_id(self) -> str:
        """A token for `ipv6_ipam_pool_id`."""
        return self._string("ipv6_ipam_pool_id")

    @property
    def ipv6_netmask_length(self) -> float:
        """A token for `ipv6_netmask_length`."""
        return self._number("ipv6_netmask_length")

    @property
    def main_route_table_id(self) -> str:
        """A token for `main_route_table_id`."""
        return self._string("main_route_table_id")

    @property
    def owner_id(self) -> str:
        """A token for `owner_id`."""
        return self._string("owner_id")


class VpcEndpointDnsOptions(cdk.Block):
    """The `dns_options` block of `aws_vpc_endpoint`."""

    terraform_type = "aws_vpc_endpoint.dns_options"

    def __init__(
        self,
        *,
        dns_record_ip_type: str | None = None,
        private_dns_only_for_inbound_resolver_endpoint: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "dns_record_ip_type": dns_record_ip_type,
                "private_dns_only_for_inbound_resolver_endpoint": private_dns_only_for_inbound_resolver_endpoint,
            },
        )


class VpcEndpointSubnetConfiguration(cdk.Block):
    """The `subnet_configuration` block of `aws_vpc_endpoint`."""

    terraform_type = "aws_vpc_endpoint.subnet_configuration"

    def __init__(
        self,
        *,
        ipv4: str | None = None,
        ipv6: str | None = None,
        subnet_id: str | None = None,
    ) -> None:
        super().__init__(
            {
                "ipv4": ipv4,
                "ipv6": ipv6,
                "subnet_id": subnet_id,
            },
        )


class VpcEndpointTimeouts(cdk.Block):
    """The `timeouts` block of `aws_vpc_endpoint`."""

    terraform_type = "aws_vpc_endpoint.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
                "update": update,
            },
        )


class VpcEndpoint(cdk.Resource):
    """`aws_vpc_endpoint`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint"""

    terraform_type = "aws_vpc_endpoint"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        vpc_id: str,
        auto_accept: bool | None = None,
        ip_address_type: str | None = None,
        policy: str | None = None,
        private_dns_enabled: bool | None = None,
        resource_configuration_arn: str | None = None,
        route_table_ids: Sequence[str] | None = None,
        security_group_ids: Sequence[str] | None = None,
        service_name: str | None = None,
        service_network_arn: str | None = None,
        service_region: str | None = None,
        subnet_ids: Sequence[str] | None = None,
        tags: Mapping[str, str] | None = None,
        vpc_endpoint_type: str | None = None,
        dns_options: VpcEndpointDnsOptions | None = None,
        subnet_configuration: Sequence[VpcEndpointSubnetConfiguration] | None = None,
        timeouts: VpcEndpointTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "auto_accept": auto_accept,
                "ip_address_type": ip_address_type,
                "policy": policy,
                "private_dns_enabled": private_dns_enabled,
                "resource_configuration_arn": resource_configuration_arn,
                "route_table_ids": route_table_ids,
                "security_group_ids": security_group_ids,
                "service_name": service_name,
                "service_network_arn": service_network_arn,
                "service_region": service_region,
                "subnet_ids": subnet_ids,
                "tags": tags,
                "vpc_endpoint_type": vpc_endpoint_type,
                "vpc_id": vpc_id,
                "dns_options": dns_options,
                "subnet_configuration": subnet_configuration,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def cidr_blocks(self) -> list[str]:
        """A token for `cidr_blocks`."""
        return self._strings("cidr_blocks")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def ip_address_type(self) -> str:
        """A token for `ip_address_type`."""
        return self._string("ip_address_type")

    @property
    def network_interface_ids(self) -> list[str]:
        """A token for `network_interface_ids`."""
        return self._strings("network_interface_ids")

    @property
    def owner_id(self) -> str:
        """A token for `owner_id`."""
        return self._string("owner_id")

    @property
    def policy(self) -> str:
        """A token for `policy`."""
        return self._string("policy")

    @property
    def prefix_list_id(self) -> str:
        """A token for `prefix_list_id`."""
        return self._string("prefix_list_id")

    @property
    def resource_configuration_arn(self) -> str:
        """A token for `resource_configuration_arn`."""
        return self._string("resource_configuration_arn")

    @property
    def route_table_ids(self) -> list[str]:
        """A token for `route_table_ids`."""
        return self._strings("route_table_ids")

    @property
    def security_group_ids(self) -> list[str]:
        """A token for `security_group_ids`."""
        return self._strings("security_group_ids")

    @property
    def service_name(self) -> str:
        """A token for `service_name`."""
        return self._string("service_name")

    @property
    def service_network_arn(self) -> str:
        """A token for `service_network_arn`."""
        return self._string("service_network_arn")

    @property
    def service_region(self) -> str:
        """A token for `service_region`."""
        return self._string("service_region")

    @property
    def state(self) -> str:
        """A token for `state`."""
        return self._string("state")

    @property
    def subnet_ids(self) -> list[str]:
        """A token for `subnet_ids`."""
        return self._strings("subnet_ids")

    @property
    def vpc_endpoint_type(self) -> str:
        """A token for `vpc_endpoint_type`."""
        return self._string("vpc_endpoint_type")

    @property
    def vpc_id(self) -> str:
        """A token for `vpc_id`."""
        return self._string("vpc_id")


class VpcSecurityGroupEgressRule(cdk.Resource):
    """`aws_vpc_security_group_egress_rule`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_egress_rule"""

    terraform_type = "aws_vpc_security_group_egress_rule"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        ip_protocol: str,
        security_group_id: str,
        cidr_ipv4: str | None = None,
        cidr_ipv6: str | None = None,
        description: str | None = None,
        from_port: float | None = None,
        prefix_list_id: str | None = None,
        referenced_security_group_id: str | None = None,
        tags: Mapping[str, str] | None = None,
        to_port: float | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "cidr_ipv4": cidr_ipv4,
                "cidr_ipv6": cidr_ipv6,
                "description": description,
                "from_port": from_port,
                "ip_protocol": ip_protocol,
                "prefix_list_id": prefix_list_id,
                "referenced_security_group_id": referenced_security_group_id,
                "security_group_id": security_group_id,
                "tags": tags,
                "to_port": to_port,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def cidr_ipv4(self) -> str:
        """A token for `cidr_ipv4`."""
        return self._string("cidr_ipv4")

    @property
    def cidr_ipv6(self) -> str:
        """A token for `cidr_ipv6`."""
        return self._string("cidr_ipv6")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def from_port(self) -> float:
        """A token for `from_port`."""
        return self._number("from_port")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def ip_protocol(self) -> str:
        """A token for `ip_protocol`."""
        return self._string("ip_protocol")

    @property
    def prefix_list_id(self) -> str:
        """A token for `prefix_list_id`."""
        return self._string("prefix_list_id")

    @property
    def referenced_security_group_id(self) -> str:
        """A token for `referenced_security_group_id`."""
        return self._string("referenced_security_group_id")

    @property
    def security_group_id(self) -> str:
        """A token for `security_group_id`."""
        return self._string("security_group_id")

    @property
    def security_group_rule_id(self) -> str:
        """A token for `security_group_rule_id`."""
        return self._string("security_group_rule_id")

    @property
    def to_port(self) -> float:
        """A token for `to_port`."""
        return self._number("to_port")


class VpcSecurityGroupIngressRule(cdk.Resource):
    """`aws_vpc_security_group_ingress_rule`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule"""

    terraform_type = "aws_vpc_security_group_ingress_rule"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        ip_protocol: str,
        security_group_id: str,
        cidr_ipv4: str | None = None,
        cidr_ipv6: str | None = None,
        description: str | None = None,
        from_port: float | None = None,
        prefix_list_id: str | None = None,
        referenced_security_group_id: str | None = None,
        tags: Mapping[str, str] | None = None,
        to_port: float | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "cidr_ipv4": cidr_ipv4,
                "cidr_ipv6": cidr_ipv6,
                "description": description,
                "from_port": from_port,
                "ip_protocol": ip_protocol,
                "prefix_list_id": prefix_list_id,
                "referenced_security_group_id": referenced_security_group_id,
                "security_group_id": security_group_id,
                "tags": tags,
                "to_port": to_port,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def cidr_ipv4(self) -> str:
        """A token for `cidr_ipv4`."""
        return self._string("cidr_ipv4")

    @property
    def cidr_ipv6(self) -> str:
        """A token for `cidr_ipv6`."""
        return self._string("cidr_ipv6")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def from_port(self) -> float:
        """A token for `from_port`."""
        return self._number("from_port")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def ip_protocol(self) -> str:
        """A token for `ip_protocol`."""
        return self._string("ip_protocol")

    @property
    def prefix_list_id(self) -> str:
        """A token for `prefix_list_id`."""
        return self._string("prefix_list_id")

    @property
    def referenced_security_group_id(self) -> str:
        """A token for `referenced_security_group_id`."""
        return self._string("referenced_security_group_id")

    @property
    def security_group_id(self) -> str:
        """A token for `security_group_id`."""
        return self._string("security_group_id")

    @property
    def security_group_rule_id(self) -> str:
        """A token for `security_group_rule_id`."""
        return self._string("security_group_rule_id")

    @property
    def to_port(self) -> float:
        """A token for `to_port`."""
        return self._number("to_port")
