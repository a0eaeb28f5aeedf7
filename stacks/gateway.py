"""The gateway stack: the public HTTP API, and the identity whose tokens it accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from modules import cdk, names
from modules.alarms import GatewayAlarms
from modules.api_gateway import ApiGateway, Authority, Backend, Domain, Link, Throttle
from modules.dashboard import Dashboard
from modules.existing import ExistingIdentityProvider
from modules.machine_identity import PREDICT, TRACKING, MachineIdentity
from modules.web_acl import WebAcl
from stacks.base import SlipwayStack

if TYPE_CHECKING:
    from stacks.gateway_settings import GatewaySettings
    from stacks.ingress import IngressStack
    from stacks.network import NetworkStack
    from stacks.settings import Settings


Identity: TypeAlias = MachineIdentity | ExistingIdentityProvider


class GatewayStack(SlipwayStack):
    """The one door that callers outside see.

    Args:
        app: The app that the stack belongs to.
        settings: The environment.
        gateway: Its block for this stack.
        network: The VPC of the backends, the key of the access log, and who is told of alarms.
        ingress: The doors behind the VPC link; not used where backends are called by URL.
    """

    part = "gateway"

    def __init__(
        self,
        app: cdk.App,
        settings: Settings,
        *,
        gateway: GatewaySettings,
        network: NetworkStack,
        ingress: IngressStack,
    ) -> None:
        super().__init__(app, settings)
        self._gateway = gateway
        identity = self._existing_identity() or self._make_identity(network)
        api = self._make_api(identity, network, ingress)
        self._watch(api, network)
        if api.domain_target:
            cdk.output(self, "domain_target", api.domain_target, "What the gateway's DNS record points to")
        self.publish(
            {
                "api_id": api.api_id,
                "endpoint_url": self._endpoint_url(api),
                "issuer": identity.issuer,
                "token_url": self._token_url(identity),
                "user_pool_id": identity.user_pool_id,
                "client_id": identity.caller_client_id,
                "scopes": [PREDICT, TRACKING],
            }
        )

    def _existing_identity(self) -> ExistingIdentityProvider | None:
        provider = self._gateway.identity
        if provider is None:
            return None
        return ExistingIdentityProvider(
            issuer=provider.issuer, client_ids=provider.audiences, token_url=provider.token_url
        )

    def _make_identity(self, network: NetworkStack) -> MachineIdentity:
        identity = MachineIdentity(
            self,
            "Identity",
            environment=self.settings.name,
            account_id=self.account_id,
            region=self.settings.region,
            deletion_protection=self.settings.database.deletion_protection,
            may_be_lost=self.settings.allow_data_deletion,
        )
        if self._gateway.firewall:
            firewall = WebAcl(
                self,
                "Firewall",
                environment=self.settings.name,
                name="tokens",
                log_key_arn=network.log_key.arn,
                log_retention_days=self._gateway.log_retention_days,
            )
            firewall.protect("UserPool", identity.user_pool_arn)
        return identity

    def _make_api(self, identity: Identity, network: NetworkStack, ingress: IngressStack) -> ApiGateway:
        router, tracking = self._backends(ingress)
        link = Link(vpc_id=network.network.vpc_id, cidr=network.cidr, subnet_ids=network.network.private_subnet_ids)
        return ApiGateway(
            self,
            "Gateway",
            environment=self.settings.name,
            authority=Authority(issuer=identity.issuer, audiences=identity.client_ids),
            router=router,
            tracking=tracking,
            link=link if self._gateway.vpc_link else None,
            predictions=Throttle(
                requests_per_second=self._gateway.requests_per_second, burst_requests=self._gateway.burst_requests
            ),
            others=Throttle(
                requests_per_second=self._gateway.tracking_requests_per_second,
                burst_requests=self._gateway.tracking_burst_requests,
            ),
            domain=Domain(**self._gateway.domain.model_dump()) if self._gateway.domain else None,
            log_key_arn=network.log_key.arn,
            log_retention_days=self._gateway.log_retention_days,
        )

    def _watch(self, api: ApiGateway, network: NetworkStack) -> None:
        alarms, environment = self.settings.alarms, self.settings.name
        GatewayAlarms(
            self,
            "GatewayAlarms",
            environment=environment,
            topic_arn=network.alarm_topic.arn,
            api_id=api.api_id,
            access_log=api.access_log,
            server_error_percent=alarms.server_error_percent,
            latency_p99_milliseconds=alarms.latency_p99_milliseconds,
            throttled_calls_per_minute=alarms.throttled_calls_per_minute,
        )
        Dashboard(
            self,
            "Dashboard",
            environment=environment,
            region=self.settings.region,
            api_id=api.api_id,
            database=None if self.settings.database.existing else names.database(environment),
        )

    def _backends(self, ingress: IngressStack) -> tuple[Backend | None, Backend]:
        runtime = self.settings.local_runtime
        if runtime:
            return Backend(url=runtime.router_url), Backend(url=runtime.tracking_uri)
        router = ingress.router
        return (
            Backend(url=router.url, listener_arn=router.listener_arn) if router else None,
            Backend(url=ingress.tracking.url, listener_arn=ingress.tracking.listener_arn),
        )

    def _endpoint_url(self, api: ApiGateway) -> str:
        runtime = self.settings.local_runtime
        if runtime is None:
            return api.endpoint
        # The emulator knows an API by its host name; `*.localhost` is this machine (RFC 6761).
        return f"http://{api.api_id}.execute-api.localhost:{urlsplit(runtime.endpoint_url).port}"

    def _token_url(self, identity: Identity) -> str:
        runtime = self.settings.local_runtime
        made = isinstance(identity, MachineIdentity)
        return f"{runtime.endpoint_url}/oauth2/token" if runtime and made else identity.token_url
