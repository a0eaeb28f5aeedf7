"""lb: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class LoadBalancerAccessLogs(cdk.Block):
    """The `access_logs` block of `aws_lb`."""

    terraform_type = "aws_lb.access_logs"

    def __init__(
        self,
        *,
        bucket: str,
        enabled: bool | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(
            {
                "bucket": bucket,
                "enabled": enabled,
                "prefix": prefix,
            },
        )


class LoadBalancerConnectionLogs(cdk.Block):
    """The `connection_logs` block of `aws_lb`."""

    terraform_type = "aws_lb.connection_logs"

    def __init__(
        self,
        *,
        bucket: str,
        enabled: bool | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(
            {
                "bucket": bucket,
                "enabled": enabled,
                "prefix": prefix,
            },
        )


class LoadBalancerIpamPools(cdk.Block):
    """The `ipam_pools` block of `aws_lb`."""

    terraform_type = "aws_lb.ipam_pools"

    def __init__(
        self,
        *,
        ipv4_ipam_pool_id: str,
    ) -> None:
        super().__init__(
            {
                "ipv4_ipam_pool_id": ipv4_ipam_pool_id,
            },
        )


class LoadBalancerMinimumLoadBalancerCapacity(cdk.Block):
    """The `minimum_load_balancer_capacity` block of `aws_lb`."""

    terraform_type = "aws_lb.minimum_load_balancer_capacity"

    def __init__(
        self,
        *,
        capacity_units: float,
    ) -> None:
        super().__init__(
            {
                "capacity_units": capacity_units,
            },
        )


class LoadBalancerSubnetMapping(cdk.Block):
    """The `subnet_mapping` block of `aws_lb`."""

    terraform_type = "aws_lb.subnet_mapping"

    def __init__(
        self,
        *,
        subnet_id: str,
        allocation_id: str | None = None,
        ipv6_address: str | None = None,
        private_ipv4_address: str | None = None,
    ) -> None:
        super().__init__(
            {
                "allocation_id": allocation_id,
                "ipv6_address": ipv6_address,
                "private_ipv4_address": private_ipv4_address,
                "subnet_id": subnet_id,
            },
        )


class LoadBalancerTimeouts(cdk.Block):
    """The `timeouts` block of `aws_lb`."""

    terraform_type = "aws_lb.timeouts"

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


class LoadBalancer(cdk.Resource):
    """`aws_lb`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb"""

    terraform_type = "aws_lb"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        client_keep_alive: float | None = None,
        customer_owned_ipv4_pool: str | None = None,
        desync_mitigation_mode: str | None = None,
        dns_record_client_routing_policy: str | None = None,
        drop_invalid_header_fields: bool | None = None,
        enable_cross_zone_load_balancing: bool | None = None,
        enable_deletion_protection: bool | None = None,
        enable_http2: bool | None = None,
        enable_tls_version_and_cipher_suite_headers: bool | None = None,
        enable_waf_fail_open: bool | None = None,
        enable_xff_client_port: bool | None = None,
        enable_zonal_shift: bool | None = None,
        enforce_security_group_inbound_rules_on_private_link_traffic: str | None = None,
        idle_timeout: float | None = None,
        internal: bool | None = None,
        ip_address_type: str | None = None,
        load_balancer_type: str | None = None,
        name: str | None = None,
        name_prefix: str | None = None,
        preserve_host_header: bool | None = None,
        security_groups: Sequence[str] | None = None,
        subnets: Sequence[str] | None = None,
        tags: Mapping[str, str] | None = None,
        xff_header_processing_mode: str | None = None,
        access_logs: LoadBalancerAccessLogs | None = None,
        connection_logs: LoadBalancerConnectionLogs | None = None,
        ipam_pools: LoadBalancerIpamPools | None = None,
        minimum_load_balancer_capacity: LoadBalancerMinimumLoadBalancerCapacity | None = None,
        subnet_mapping: Sequence[LoadBalancerSubnetMapping] | None = None,
        timeouts: LoadBalancerTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "client_keep_alive": client_keep_alive,
                "customer_owned_ipv4_pool": customer_owned_ipv4_pool,
                "desync_mitigation_mode": desync_mitigation_mode,
                "dns_record_client_routing_policy": dns_record_client_routing_policy,
                "drop_invalid_header_fields": drop_invalid_header_fields,
                "enable_cross_zone_load_balancing": enable_cross_zone_load_balancing,
                "enable_deletion_protection": enable_deletion_protection,
                "enable_http2": enable_http2,
                "enable_tls_version_and_cipher_suite_headers": enable_tls_version_and_cipher_suite_headers,
                "enable_waf_fail_open": enable_waf_fail_open,
                "enable_xff_client_port": enable_xff_client_port,
                "enable_zonal_shift": enable_zonal_shift,
                "enforce_security_group_inbound_rules_on_private_link_traffic": enforce_security_group_inbound_rules_on_private_link_traffic,
                "idle_timeout": idle_timeout,
                "internal": internal,
                "ip_address_type": ip_address_type,
                "load_balancer_type": load_balancer_type,
                "name": name,
                "name_prefix": name_prefix,
                "preserve_host_header": preserve_host_header,
                "security_groups": security_groups,
                "subnets": subnets,
                "tags": tags,
                "xff_header_processing_mode": xff_header_processing_mode,
                "access_logs": access_logs,
                "connection_logs": connection_logs,
                "ipam_pools": ipam_pools,
                "minimum_load_balancer_capacity": minimum_load_balancer_capacity,
                "subnet_mapping": subnet_mapping,
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
    def arn_suffix(self) -> str:
        """A token for `arn_suffix`."""
        return self._string("arn_suffix")

    @property
    def client_keep_alive(self) -> float:
        """A token for `client_keep_alive`."""
        return self._number("client_keep_alive")

    @property
    def customer_owned_ipv4_pool(self) -> str:
        """A token for `customer_owned_ipv4_pool`."""
        return self._string("customer_owned_ipv4_pool")

    @property
    def desync_mitigation_mode(self) -> str:
        """A token for `desync_mitigation_mode`."""
        return self._string("desync_mitigation_mode")

    @property
    def dns_name(self) -> str:
        """A token for `dns_name`."""
        return self._string("dns_name")

    @property
    def dns_record_client_routing_policy(self) -> str:
        """A token for `dns_record_client_routing_policy`."""
        return self._string("dns_record_client_routing_policy")

    @property
    def enforce_security_group_inbound_rules_on_private_link_traffic(self) -> str:
        """A token for `enforce_security_group_inbound_rules_on_private_link_traffic`."""
        return self._string("enforce_security_group_inbound_rules_on_private_link_traffic")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def idle_timeout(self) -> float:
        """A token for `idle_timeout`."""
        return self._number("idle_timeout")

    @property
    def ip_address_type(self) -> str:
        """A token for `ip_address_type`."""
        return self._string("ip_address_type")

    @property
    def load_balancer_type(self) -> str:
        """A token for `load_balancer_type`."""
        return self._string("load_balancer_type")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def security_groups(self) -> list[str]:
        """A token for `security_groups`."""
        return self._strings("security_groups")

    @property
    def subnets(self) -> list[str]:
        """A token for `subnets`."""
        return self._strings("subnets")

    @property
    def vpc_id(self) -> str:
        """A token for `vpc_id`."""
        return self._string("vpc_id")

    @property
    def xff_header_processing_mode(self) -> str:
        """A token for `xff_header_processing_mode`."""
        return self._string("xff_header_processing_mode")

    @property
    def zone_id(self) -> str:
        """A token for `zone_id`."""
        return self._string("zone_id")


class ListenerDefaultActionAuthenticateCognito(cdk.Block):
    """The `authenticate_cognito` block of `aws_lb_listener.default_action`."""

    terraform_type = "aws_lb_listener.default_action.authenticate_cognito"

    def __init__(
        self,
        *,
        user_pool_arn: str,
        user_pool_client_id: str,
        user_pool_domain: str,
        authentication_request_extra_params: Mapping[str, str] | None = None,
        on_unauthenticated_request: str | None = None,
        scope_: str | None = None,
        session_cookie_name: str | None = None,
        session_timeout: float | None = None,
    ) -> None:
        super().__init__(
            {
                "authentication_request_extra_params": authentication_request_extra_params,
                "on_unauthenticated_request": on_unauthenticated_request,
                "scope": scope_,
                "session_cookie_name": session_cookie_name,
                "session_timeout": session_timeout,
                "user_pool_arn": user_pool_arn,
                "user_pool_client_id": user_pool_client_id,
                "user_pool_domain": user_pool_domain,
            },
        )


class ListenerDefaultActionAuthenticateOidc(cdk.Block):
    """The `authenticate_oidc` block of `aws_lb_listener.default_action`."""

    terraform_type = "aws_lb_listener.default_action.authenticate_oidc"

    def __init__(
        self,
        *,
        authorization_endpoint: str,
        client_id: str,
        client_secret: str,
        issuer: str,
        token_endpoint: str,
        user_info_endpoint: str,
        authentication_request_extra_params: Mapping[str, str] | None = None,
        on_unauthenticated_request: str | None = None,
        scope_: str | None = None,
        session_cookie_name: str | None = None,
        session_timeout: float | None = None,
    ) -> None:
        super().__init__(
            {
                "authentication_request_extra_params": authentication_request_extra_params,
                "authorization_endpoint": authorization_endpoint,
                "client_id": client_id,
                "client_secret": client_secret,
                "issuer": issuer,
                "on_unauthenticated_request": on_unauthenticated_request,
                "scope": scope_,
                "session_cookie_name": session_cookie_name,
                "session_timeout": session_timeout,
                "token_endpoint": token_endpoint,
                "user_info_endpoint": user_info_endpoint,
            },
        )


class ListenerDefaultActionFixedResponse(cdk.Block):
    """The `fixed_response` block of `aws_lb_listener.default_action`."""

    terraform_type = "aws_lb_listener.default_action.fixed_response"

    def __init__(
        self,
        *,
        content_type: str,
        message_body: str | None = None,
        status_code: str | None = None,
    ) -> None:
        super().__init__(
            {
                "content_type": content_type,
                "message_body": message_body,
                "status_code": status_code,
            },
        )


class ListenerDefaultActionForwardStickiness(cdk.Block):
    """The `stickiness` block of `aws_lb_listener.default_action.forward`."""

    terraform_type = "aws_lb_listener.default_action.forward.stickiness"

    def __init__(
        self,
        *,
        duration: float,
        enabled: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "duration": duration,
                "enabled": enabled,
            },
        )


class ListenerDefaultActionForwardTargetGroup(cdk.Block):
    """The `target_group` block of `aws_lb_listener.default_action.forward`."""

    terraform_type = "aws_lb_listener.default_action.forward.target_group"

    def __init__(
        self,
        *,
        arn: str,
        weight: float | None = None,
    ) -> None:
        super().__init__(
            {
                "arn": arn,
                "weight": weight,
            },
        )


class ListenerDefaultActionForward(cdk.Block):
    """The `forward` block of `aws_lb_listener.default_action`."""

    terraform_type = "aws_lb_listener.default_action.forward"

    def __init__(
        self,
        *,
        target_group: Sequence[ListenerDefaultActionForwardTargetGroup],
        stickiness: ListenerDefaultActionForwardStickiness | None = None,
    ) -> None:
        super().__init__(
            {
                "stickiness": stickiness,
                "target_group": target_group,
            },
        )


class ListenerDefaultActionRedirect(cdk.Block):
    """The `redirect` block of `aws_lb_listener.default_action`."""

    terraform_type = "aws_lb_listener.default_action.redirect"

    def __init__(
        self,
        *,
        status_code: str,
        host: str | None = None,
        path: str | None = None,
        port: str | None = None,
        protocol: str | None = None,
        query: str | None = None,
    ) -> None:
        super().__init__(
            {
                "host": host,
                "path": path,
                "port": port,
                "protocol": protocol,
                "query": query,
                "status_code": status_code,
            },
        )


class ListenerDefaultAction(cdk.Block):
    """The `default_action` block of `aws_lb_listener`."""

    terraform_type = "aws_lb_listener.default_action"

    def __init__(
        self,
        *,
        type: str,
        order: float | None = None,
        target_group_arn: str | None = None,
        authenticate_cognito: ListenerDefaultActionAuthenticateCognito | None = None,
        authenticate_oidc: ListenerDefaultActionAuthenticateOidc | None = None,
        fixed_response: ListenerDefaultActionFixedResponse | None = None,
        forward: ListenerDefaultActionForward | None = None,
        redirect: ListenerDefaultActionRedirect | None = None,
    ) -> None:
        super().__init__(
            {
                "order": order,
                "target_group_arn": target_group_arn,
                "type": type,
                "authenticate_cognito": authenticate_cognito,
                "authenticate_oidc": authenticate_oidc,
                "fixed_response": fixed_response,
                "forward": forward,
                "redirect": redirect,
            },
        )


class ListenerMutualAuthentication(cdk.Block):
    """The `mutual_authentication` block of `aws_lb_listener`."""

    terraform_type = "aws_lb_listener.mutual_authentication"

    def __init__(
        self,
        *,
        mode: str,
        advertise_trust_store_ca_names: str | None = None,
        ignore_client_certificate_expiry: bool | None = None,
        trust_store_arn: str | None = None,
    ) -> None:
        super().__init__(
            {
                "advertise_trust_store_ca_names": advertise_trust_store_ca_names,
                "ignore_client_certificate_expiry": ignore_client_certificate_expiry,
                "mode": mode,
                "trust_store_arn": trust_store_arn,
            },
        )


class ListenerTimeouts(cdk.Block):
    """The `timeouts` block of `aws_lb_listener`."""

    terraform_type = "aws_lb_listener.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "update": update,
            },
        )


class Listener(cdk.Resource):
    """`aws_lb_listener`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener"""

    terraform_type = "aws_lb_listener"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        load_balancer_arn: str,
        default_action: Sequence[ListenerDefaultAction],
        alpn_policy: str | None = None,
        certificate_arn: str | None = None,
        port: float | None = None,
        protocol: str | None = None,
        routing_http_request_x_amzn_mtls_clientcert_header_name: str | None = None,
        routing_http_request_x_amzn_mtls_clientcert_issuer_header_name: str | None = None,
        routing_http_request_x_amzn_mtls_clientcert_leaf_header_name: str | None = None,
        routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name: str | None = None,
        routing_http_request_x_amzn_mtls_clientcert_subject_header_name: str | None = None,
        routing_http_request_x_amzn_mtls_clientcert_validity_header_name: str | None = None,
        routing_http_request_x_amzn_tls_cipher_suite_header_name: str | None = None,
        routing_http_request_x_amzn_tls_version_header_name: str | None = None,
        routing_http_response_access_control_allow_credentials_header_value: str | None = None,
        routing_http_response_access_control_allow_headers_header_value: str | None = None,
        routing_http_response_access_control_allow_methods_header_value: str | None = None,
        routing_http_response_access_control_allow_origin_header_value: str | None = None,
        routing_http_response_access_control_expose_headers_header_value: str | None = None,
        routing_http_response_access_control_max_age_header_value: str | None = None,
        routing_http_response_content_security_policy_header_value: str | None = None,
        routing_http_response_server_enabled: bool | None = None,
        routing_http_response_strict_transport_security_header_value: str | None = None,
        routing_http_response_x_content_type_options_header_value: str | None = None,
        routing_http_response_x_frame_options_header_value: str | None = None,
        ssl_policy: str | None = None,
        tags: Mapping[str, str] | None = None,
        tcp_idle_timeout_seconds: float | None = None,
        mutual_authentication: ListenerMutualAuthentication | None = None,
        timeouts: ListenerTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "alpn_policy": alpn_policy,
                "certificate_arn": certificate_arn,
                "load_balancer_arn": load_balancer_arn,
                "port": port,
                "protocol": protocol,
                "routing_http_request_x_amzn_mtls_clientcert_header_name": routing_http_request_x_amzn_mtls_clientcert_header_name,
                "routing_http_request_x_amzn_mtls_clientcert_issuer_header_name": routing_http_request_x_amzn_mtls_clientcert_issuer_header_name,
                "routing_http_request_x_amzn_mtls_clientcert_leaf_header_name": routing_http_request_x_amzn_mtls_clientcert_leaf_header_name,
                "routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name": routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name,
                "routing_http_request_x_amzn_mtls_clientcert_subject_header_name": routing_http_request_x_amzn_mtls_clientcert_subject_header_name,
                "routing_http_request_x_amzn_mtls_clientcert_validity_header_name": routing_http_request_x_amzn_mtls_clientcert_validity_header_name,
                "routing_http_request_x_amzn_tls_cipher_suite_header_name": routing_http_request_x_amzn_tls_cipher_suite_header_name,
                "routing_http_request_x_amzn_tls_version_header_name": routing_http_request_x_amzn_tls_version_header_name,
                "routing_http_response_access_control_allow_credentials_header_value": routing_http_response_access_control_allow_credentials_header_value,
                "routing_http_response_access_control_allow_headers_header_value": routing_http_response_access_control_allow_headers_header_value,
                "routing_http_response_access_control_allow_methods_header_value": routing_http_response_access_control_allow_methods_header_value,
                "routing_http_response_access_control_allow_origin_header_value": routing_http_response_access_control_allow_origin_header_value,
                "routing_http_response_access_control_expose_headers_header_value": routing_http_response_access_control_expose_headers_header_value,
                "routing_http_response_access_control_max_age_header_value": routing_http_response_access_control_max_age_header_value,
                "routing_http_response_content_security_policy_header_value": routing_http_response_content_security_policy_header_value,
                "routing_http_response_server_enabled": routing_http_response_server_enabled,
                "routing_http_response_strict_transport_security_header_value": routing_http_response_strict_transport_security_header_value,
                "routing_http_response_x_content_type_options_header_value": routing_http_response_x_content_type_options_header_value,
                "routing_http_response_x_frame_options_header_value": routing_http_response_x_frame_options_header_value,
                "ssl_policy": ssl_policy,
                "tags": tags,
                "tcp_idle_timeout_seconds": tcp_idle_timeout_seconds,
                "default_action": default_action,
                "mutual_authentication": mutual_authentication,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def alpn_policy(self) -> str:
        """A token for `alpn_policy`."""
        return self._string("alpn_policy")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def certificate_arn(self) -> str:
        """A token for `certificate_arn`."""
        return self._string("certificate_arn")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def load_balancer_arn(self) -> str:
        """A token for `load_balancer_arn`."""
        return self._string("load_balancer_arn")

    @property
    def port(self) -> float:
        """A token for `port`."""
        return self._number("port")

    @property
    def protocol(self) -> str:
        """A token for `protocol`."""
        return self._string("protocol")

    @property
    def routing_http_request_x_amzn_mtls_clientcert_header_name(self) -> str:
        """A token for `routing_http_request_x_amzn_mtls_clientcert_header_name`."""
        return self._string("routing_http_request_x_amzn_mtls_clientcert_header_name")

    @property
    def routing_http_request_x_amzn_mtls_clientcert_issuer_header_name(self) -> str:
        """A token for `routing_http_request_x_amzn_mtls_clientcert_issuer_header_name`."""
        return self._string("routing_http_request_x_amzn_mtls_clientcert_issuer_header_name")

    @property
    def routing_http_request_x_amzn_mtls_clientcert_leaf_header_name(self) -> str:
        """A token for `routing_http_request_x_amzn_mtls_clientcert_leaf_header_name`."""
        return self._string("routing_http_request_x_amzn_mtls_clientcert_leaf_header_name")

    @property
    def routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name(self) -> str:
        """A token for `routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name`."""
        return self._string("routing_http_request_x_amzn_mtls_clientcert_serial_number_header_name")

    @property
    def routing_http_request_x_amzn_mtls_clientcert_subject_header_name(self) -> str:
        """A token for `routing_http_request_x_amzn_mtls_clientcert_subject_header_name`."""
        return self._string("routing_http_request_x_amzn_mtls_clientcert_subject_header_name")

    @property
    def routing_http_request_x_amzn_mtls_clientcert_validity_header_name(self) -> str:
        """A token for `routing_http_request_x_amzn_mtls_clientcert_validity_header_name`."""
        return self._string("routing_http_request_x_amzn_mtls_clientcert_validity_header_name")

    @property
    def routing_http_request_x_amzn_tls_cipher_suite_header_name(self) -> str:
        """A token for `routing_http_request_x_amzn_tls_cipher_suite_header_name`."""
        return self._string("routing_http_request_x_amzn_tls_cipher_suite_header_name")

    @property
    def routing_http_request_x_amzn_tls_version_header_name(self) -> str:
        """A token for `routing_http_request_x_amzn_tls_version_header_name`."""
        return self._string("routing_http_request_x_amzn_tls_version_header_name")

    @property
    def routing_http_response_access_control_allow_credentials_header_value(self) -> str:
        """A token for `routing_http_response_access_control_allow_credentials_header_value`."""
        return self._string("routing_http_response_access_control_allow_credentials_header_value")

    @property
    def routing_http_response_access_control_allow_headers_header_value(self) -> str:
        """A token for `routing_http_response_access_control_allow_headers_header_value`."""
        return self._string("routing_http_response_access_control_allow_headers_header_value")

    @property
    def routing_http_response_access_control_allow_methods_header_value(self) -> str:
        """A token for `routing_http_response_access_control_allow_methods_header_value`."""
        return self._string("routing_http_response_access_control_allow_methods_header_value")

    @property
    def routing_http_response_access_control_allow_origin_header_value(self) -> str:
        """A token for `routing_http_response_access_control_allow_origin_header_value`."""
        return self._string("routing_http_response_access_control_allow_origin_header_value")

    @property
    def routing_http_response_access_control_expose_headers_header_value(self) -> str:
        """A token for `routing_http_response_access_control_expose_headers_header_value`."""
        return self._string("routing_http_response_access_control_expose_headers_header_value")

    @property
    def routing_http_response_access_control_max_age_header_value(self) -> str:
        """A token for `routing_http_response_access_control_max_age_header_value`."""
        return self._string("routing_http_response_access_control_max_age_header_value")

    @property
    def routing_http_response_content_security_policy_header_value(self) -> str:
        """A token for `routing_http_response_content_security_policy_header_value`."""
        return self._string("routing_http_response_content_security_policy_header_value")

    @property
    def routing_http_response_strict_transport_security_header_value(self) -> str:
        """A token for `routing_http_response_strict_transport_security_header_value`."""
        return self._string("routing_http_response_strict_transport_security_header_value")

    @property
    def routing_http_response_x_content_type_options_header_value(self) -> str:
        """A token for `routing_http_response_x_content_type_options_header_value`."""
        return self._string("routing_http_response_x_content_type_options_header_value")

    @property
    def routing_http_response_x_frame_options_header_value(self) -> str:
        """A token for `routing_http_response_x_frame_options_header_value`."""
        return self._string("routing_http_response_x_frame_options_header_value")

    @property
    def ssl_policy(self) -> str:
        """A token for `ssl_policy`."""
        return self._string("ssl_policy")

    @property
    def tcp_idle_timeout_seconds(self) -> float:
        """A token for `tcp_idle_timeout_seconds`."""
        return self._number("tcp_idle_timeout_seconds")


class ListenerRuleActionAuthenticateCognito(cdk.Block):
    """The `authenticate_cognito` block of `aws_lb_listener_rule.action`."""

    terraform_type = "aws_lb_listener_rule.action.authenticate_cognito"

    def __init__(
        self,
        *,
        user_pool_arn: str,
        user_pool_client_id: str,
        user_pool_domain: str,
        authentication_request_extra_params: Mapping[str, str] | None = None,
        on_unauthenticated_request: str | None = None,
        scope_: str | None = None,
        session_cookie_name: str | None = None,
        session_timeout: float | None = None,
    ) -> None:
        super().__init__(
            {
                "authentication_request_extra_params": authentication_request_extra_params,
                "on_unauthenticated_request": on_unauthenticated_request,
                "scope": scope_,
                "session_cookie_name": session_cookie_name,
                "session_timeout": session_timeout,
                "user_pool_arn": user_pool_arn,
                "user_pool_client_id": user_pool_client_id,
                "user_pool_domain": user_pool_domain,
            },
        )


class ListenerRuleActionAuthenticateOidc(cdk.Block):
    """The `authenticate_oidc` block of `aws_lb_listener_rule.action`."""

    terraform_type = "aws_lb_listener_rule.action.authenticate_oidc"

    def __init__(
        self,
        *,
        authorization_endpoint: str,
        client_id: str,
        client_secret: str,
        issuer: str,
        token_endpoint: str,
        user_info_endpoint: str,
        authentication_request_extra_params: Mapping[str, str] | None = None,
        on_unauthenticated_request: str | None = None,
        scope_: str | None = None,
        session_cookie_name: str | None = None,
        session_timeout: float | None = None,
    ) -> None:
        super().__init__(
            {
                "authentication_request_extra_params": authentication_request_extra_params,
                "authorization_endpoint": authorization_endpoint,
                "client_id": client_id,
                "client_secret": client_secret,
                "issuer": issuer,
                "on_unauthenticated_request": on_unauthenticated_request,
                "scope": scope_,
                "session_cookie_name": session_cookie_name,
                "session_timeout": session_timeout,
                "token_endpoint": token_endpoint,
                "user_info_endpoint": user_info_endpoint,
            },
        )


class ListenerRuleActionFixedResponse(cdk.Block):
    """The `fixed_response` block of `aws_lb_listener_rule.action`."""

    terraform_type = "aws_lb_listener_rule.action.fixed_response"

    def __init__(
        self,
        *,
        content_type: str,
        message_body: str | None = None,
        status_code: str | None = None,
    ) -> None:
        super().__init__(
            {
                "content_type": content_type,
                "message_body": message_body,
                "status_code": status_code,
            },
        )


class ListenerRuleActionForwardStickiness(cdk.Block):
    """The `stickiness` block of `aws_lb_listener_rule.action.forward`."""

    terraform_type = "aws_lb_listener_rule.action.forward.stickiness"

    def __init__(
        self,
        *,
        duration: float,
        enabled: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "duration": duration,
                "enabled": enabled,
            },
        )


class ListenerRuleActionForwardTargetGroup(cdk.Block):
    """The `target_group` block of `aws_lb_listener_rule.action.forward`."""

    terraform_type = "aws_lb_listener_rule.action.forward.target_group"

    def __init__(
        self,
        *,
        arn: str,
        weight: float | None = None,
    ) -> None:
        super().__init__(
            {
                "arn": arn,
                "weight": weight,
            },
        )


class ListenerRuleActionForward(cdk.Block):
    """The `forward` block of `aws_lb_listener_rule.action`."""

    terraform_type = "aws_lb_listener_rule.action.forward"

    def __init__(
        self,
        *,
        target_group: Sequence[ListenerRuleActionForwardTargetGroup],
        stickiness: ListenerRuleActionForwardStickiness | None = None,
    ) -> None:
        super().__init__(
            {
                "stickiness": stickiness,
                "target_group": target_group,
            },
        )


class ListenerRuleActionRedirect(cdk.Block):
    """The `redirect` block of `aws_lb_listener_rule.action`."""

    terraform_type = "aws_lb_listener_rule.action.redirect"

    def __init__(
        self,
        *,
        status_code: str,
        host: str | None = None,
        path: str | None = None,
        port: str | None = None,
        protocol: str | None = None,
        query: str | None = None,
    ) -> None:
        super().__init__(
            {
                "host": host,
                "path": path,
                "port": port,
                "protocol": protocol,
                "query": query,
                "status_code": status_code,
            },
        )


class ListenerRuleAction(cdk.Block):
    """The `action` block of `aws_lb_listener_rule`."""

    terraform_type = "aws_lb_listener_rule.action"

    def __init__(
        self,
        *,
        type: str,
        order: float | None = None,
        target_group_arn: str | None = None,
        authenticate_cognito: ListenerRuleActionAuthenticateCognito | None = None,
        authenticate_oidc: ListenerRuleActionAuthenticateOidc | None = None,
        fixed_response: ListenerRuleActionFixedResponse | None = None,
        forward: ListenerRuleActionForward | None = None,
        redirect: ListenerRuleActionRedirect | None = None,
    ) -> None:
        super().__init__(
            {
                "order": order,
                "target_group_arn": target_group_arn,
                "type": type,
                "authenticate_cognito": authenticate_cognito,
                "authenticate_oidc": authenticate_oidc,
                "fixed_response": fixed_response,
                "forward": forward,
                "redirect": redirect,
            },
        )


class ListenerRuleConditionHostHeader(cdk.Block):
    """The `host_header` block of `aws_lb_listener_rule.condition`."""

    terraform_type = "aws_lb_listener_rule.condition.host_header"

    def __init__(
        self,
        *,
        values: Sequence[str],
    ) -> None:
        super().__init__(
            {
                "values": values,
            },
        )


class ListenerRuleConditionHttpHeader(cdk.Block):
    """The `http_header` block of `aws_lb_listener_rule.condition`."""

    terraform_type = "aws_lb_listener_rule.condition.http_header"

    def __init__(
        self,
        *,
        http_header_name: str,
        values: Sequence[str],
    ) -> None:
        super().__init__(
            {
                "http_header_name": http_header_name,
                "values": values,
            },
        )


class ListenerRuleConditionHttpRequestMethod(cdk.Block):
    """The `http_request_method` block of `aws_lb_listener_rule.condition`."""

    terraform_type = "aws_lb_listener_rule.condition.http_request_method"

    def __init__(
        self,
        *,
        values: Sequence[str],
    ) -> None:
        super().__init__(
            {
                "values": values,
            },
        )


class ListenerRuleConditionPathPattern(cdk.Block):
    """The `path_pattern` block of `aws_lb_listener_rule.condition`."""

    terraform_type = "aws_lb_listener_rule.condition.path_pattern"

    def __init__(
        self,
        *,
        values: Sequence[str],
    ) -> None:
        super().__init__(
            {
                "values": values,
            },
        )


class ListenerRuleConditionQueryString(cdk.Block):
    """The `query_string` block of `aws_lb_listener_rule.condition`."""

    terraform_type = "aws_lb_listener_rule.condition.query_string"

    def __init__(
        self,
        *,
        value: str,
        key: str | None = None,
    ) -> None:
        super().__init__(
            {
                "key": key,
                "value": value,
            },
        )


class ListenerRuleConditionSourceIp(cdk.Block):
    """The `source_ip` block of `aws_lb_listener_rule.condition`."""

    terraform_type = "aws_lb_listener_rule.condition.source_ip"

    def __init__(
        self,
        *,
        values: Sequence[str],
    ) -> None:
        super().__init__(
            {
                "values": values,
            },
        )


class ListenerRuleCondition(cdk.Block):
    """The `condition` block of `aws_lb_listener_rule`."""

    terraform_type = "aws_lb_listener_rule.condition"

    def __init__(
        self,
        *,
        host_header: ListenerRuleConditionHostHeader | None = None,
        http_header: ListenerRuleConditionHttpHeader | None = None,
        http_request_method: ListenerRuleConditionHttpRequestMethod | None = None,
        path_pattern: ListenerRuleConditionPathPattern | None = None,
        query_string: Sequence[ListenerRuleConditionQueryString] | None = None,
        source_ip: ListenerRuleConditionSourceIp | None = None,
    ) -> None:
        super().__init__(
            {
                "host_header": host_header,
                "http_header": http_header,
                "http_request_method": http_request_method,
                "path_pattern": path_pattern,
                "query_string": query_string,
                "source_ip": source_ip,
            },
        )


class ListenerRule(cdk.Resource):
    """`aws_lb_listener_rule`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_listener_rule"""

    terraform_type = "aws_lb_listener_rule"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        listener_arn: str,
        action: Sequence[ListenerRuleAction],
        condition: Sequence[ListenerRuleCondition],
        priority: float | None = None,
        tags: Mapping[str, str] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "listener_arn": listener_arn,
                "priority": priority,
                "tags": tags,
                "action": action,
                "condition": condition,
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
    def listener_arn(self) -> str:
        """A token for `listener_arn`."""
        return self._string("listener_arn")

    @property
    def priority(self) -> float:
        """A token for `priority`."""
        return self._number("priority")


class TargetGroupHealthCheck(cdk.Block):
    """The `health_check` block of `aws_lb_target_group`."""

    terraform_type = "aws_lb_target_group.health_check"

    def __init__(
        self,
        *,
        enabled: bool | None = None,
        healthy_threshold: float | None = None,
        interval: float | None = None,
        matcher: str | None = None,
        path: str | None = None,
        port: str | None = None,
        protocol: str | None = None,
        timeout: float | None = None,
        unhealthy_threshold: float | None = None,
    ) -> None:
        super().__init__(
            {
                "enabled": enabled,
                "healthy_threshold": healthy_threshold,
                "interval": interval,
                "matcher": matcher,
                "path": path,
                "port": port,
                "protocol": protocol,
                "timeout": timeout,
                "unhealthy_threshold": unhealthy_threshold,
            },
        )


class TargetGroupStickiness(cdk.Block):
    """The `stickiness` block of `aws_lb_target_group`."""

    terraform_type = "aws_lb_target_group.stickiness"

    def __init__(
        self,
        *,
        type: str,
        cookie_duration: float | None = None,
        cookie_name: str | None = None,
        enabled: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "cookie_duration": cookie_duration,
                "cookie_name": cookie_name,
                "enabled": enabled,
                "type": type,
            },
        )


class TargetGroupTargetFailover(cdk.Block):
    """The `target_failover` block of `aws_lb_target_group`."""

    terraform_type = "aws_lb_target_group.target_failover"

    def __init__(
        self,
        *,
        on_deregistration: str,
        on_unhealthy: str,
    ) -> None:
        super().__init__(
            {
                "on_deregistration": on_deregistration,
                "on_unhealthy": on_unhealthy,
            },
        )


class TargetGroupTargetGroupHealthDnsFailover(cdk.Block):
    """The `dns_failover` block of `aws_lb_target_group.target_group_health`."""

    terraform_type = "aws_lb_target_group.target_group_health.dns_failover"

    def __init__(
        self,
        *,
        minimum_healthy_targets_count: str | None = None,
        minimum_healthy_targets_percentage: str | None = None,
    ) -> None:
        super().__init__(
            {
                "minimum_healthy_targets_count": minimum_healthy_targets_count,
                "minimum_healthy_targets_percentage": minimum_healthy_targets_percentage,
            },
        )


class TargetGroupTargetGroupHealthUnhealthyStateRouting(cdk.Block):
    """The `unhealthy_state_routing` block of `aws_lb_target_group.target_group_health`."""

    terraform_type = "aws_lb_target_group.target_group_health.unhealthy_state_routing"

    def __init__(
        self,
        *,
        minimum_healthy_targets_count: float | None = None,
        minimum_healthy_targets_percentage: str | None = None,
    ) -> None:
        super().__init__(
            {
                "minimum_healthy_targets_count": minimum_healthy_targets_count,
                "minimum_healthy_targets_percentage": minimum_healthy_targets_percentage,
            },
        )


class TargetGroupTargetGroupHealth(cdk.Block):
    """The `target_group_health` block of `aws_lb_target_group`."""

    terraform_type = "aws_lb_target_group.target_group_health"

    def __init__(
        self,
        *,
        dns_failover: TargetGroupTargetGroupHealthDnsFailover | None = None,
        unhealthy_state_routing: TargetGroupTargetGroupHealthUnhealthyStateRouting | None = None,
    ) -> None:
        super().__init__(
            {
                "dns_failover": dns_failover,
                "unhealthy_state_routing": unhealthy_state_routing,
            },
        )


class TargetGroupTargetHealthState(cdk.Block):
    """The `target_health_state` block of `aws_lb_target_group`."""

    terraform_type = "aws_lb_target_group.target_health_state"

    def __init__(
        self,
        *,
        enable_unhealthy_connection_termination: bool,
        unhealthy_draining_interval: float | None = None,
    ) -> None:
        super().__init__(
            {
                "enable_unhealthy_connection_termination": enable_unhealthy_connection_termination,
                "unhealthy_draining_interval": unhealthy_draining_interval,
            },
        )


class TargetGroup(cdk.Resource):
    """`aws_lb_target_group`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lb_target_group"""

    terraform_type = "aws_lb_target_group"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        connection_termination: bool | None = None,
        deregistration_delay: str | None = None,
        ip_address_type: str | None = None,
        lambda_multi_value_headers_enabled: bool | None = None,
        load_balancing_algorithm_type: str | None = None,
        load_balancing_anomaly_mitigation: str | None = None,
        load_balancing_cross_zone_enabled: str | None = None,
        name: str | None = None,
        name_prefix: str | None = None,
        port: float | None = None,
        preserve_client_ip: str | None = None,
        protocol: str | None = None,
        protocol_version: str | None = None,
        proxy_protocol_v2: bool | None = None,
        slow_start: float | None = None,
        tags: Mapping[str, str] | None = None,
        target_type: str | None = None,
        vpc_id: str | None = None,
        health_check: TargetGroupHealthCheck | None = None,
        stickiness: TargetGroupStickiness | None = None,
        target_failover: Sequence[TargetGroupTargetFailover] | None = None,
        target_group_health: TargetGroupTargetGroupHealth | None = None,
        target_health_state: Sequence[TargetGroupTargetHealthState] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "connection_termination": connection_termination,
                "deregistration_delay": deregistration_delay,
                "ip_address_type": ip_address_type,
                "lambda_multi_value_headers_enabled": lambda_multi_value_headers_enabled,
                "load_balancing_algorithm_type": load_balancing_algorithm_type,
                "load_balancing_anomaly_mitigation": load_balancing_anomaly_mitigation,
                "load_balancing_cross_zone_enabled": load_balancing_cross_zone_enabled,
                "name": name,
                "name_prefix": name_prefix,
                "port": port,
                "preserve_client_ip": preserve_client_ip,
                "protocol": protocol,
                "protocol_version": protocol_version,
                "proxy_protocol_v2": proxy_protocol_v2,
                "slow_start": slow_start,
                "tags": tags,
                "target_type": target_type,
                "vpc_id": vpc_id,
                "health_check": health_check,
                "stickiness": stickiness,
                "target_failover": target_failover,
                "target_group_health": target_group_health,
                "target_health_state": target_health_state,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def arn_suffix(self) -> str:
        """A token for `arn_suffix`."""
        return self._string("arn_suffix")

    @property
    def deregistration_delay(self) -> str:
        """A token for `deregistration_delay`."""
        return self._string("deregistration_delay")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def ip_address_type(self) -> str:
        """A token for `ip_address_type`."""
        return self._string("ip_address_type")

    @property
    def load_balancer_arns(self) -> list[str]:
        """A token for `load_balancer_arns`."""
        return self._strings("load_balancer_arns")

    @property
    def load_balancing_algorithm_type(self) -> str:
        """A token for `load_balancing_algorithm_type`."""
        return self._string("load_balancing_algorithm_type")

    @property
    def load_balancing_anomaly_mitigation(self) -> str:
        """A token for `load_balancing_anomaly_mitigation`."""
        return self._string("load_balancing_anomaly_mitigation")

    @property
    def load_balancing_cross_zone_enabled(self) -> str:
        """A token for `load_balancing_cross_zone_enabled`."""
        return self._string("load_balancing_cross_zone_enabled")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def port(self) -> float:
        """A token for `port`."""
        return self._number("port")

    @property
    def preserve_client_ip(self) -> str:
        """A token for `preserve_client_ip`."""
        return self._string("preserve_client_ip")

    @property
    def protocol(self) -> str:
        """A token for `protocol`."""
        return self._string("protocol")

    @property
    def protocol_version(self) -> str:
        """A token for `protocol_version`."""
        return self._string("protocol_version")

    @property
    def slow_start(self) -> float:
        """A token for `slow_start`."""
        return self._number("slow_start")

    @property
    def target_type(self) -> str:
        """A token for `target_type`."""
        return self._string("target_type")

    @property
    def vpc_id(self) -> str:
        """A token for `vpc_id`."""
        return self._string("vpc_id")
