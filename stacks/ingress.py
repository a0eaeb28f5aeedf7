"""The ingress stack: the load balancers that the gateway enters the VPC through, and the one for people.

Apart from what stands behind them, because they take minutes and need nothing but the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules.existing import secret_text
from modules.load_balancers import RouterDoor, TrackingDoor
from modules.people_door import CognitoSignIn, OidcSignIn, PeopleDoor
from modules.people_identity import PeopleIdentity
from modules.web_acl import WebAcl
from stacks.base import SlipwayStack

if TYPE_CHECKING:
    from modules import cdk
    from modules.people_door import SignIn
    from stacks.network import NetworkStack
    from stacks.settings import Settings
    from stacks.tracking_settings import OidcProvider, SignInSettings


class IngressStack(SlipwayStack):
    """The doors to the tracking server, for machines and for people, and, where models are served, to the router.

    Args:
        app: The app that the stack belongs to.
        settings: The environment.
        network: Where the load balancers are, and what they log to.
    """

    part = "ingress"

    def __init__(self, app: cdk.App, settings: Settings, *, network: NetworkStack) -> None:
        super().__init__(app, settings)
        self.tracking = self._make_tracking_door(network)
        self.router = self._make_router_door(network) if settings.serving else None
        sign_in = settings.tracking.sign_in
        self.people = self._make_people_door(network, sign_in) if sign_in else None
        self.publish(
            {
                "people_url": f"https://{sign_in.host_name}" if sign_in else None,
                "people_target": self.people.dns_name if self.people else None,
                "tracking_url": self.tracking.url,
                "router_url": self.router.url if self.router else None,
                "router_target_group_arn": self.router.target_group_arn if self.router else None,
            }
        )

    def _make_tracking_door(self, network: NetworkStack) -> TrackingDoor:
        return TrackingDoor(
            self,
            "TrackingDoor",
            environment=self.settings.name,
            vpc_id=network.network.vpc_id,
            cidr=self.settings.network.cidr,
            subnet_ids=network.network.private_subnet_ids,
            certificate_arn=self.settings.tracking.certificate_arn,
            log_bucket=network.access_logs.name,
            deletion_protection=self.settings.database.deletion_protection,
        )

    def _make_router_door(self, network: NetworkStack) -> RouterDoor:
        return RouterDoor(
            self,
            "RouterDoor",
            environment=self.settings.name,
            vpc_id=network.network.vpc_id,
            cidr=self.settings.network.cidr,
            subnet_ids=network.network.private_subnet_ids,
            log_bucket=network.access_logs.name,
            deletion_protection=self.settings.database.deletion_protection,
        )

    def _make_people_door(self, network: NetworkStack, sign_in: SignInSettings) -> PeopleDoor:
        vpc = network.network
        door = PeopleDoor(
            self,
            "PeopleDoor",
            environment=self.settings.name,
            vpc_id=vpc.vpc_id,
            subnet_ids=vpc.public_subnet_ids if sign_in.public else vpc.private_subnet_ids,
            public=sign_in.public,
            allowed_cidrs=sign_in.allowed_cidrs,
            certificate_arn=sign_in.certificate_arn,
            sign_in=self._existing_sign_in(sign_in.identity) if sign_in.identity else self._make_sign_in(sign_in),
            task_security_group_id=self.tracking.target_security_group_id,
            log_bucket=network.access_logs.name,
            deletion_protection=self.settings.database.deletion_protection,
        )
        firewall = WebAcl(
            self,
            "PeopleFirewall",
            environment=self.settings.name,
            name="people",
            log_key_arn=network.log_key.arn,
            log_retention_days=self.settings.tracking.log_retention_days,
        )
        firewall.protect("Door", door.arn)
        return door

    def _existing_sign_in(self, provider: OidcProvider) -> SignIn:
        return OidcSignIn(
            issuer=provider.issuer,
            authorization_url=provider.authorization_url,
            token_url=provider.token_url,
            user_info_url=provider.user_info_url,
            client_id=provider.client_id,
            client_secret=secret_text(self, "ClientSecret", provider.client_secret_name),
        )

    def _make_sign_in(self, sign_in: SignInSettings) -> SignIn:
        identity = PeopleIdentity(
            self,
            "PeopleIdentity",
            environment=self.settings.name,
            account_id=self.account_id,
            host_name=sign_in.host_name,
            deletion_protection=self.settings.database.deletion_protection,
            may_be_lost=self.settings.allow_data_deletion,
        )
        return CognitoSignIn(user_pool_arn=identity.user_pool_arn, client_id=identity.client_id, domain=identity.domain)
