"""The HTTP API: predictions to the router, MLflow's API to the tracking server, each with a scope of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from modules import cdk, names
from modules.aws import apigatewayv2, cloudwatch, vpc
from modules.load_balancers import ROUTER_PORT, TRACKING_PORT
from modules.machine_identity import PREDICT
from modules.tracking_routes import tracking_routes

if TYPE_CHECKING:
    from collections.abc import Sequence

# An HTTP API ends a call at 30 s: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
TIMEOUT_MILLISECONDS = 29_000

PREDICT_ROUTE = "ANY /endpoints/{proxy+}"

ACCESS_LOG = {
    "requestId": "$context.requestId",
    "time": "$context.requestTimeEpoch",
    "ip": "$context.identity.sourceIp",
    "client": "$context.authorizer.claims.client_id",
    "route": "$context.routeKey",
    "path": "$context.path",
    "status": "$context.status",
    "latencyMilliseconds": "$context.responseLatency",
    "integrationLatencyMilliseconds": "$context.integrationLatency",
    "responseBytes": "$context.responseLength",
    "error": "$context.error.message",
    "authorizerError": "$context.authorizer.error",
    "integrationError": "$context.integrationErrorMessage",
}


@dataclass(frozen=True, kw_only=True)
class Backend:
    """Where a route leads.

    Args:
        url: The base URL, called directly; the request's path is added to it.
        listener_arn: Of a load balancer behind the VPC link; then `url` is not used.
    """

    url: str
    listener_arn: str | None = None


@dataclass(frozen=True, kw_only=True)
class Link:
    """The VPC that backends are reached in."""

    vpc_id: str
    cidr: str
    subnet_ids: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Authority:
    """Whose tokens are accepted: `iss`, and any of `aud` (Cognito: `client_id`)."""

    issuer: str
    audiences: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Throttle:
    """A steady rate of calls a second, and how many may come at once."""

    requests_per_second: float
    burst_requests: int


@dataclass(frozen=True, kw_only=True)
class Domain:
    """A name of one's own, with its certificate."""

    host_name: str
    certificate_arn: str


