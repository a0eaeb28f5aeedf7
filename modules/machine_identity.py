"""Tokens for machines: a Cognito user pool whose clients sign in with the OAuth client-credentials grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk, names
from modules.aws import cognito

if TYPE_CHECKING:
    from collections.abc import Sequence

RESOURCE_SERVER = "slipway"
# What a token may be used for. `registry` is apart from `tracking` so that nobody promotes around the approvals.
SCOPES = {
    "predict": "Send predictions",
    "tracking": "Write runs, read the registry",
    "registry": "Change the registry: aliases, stages, deletion",
}
PREDICT, TRACKING, REGISTRY = (f"{RESOURCE_SERVER}/{scope}" for scope in SCOPES)
TOKEN_MINUTES = 60


class MachineIdentity(cdk.Construct):
    """A user pool with two clients: one for callers and trainers, one for releases.

    Args:
        scope: The construct that the pool belongs to.
        construct_id: Its id.
        environment: The environment's name.
        account_id: Part of the pool's domain, which is unique in its region.
        region: The region.
        deletion_protection: AWS itself refuses to delete the pool.
        may_be_lost: Terraform may destroy the pool, and every client with it.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        account_id: str,
        region: str,
        deletion_protection: bool,
        may_be_lost: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = names.prefix(environment)
        self._region = region
        self._pool = self._make_pool(deletion_protection, may_be_lost)
        self._server = cognito.ResourceServer(
            self,
            "ResourceServer",
            user_pool_id=self._pool.id,
            identifier=RESOURCE_SERVER,
            name="Slipway",
            scope_=[
                cognito.ResourceServerScope(scope_name=name, scope_description=description)
                for name, description in SCOPES.items()
            ],
        )
        self._domain = cognito.UserPoolDomain(
            self, "Domain", domain=f"{self._name}-{account_id}", user_pool_id=self._pool.id
        )
        self._caller = self._client("Caller", "callers", [PREDICT, TRACKING])
        self._release = self._client("Release", "releases", [PREDICT, TRACKING, REGISTRY])

    @property
    def issuer(self) -> str:
        """What a token's `iss` says."""
        return f"https://cognito-idp.{self._region}.amazonaws.com/{self._pool.id}"

    @property
    def token_url(self) -> str:
        """Where a client gets its token."""
        return f"https://{self._domain.domain}.auth.{self._region}.amazoncognito.com/oauth2/token"

    @property
    def user_pool_id(self) -> str:
        """The pool's id."""
        return self._pool.id

    @property
    def user_pool_arn(self) -> str:
        """What a web ACL is put before."""
        return self._pool.arn

    @property
    def caller_client_id(self) -> str:
        """The client of callers and trainers, which cannot change the registry."""
        return self._caller.id

    @property
    def client_ids(self) -> list[str]:
        """Every client whose tokens are accepted."""
        return [self._caller.id, self._release.id]

    def _make_pool(self, deletion_protection: bool, may_be_lost: bool) -> cognito.UserPool:  # noqa: FBT001 - the setting's own name
        return cognito.UserPool(
            self,
            "Pool",
            name=self._name,
            deletion_protection="ACTIVE" if deletion_protection else "INACTIVE",
            # Machines alone sign in here; people come through the load balancer's own listener.
            admin_create_user_config=cognito.UserPoolAdminCreateUserConfig(allow_admin_create_user_only=True),
            lifecycle=cdk.protected(may_be_lost=may_be_lost),
        )

    def _client(self, construct_id: str, name: str, scopes: Sequence[str]) -> cognito.UserPoolClient:
        return cognito.UserPoolClient(
            self,
            construct_id,
            name=f"{self._name}-{name}",
            user_pool_id=self._pool.id,
            generate_secret=True,
            allowed_oauth_flows=["client_credentials"],
            allowed_oauth_flows_user_pool_client=True,
            allowed_oauth_scopes=scopes,
            access_token_validity=TOKEN_MINUTES,
            token_validity_units=[cognito.UserPoolClientTokenValidityUnits(access_token="minutes")],  # noqa: S106 - a unit of time
            depends_on=[self._server],
        )
