"""The HTTP API: predictions to the router, MLflow's API to the tracking server, each with a scope of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from modules import cdk, names
from modules.aws import apigatewayv2, cloudwatch, vpc
from modules.load_balancers import ROUTER_PORT, TRACKING_PORT
from modules.machine_identity import PREDICT, REGISTRY, TRACKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# An HTTP API ends a call at 30 s: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
TIMEOUT_MILLISECONDS = 29_000

API_PREFIXES = ("/api/2.0/mlflow", "/api/3.0/mlflow", "/ajax-api/2.0/mlflow", "/ajax-api/3.0/mlflow")
# What decides which version is Production, or takes one away. Tags are among them: a version's stage is also a tag.
# https://mlflow.org/docs/latest/api_reference/rest-api.html
REGISTRY_CHANGES = {
    "RegisteredModelRename": "POST /registered-models/rename",
    "RegisteredModelDelete": "DELETE /registered-models/delete",
    "AliasSet": "POST /registered-models/alias",
    "AliasDelete": "DELETE /registered-models/alias",
    "RegisteredModelTagSet": "POST /registered-models/set-tag",
    "RegisteredModelTagDelete": "DELETE /registered-models/delete-tag",
    "VersionStage": "POST /model-versions/transition-stage",
    "VersionDelete": "DELETE /model-versions/delete",
    "VersionTagSet": "POST /model-versions/set-tag",
    "VersionTagDelete": "DELETE /model-versions/delete-tag",
}
_API_IDS = {"/api/2.0/mlflow": "Api", "/ajax-api/2.0/mlflow": "AjaxApi"}

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
        requests_per_second: Steady rate of a route.
        burst_requests: How many calls may come at once.
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
        requests_per_second: float,
        burst_requests: int,
        log_key_arn: str,
        log_retention_days: int,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = names.prefix(environment)
        self._api = apigatewayv2.Api(
            self, "Api", name=self._name, protocol_type="HTTP", description="Predictions and MLflow's API"
        )
        self._authorizer = self._authorize(authority)
        self._link_id = self._make_link(link).id if link else None
        if router:
            self._route_predictions(self._integration("Router", router))
        self._route_tracking(self._integration("Tracking", tracking))
        self._log = self._access_log(log_key_arn, log_retention_days)
        self._stage(requests_per_second, burst_requests, self._log)

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
        return self._api.api_endpoint

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

    def _route_predictions(self, router: apigatewayv2.Integration) -> None:
        self._route("PredictRoute", "ANY /endpoints/{proxy+}", router, PREDICT)

    def _route_tracking(self, tracking: apigatewayv2.Integration) -> None:
        """MLflow's API, then the exact routes that change the registry: a gateway prefers the more exact route."""
        for prefix in API_PREFIXES:
            kind = "AjaxApi" if prefix.startswith("/ajax") else "Api"
            version = "3" if "/3.0/" in prefix else "2"
            self._route(f"{kind}{version}Route", f"ANY {prefix}/{{proxy+}}", tracking, TRACKING)
        for prefix, kind in _API_IDS.items():
            for construct_id, change in REGISTRY_CHANGES.items():
                method, path = change.split(" ")
                self._route(f"{kind}{construct_id}Route", f"{method} {prefix}{path}", tracking, REGISTRY)

    def _route(self, construct_id: str, key: str, target: apigatewayv2.Integration, token_scope: str) -> None:
        apigatewayv2.Route(
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

    def _stage(self, requests_per_second: float, burst_requests: int, log: cloudwatch.LogGroup) -> None:
        apigatewayv2.Stage(
            self,
            "Stage",
            api_id=self._api.id,
            name="$default",
            auto_deploy=True,
            access_log_settings=apigatewayv2.StageAccessLogSettings(
                destination_arn=log.arn, format=json.dumps(ACCESS_LOG)
            ),
            default_route_settings=apigatewayv2.StageDefaultRouteSettings(
                throttling_rate_limit=requests_per_second,
                throttling_burst_limit=burst_requests,
                detailed_metrics_enabled=True,
            ),
        )