class ApiGateway(cdk.Construct):
    """The API with its authorizer, routes and stage.

    Args:
        scope: The construct that the API belongs to.
        construct_id: Its id.
        environment: The environment's name.
        authority: Whose tokens are accepted.
        router: Where predictions go; None: the environment serves no models.
        tracking: Where MLflow's API is.
        link: The VPC of the backends; None: they are called by URL.
        predictions: What is let through to the router.
        others: What is let through on each other route.
        domain: A name of one's own; the one that API Gateway gives is then switched off.
        log_key_arn: The key that encrypts the access log.
        log_retention_days: How long it is kept.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        authority: Authority,
        router: Backend | None,
        tracking: Backend,
        link: Link | None,
        predictions: Throttle,
        others: Throttle,
        domain: Domain | None,
        log_key_arn: str,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = names.prefix(environment)
        self._api = apigatewayv2.Api(
            self,
            "Api",
            name=self._name,
            protocol_type="HTTP",
            description="Predictions and MLflow's API",
            disable_execute_api_endpoint=True if domain else None,
        )
        self._authorizer = self._authorize(authority)
        self._link_id = self._make_link(link).id if link else None
        predict = self._route_predictions(self._integration("Router", router)) if router else None
        self._route_tracking(self._integration("Tracking", tracking))
        self._log = self._access_log(log_key_arn, log_retention_days)
        stage = self._stage(others, [_throttled(predict, predictions)] if predict else [])
        self._domain = self._make_domain(domain, stage) if domain else None

    @property
    def api_id(self) -> str:
        """The API's id."""
        return self._api.id

    @property
    def access_log(self) -> str:
        """The name of the access log's group."""
        return self._log.name

    @property
    def endpoint(self) -> str:
        """The API's URL on AWS."""
        return f"https://{self._domain.domain_name}" if self._domain else self._api.api_endpoint

    @property
    def domain_target(self) -> str | None:
        """What the DNS record of the API's own name points to; None: it has no name of its own."""
        target = "domain_name_configuration[0].target_domain_name"
        return self._domain.reference(target) if self._domain else None

    def _authorize(self, authority: Authority) -> apigatewayv2.Authorizer:
        return apigatewayv2.Authorizer(
            self,
            "Authorizer",
            api_id=self._api.id,
            name="token",
            authorizer_type="JWT",
            identity_sources=["$request.header.Authorization"],
            jwt_configuration=apigatewayv2.AuthorizerJwtConfiguration(
                issuer=authority.issuer, audience=authority.audiences
            ),
        )

    def _make_link(self, link: Link) -> apigatewayv2.VpcLink:
        group = vpc.SecurityGroup(
            self, "Link", name=f"{self._name}-vpc-link", description="The gateway's VPC link", vpc_id=link.vpc_id
        )
        for port in (TRACKING_PORT, ROUTER_PORT):
            vpc.VpcSecurityGroupEgressRule(
                self,
                f"ToDoors{port}",
                security_group_id=group.id,
                description="The load balancers",
                cidr_ipv4=link.cidr,
                ip_protocol="tcp",
                from_port=port,
                to_port=port,
            )
        return apigatewayv2.VpcLink(
            self, "VpcLink", name=self._name, subnet_ids=link.subnet_ids, security_group_ids=[group.id]
        )

    def _integration(self, construct_id: str, backend: Backend) -> apigatewayv2.Integration:
        private = self._link_id is not None
        return apigatewayv2.Integration(
            self,
            f"{construct_id}Integration",
            api_id=self._api.id,
            integration_type="HTTP_PROXY",
            integration_method="ANY",
            integration_uri=backend.listener_arn if private else backend.url,
            connection_type="VPC_LINK" if private else "INTERNET",
            connection_id=self._link_id,
            payload_format_version="1.0",
            timeout_milliseconds=TIMEOUT_MILLISECONDS,
        )

    def _route_predictions(self, router: apigatewayv2.Integration) -> apigatewayv2.Route:
        return self._route("PredictRoute", PREDICT_ROUTE, router, PREDICT)

    def _route_tracking(self, tracking: apigatewayv2.Integration) -> None:
        for construct_id, key, token_scope in tracking_routes():
            self._route(construct_id, key, tracking, token_scope)

    def _route(
        self, construct_id: str, key: str, target: apigatewayv2.Integration, token_scope: str
    ) -> apigatewayv2.Route:
        return apigatewayv2.Route(
            self,
            construct_id,
            api_id=self._api.id,
            route_key=key,
            target=f"integrations/{target.id}",
            authorization_type="JWT",
            authorizer_id=self._authorizer.id,
            authorization_scopes=[token_scope],
        )

    def _access_log(self, key_arn: str, retention_days: int) -> cloudwatch.LogGroup:
        return cloudwatch.LogGroup(
            self,
            "AccessLog",
            name=f"/{self._name}/gateway/access",
            kms_key_id=key_arn,
            retention_in_days=retention_days,
        )

    def _stage(self, others: Throttle, of_routes: Sequence[apigatewayv2.StageRouteSettings]) -> apigatewayv2.Stage:
        """Limits of a stage hold for each of its routes, unless the route has its own.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
        """
        return apigatewayv2.Stage(
            self,
            "Stage",
            api_id=self._api.id,
            name="$default",
            auto_deploy=True,
            access_log_settings=apigatewayv2.StageAccessLogSettings(
                destination_arn=self._log.arn, format=json.dumps(ACCESS_LOG)
            ),
            default_route_settings=apigatewayv2.StageDefaultRouteSettings(
                throttling_rate_limit=others.requests_per_second,
                throttling_burst_limit=others.burst_requests,
                detailed_metrics_enabled=True,
            ),
            route_settings=of_routes or None,
        )

    def _make_domain(self, domain: Domain, stage: apigatewayv2.Stage) -> apigatewayv2.DomainName:
        made = apigatewayv2.DomainName(
            self,
            "Domain",
            domain_name=domain.host_name,
            domain_name_configuration=apigatewayv2.DomainNameDomainNameConfiguration(
                certificate_arn=domain.certificate_arn, endpoint_type="REGIONAL", security_policy="TLS_1_2"
            ),
        )
        apigatewayv2.ApiMapping(self, "Mapping", api_id=self._api.id, domain_name=made.id, stage=stage.id)
        return made


def _throttled(route: apigatewayv2.Route, throttle: Throttle) -> apigatewayv2.StageRouteSettings:
    return apigatewayv2.StageRouteSettings(
        route_key=route.route_key,
        throttling_rate_limit=throttle.requests_per_second,
        throttling_burst_limit=throttle.burst_requests,
        detailed_metrics_enabled=True,
    )
