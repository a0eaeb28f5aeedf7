"""apigatewayv2: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ApiCorsConfiguration(cdk.Block):
    """The `cors_configuration` block of `aws_apigatewayv2_api`."""

    terraform_type = "aws_apigatewayv2_api.cors_configuration"

    def __init__(
        self,
        *,
        allow_credentials: bool | None = None,
        allow_headers: Sequence[str] | None = None,
        allow_methods: Sequence[str] | None = None,
        allow_origins: Sequence[str] | None = None,
        expose_headers: Sequence[str] | None = None,
        max_age: float | None = None,
    ) -> None:
        super().__init__(
            {
                "allow_credentials": allow_credentials,
                "allow_headers": allow_headers,
                "allow_methods": allow_methods,
                "allow_origins": allow_origins,
                "expose_headers": expose_headers,
                "max_age": max_age,
            },
        )


class Api(cdk.Resource):
    """`aws_apigatewayv2_api`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_api"""

    terraform_type = "aws_apigatewayv2_api"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        protocol_type: str,
        api_key_selection_expression: str | None = None,
        body: str | None = None,
        credentials_arn: str | None = None,
        description: str | None = None,
        disable_execute_api_endpoint: bool | None = None,
        fail_on_warnings: bool | None = None,
        ip_address_type: str | None = None,
        route_key: str | None = None,
        route_selection_expression: str | None = None,
        tags: Mapping[str, str] | None = None,
        target: str | None = None,
        version: str | None = None,
        cors_configuration: ApiCorsConfiguration | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "api_key_selection_expression": api_key_selection_expression,
                "body": body,
                "credentials_arn": credentials_arn,
                "description": description,
                "disable_execute_api_endpoint": disable_execute_api_endpoint,
                "fail_on_warnings": fail_on_warnings,
                "ip_address_type": ip_address_type,
                "name": name,
                "protocol_type": protocol_type,
                "route_key": route_key,
                "route_selection_expression": route_selection_expression,
                "tags": tags,
                "target": target,
                "version": version,
                "cors_configuration": cors_configuration,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def api_endpoint(self) -> str:
        """A token for `api_endpoint`."""
        return self._string("api_endpoint")

    @property
    def api_key_selection_expression(self) -> str:
        """A token for `api_key_selection_expression`."""
        return self._string("api_key_selection_expression")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def body(self) -> str:
        """A token for `body`."""
        return self._string("body")

    @property
    def credentials_arn(self) -> str:
        """A token for `credentials_arn`."""
        return self._string("credentials_arn")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def execution_arn(self) -> str:
        """A token for `execution_arn`."""
        return self._string("execution_arn")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def ip_address_type(self) -> str:
        """A token for `ip_address_type`."""
        return self._string("ip_address_type")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def protocol_type(self) -> str:
        """A token for `protocol_type`."""
        return self._string("protocol_type")

    @property
    def route_key(self) -> str:
        """A token for `route_key`."""
        return self._string("route_key")

    @property
    def route_selection_expression(self) -> str:
        """A token for `route_selection_expression`."""
        return self._string("route_selection_expression")

    @property
    def target(self) -> str:
        """A token for `target`."""
        return self._string("target")

    @property
    def version(self) -> str:
        """A token for `version`."""
        return self._string("version")


class ApiMapping(cdk.Resource):
    """`aws_apigatewayv2_api_mapping`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_api_mapping"""

    terraform_type = "aws_apigatewayv2_api_mapping"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        api_id: str,
        domain_name: str,
        stage: str,
        api_mapping_key: str | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "api_id": api_id,
                "api_mapping_key": api_mapping_key,
                "domain_name": domain_name,
                "stage": stage,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def api_id(self) -> str:
        """A token for `api_id`."""
        return self._string("api_id")

    @property
    def api_mapping_key(self) -> str:
        """A token for `api_mapping_key`."""
        return self._string("api_mapping_key")

    @property
    def domain_name(self) -> str:
        """A token for `domain_name`."""
        return self._string("domain_name")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def stage(self) -> str:
        """A token for `stage`."""
        return self._string("stage")


class AuthorizerJwtConfiguration(cdk.Block):
    """The `jwt_configuration` block of `aws_apigatewayv2_authorizer`."""

    terraform_type = "aws_apigatewayv2_authorizer.jwt_configuration"

    def __init__(
        self,
        *,
        audience: Sequence[str] | None = None,
        issuer: str | None = None,
    ) -> None:
        super().__init__(
            {
                "audience": audience,
                "issuer": issuer,
            },
        )


class AuthorizerTimeouts(cdk.Block):
    """The `timeouts` block of `aws_apigatewayv2_authorizer`."""

    terraform_type = "aws_apigatewayv2_authorizer.timeouts"

    def __init__(
        self,
        *,
        delete: str | None = None,
    ) -> None:
        super().__init__(
            {
                "delete": delete,
            },
        )


class Authorizer(cdk.Resource):
    """`aws_apigatewayv2_authorizer`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_authorizer"""

    terraform_type = "aws_apigatewayv2_authorizer"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        api_id: str,
        authorizer_type: str,
        name: str,
        authorizer_credentials_arn: str | None = None,
        authorizer_payload_format_version: str | None = None,
        authorizer_result_ttl_in_seconds: float | None = None,
        authorizer_uri: str | None = None,
        enable_simple_responses: bool | None = None,
        identity_sources: Sequence[str] | None = None,
        jwt_configuration: AuthorizerJwtConfiguration | None = None,
        timeouts: AuthorizerTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "api_id": api_id,
                "authorizer_credentials_arn": authorizer_credentials_arn,
                "authorizer_payload_format_version": authorizer_payload_format_version,
                "authorizer_result_ttl_in_seconds": authorizer_result_ttl_in_seconds,
                "authorizer_type": authorizer_type,
                "authorizer_uri": authorizer_uri,
                "enable_simple_responses": enable_simple_responses,
                "identity_sources": identity_sources,
                "name": name,
                "jwt_configuration": jwt_configuration,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def api_id(self) -> str:
        """A token for `api_id`."""
        return self._string("api_id")

    @property
    def authorizer_credentials_arn(self) -> str:
        """A token for `authorizer_credentials_arn`."""
        return self._string("authorizer_credentials_arn")

    @property
    def authorizer_payload_format_version(self) -> str:
        """A token for `authorizer_payload_format_version`."""
        return self._string("authorizer_payload_format_version")

    @property
    def authorizer_result_ttl_in_seconds(self) -> float:
        """A token for `authorizer_result_ttl_in_seconds`."""
        return self._number("authorizer_result_ttl_in_seconds")

    @property
    def authorizer_type(self) -> str:
        """A token for `authorizer_type`."""
        return self._string("authorizer_type")

    @property
    def authorizer_uri(self) -> str:
        """A token for `authorizer_uri`."""
        return self._string("authorizer_uri")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def identity_sources(self) -> list[str]:
        """A token for `identity_sources`."""
        return self._strings("identity_sources")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")


class DomainNameDomainNameConfiguration(cdk.Block):
    """The `domain_name_configuration` block of `aws_apigatewayv2_domain_name`."""

    terraform_type = "aws_apigatewayv2_domain_name.domain_name_configuration"

    def __init__(
        self,
        *,
        certificate_arn: str,
        endpoint_type: str,
        security_policy: str,
        ip_address_type: str | None = None,
        ownership_verification_certificate_arn: str | None = None,
    ) -> None:
        super().__init__(
            {
                "certificate_arn": certificate_arn,
                "endpoint_type": endpoint_type,
                "ip_address_type": ip_address_type,
                "ownership_verification_certificate_arn": ownership_verification_certificate_arn,
                "security_policy": security_policy,
            },
        )


class DomainNameMutualTlsAuthentication(cdk.Block):
    """The `mutual_tls_authentication` block of `aws_apigatewayv2_domain_name`."""

    terraform_type = "aws_apigatewayv2_domain_name.mutual_tls_authentication"

    def __init__(
        self,
        *,
        truststore_uri: str,
        truststore_version: str | None = None,
    ) -> None:
        super().__init__(
            {
                "truststore_uri": truststore_uri,
                "truststore_version": truststore_version,
            },
        )


class DomainNameTimeouts(cdk.Block):
    """The `timeouts` block of `aws_apigatewayv2_domain_name`."""

    terraform_type = "aws_apigatewayv2_domain_name.timeouts"

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


class DomainName(cdk.Resource):
    """`aws_apigatewayv2_domain_name`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_domain_name"""

    terraform_type = "aws_apigatewayv2_domain_name"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        domain_name: str,
        domain_name_configuration: DomainNameDomainNameConfiguration,
        tags: Mapping[str, str] | None = None,
        mutual_tls_authentication: DomainNameMutualTlsAuthentication | None = None,
        timeouts: DomainNameTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "domain_name": domain_name,
                "tags": tags,
                "domain_name_configuration": domain_name_configuration,
                "mutual_tls_authentication": mutual_tls_authentication,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def api_mapping_selection_expression(self) -> str:
        """A token for `api_mapping_selection_expression`."""
        return self._string("api_mapping_selection_expression")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def domain_name(self) -> str:
        """A token for `domain_name`."""
        return self._string("domain_name")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")


class IntegrationResponseParameters(cdk.Block):
    """The `response_parameters` block of `aws_apigatewayv2_integration`."""

    terraform_type = "aws_apigatewayv2_integration.response_parameters"

    def __init__(
        self,
        *,
        mappings: Mapping[str, str],
        status_code: str,
    ) -> None:
        super().__init__(
            {
                "mappings": mappings,
                "status_code": status_code,
            },
        )


class IntegrationTlsConfig(cdk.Block):
    """The `tls_config` block of `aws_apigatewayv2_integration`."""

    terraform_type = "aws_apigatewayv2_integration.tls_config"

    def __init__(
        self,
        *,
        server_name_to_verify: str | None = None,
    ) -> None:
        super().__init__(
            {
                "server_name_to_verify": server_name_to_verify,
            },
        )


class Integration(cdk.Resource):
    """`aws_apigatewayv2_integration`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_integration"""

    terraform_type = "aws_apigatewayv2_integration"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        api_id: str,
        integration_type: str,
        connection_id: str | None = None,
        connection_type: str | None = None,
        content_handling_strategy: str | None = None,
        credentials_arn: str | None = None,
        description: str | None = None,
        integration_method: str | None = None,
        integration_subtype: str | None = None,
        integration_uri: str | None = None,
        passthrough_behavior: str | None = None,
        payload_format_version: str | None = None,
        request_parameters: Mapping[str, str] | None = None,
        request_templates: Mapping[str, str] | None = None,
        template_selection_expression: str | None = None,
        timeout_milliseconds: float | None = None,
        response_parameters: Sequence[IntegrationResponseParameters] | None = None,
        tls_config: IntegrationTlsConfig | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "api_id": api_id,
                "connection_id": connection_id,
                "connection_type": connection_type,
                "content_handling_strategy": content_handling_strategy,
                "credentials_arn": credentials_arn,
                "description": description,
                "integration_method": integration_method,
                "integration_subtype": integration_subtype,
                "integration_type": integration_type,
                "integration_uri": integration_uri,
                "passthrough_behavior": passthrough_behavior,
                "payload_format_version": payload_format_version,
                "request_parameters": request_parameters,
                "request_templates": request_templates,
                "template_selection_expression": template_selection_expression,
                "timeout_milliseconds": timeout_milliseconds,
                "response_parameters": response_parameters,
                "tls_config": tls_config,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def api_id(self) -> str:
        """A token for `api_id`."""
        return self._string("api_id")

    @property
    def connection_id(self) -> str:
        """A token for `connection_id`."""
        return self._string("connection_id")

    @property
    def connection_type(self) -> str:
        """A token for `connection_type`."""
        return self._string("connection_type")

    @property
    def content_handling_strategy(self) -> str:
        """A token for `content_handling_strategy`."""
        return self._string("content_handling_strategy")

    @property
    def credentials_arn(self) -> str:
        """A token for `credentials_arn`."""
        return self._string("credentials_arn")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def integration_method(self) -> str:
        """A token for `integration_method`."""
        return self._string("integration_method")

    @property
    def integration_response_selection_expression(self) -> str:
        """A token for `integration_response_selection_expression`."""
        return self._string("integration_response_selection_expression")

    @property
    def integration_subtype(self) -> str:
        """A token for `integration_subtype`."""
        return self._string("integration_subtype")

    @property
    def integration_type(self) -> str:
        """A token for `integration_type`."""
        return self._string("integration_type")

    @property
    def integration_uri(self) -> str:
        """A token for `integration_uri`."""
        return self._string("integration_uri")

    @property
    def passthrough_behavior(self) -> str:
        """A token for `passthrough_behavior`."""
        return self._string("passthrough_behavior")

    @property
    def payload_format_version(self) -> str:
        """A token for `payload_format_version`."""
        return self._string("payload_format_version")

    @property
    def template_selection_expression(self) -> str:
        """A token for `template_selection_expression`."""
        return self._string("template_selection_expression")

    @property
    def timeout_milliseconds(self) -> float:
        """A token for `timeout_milliseconds`."""
        return self._number("timeout_milliseconds")


class RouteRequestParameter(cdk.Block):
    """The `request_parameter` block of `aws_apigatewayv2_route`."""

    terraform_type = "aws_apigatewayv2_route.request_parameter"

    def __init__(
        self,
        *,
        request_parameter_key: str,
        required: bool,
    ) -> None:
        super().__init__(
            {
                "request_parameter_key": request_parameter_key,
                "required": required,
            },
        )


class Route(cdk.Resource):
    """`aws_apigatewayv2_route`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_route"""

    terraform_type = "aws_apigatewayv2_route"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        api_id: str,
        route_key: str,
        api_key_required: bool | None = None,
        authorization_scopes: Sequence[str] | None = None,
        authorization_type: str | None = None,
        authorizer_id: str | None = None,
        model_selection_expression: str | None = None,
        operation_name: str | None = None,
        request_models: Mapping[str, str] | None = None,
        route_response_selection_expression: str | None = None,
        target: str | None = None,
        request_parameter: Sequence[RouteRequestParameter] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "api_id": api_id,
                "api_key_required": api_key_required,
                "authorization_scopes": authorization_scopes,
                "authorization_type": authorization_type,
                "authorizer_id": authorizer_id,
                "model_selection_expression": model_selection_expression,
                "operation_name": operation_name,
                "request_models": request_models,
                "route_key": route_key,
                "route_response_selection_expression": route_response_selection_expression,
                "target": target,
                "request_parameter": request_parameter,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def api_id(self) -> str:
        """A token for `api_id`."""
        return self._string("api_id")

    @property
    def authorization_scopes(self) -> list[str]:
        """A token for `authorization_scopes`."""
        return self._strings("authorization_scopes")

    @property
    def authorization_type(self) -> str:
        """A token for `authorization_type`."""
        return self._string("authorization_type")

    @property
    def authorizer_id(self) -> str:
        """A token for `authorizer_id`."""
        return self._string("authorizer_id")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def model_selection_expression(self) -> str:
        """A token for `model_selection_expression`."""
        return self._string("model_selection_expression")

    @property
    def operation_name(self) -> str:
        """A token for `operation_name`."""
        return self._string("operation_name")

    @property
    def route_key(self) -> str:
        """A token for `route_key`."""
        return self._string("route_key")

    @property
    def route_response_selection_expression(self) -> str:
        """A token for `route_response_selection_expression`."""
        return self._string("route_response_selection_expression")

    @property
    def target(self) -> str:
        """A token for `target`."""
        return self._string("target")


class StageAccessLogSettings(cdk.Block):
    """The `access_log_settings` block of `aws_apigatewayv2_stage`."""

    terraform_type = "aws_apigatewayv2_stage.access_log_settings"

    def __init__(
        self,
        *,
        destination_arn: str,
        format: str,
    ) -> None:
        super().__init__(
            {
                "destination_arn": destination_arn,
                "format": format,
            },
        )


class StageDefaultRouteSettings(cdk.Block):
    """The `default_route_settings` block of `aws_apigatewayv2_stage`."""

    terraform_type = "aws_apigatewayv2_stage.default_route_settings"

    def __init__(
        self,
        *,
        data_trace_enabled: bool | None = None,
        detailed_metrics_enabled: bool | None = None,
        logging_level: str | None = None,
        throttling_burst_limit: float | None = None,
        throttling_rate_limit: float | None = None,
    ) -> None:
        super().__init__(
            {
                "data_trace_enabled": data_trace_enabled,
                "detailed_metrics_enabled": detailed_metrics_enabled,
                "logging_level": logging_level,
                "throttling_burst_limit": throttling_burst_limit,
                "throttling_rate_limit": throttling_rate_limit,
            },
        )


class StageRouteSettings(cdk.Block):
    """The `route_settings` block of `aws_apigatewayv2_stage`."""

    terraform_type = "aws_apigatewayv2_stage.route_settings"

    def __init__(
        self,
        *,
        route_key: str,
        data_trace_enabled: bool | None = None,
        detailed_metrics_enabled: bool | None = None,
        logging_level: str | None = None,
        throttling_burst_limit: float | None = None,
        throttling_rate_limit: float | None = None,
    ) -> None:
        super().__init__(
            {
                "data_trace_enabled": data_trace_enabled,
                "detailed_metrics_enabled": detailed_metrics_enabled,
                "logging_level": logging_level,
                "route_key": route_key,
                "throttling_burst_limit": throttling_burst_limit,
                "throttling_rate_limit": throttling_rate_limit,
            },
        )


class Stage(cdk.Resource):
    """`aws_apigatewayv2_stage`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_stage"""

    terraform_type = "aws_apigatewayv2_stage"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        api_id: str,
        name: str,
        auto_deploy: bool | None = None,
        client_certificate_id: str | None = None,
        deployment_id: str | None = None,
        description: str | None = None,
        stage_variables: Mapping[str, str] | None = None,
        tags: Mapping[str, str] | None = None,
        access_log_settings: StageAccessLogSettings | None = None,
        default_route_settings: StageDefaultRouteSettings | None = None,
        route_settings: Sequence[StageRouteSettings] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "api_id": api_id,
                "auto_deploy": auto_deploy,
                "client_certificate_id": client_certificate_id,
                "deployment_id": deployment_id,
                "description": description,
                "name": name,
                "stage_variables": stage_variables,
                "tags": tags,
                "access_log_settings": access_log_settings,
                "default_route_settings": default_route_settings,
                "route_settings": route_settings,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def api_id(self) -> str:
        """A token for `api_id`."""
        return self._string("api_id")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def client_certificate_id(self) -> str:
        """A token for `client_certificate_id`."""
        return self._string("client_certificate_id")

    @property
    def deployment_id(self) -> str:
        """A token for `deployment_id`."""
        return self._string("deployment_id")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def execution_arn(self) -> str:
        """A token for `execution_arn`."""
        return self._string("execution_arn")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def invoke_url(self) -> str:
        """A token for `invoke_url`."""
        return self._string("invoke_url")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")


class VpcLink(cdk.Resource):
    """`aws_apigatewayv2_vpc_link`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/apigatewayv2_vpc_link"""

    terraform_type = "aws_apigatewayv2_vpc_link"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        security_group_ids: Sequence[str],
        subnet_ids: Sequence[str],
        tags: Mapping[str, str] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "name": name,
                "security_group_ids": security_group_ids,
                "subnet_ids": subnet_ids,
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
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def security_group_ids(self) -> list[str]:
        """A token for `security_group_ids`."""
        return self._strings("security_group_ids")

    @property
    def subnet_ids(self) -> list[str]:
        """A token for `subnet_ids`."""
        return self._strings("subnet_ids")
