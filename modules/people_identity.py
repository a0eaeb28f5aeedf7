"""Accounts of people: a Cognito user pool that a load balancer signs them in with."""

from __future__ import annotations

from modules import cdk, names
from modules.aws import cognito

PASSWORD_LENGTH = 14
SESSION_HOURS = 12  # a working day


class PeopleIdentity(cdk.Construct):
    """A user pool with one client, a load balancer's. Administrators invite; a second factor is demanded.

    Args:
        scope: The construct that the pool belongs to.
        construct_id: Its id.
        environment: The environment's name.
        account_id: Part of the pool's domain, which is unique in its region.
        host_name: The load balancer's name, where a browser comes back to.
        deletion_protection: AWS itself refuses to delete the pool.
        may_be_lost: Terraform may destroy the pool, and every account with it.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        account_id: str,
        host_name: str,
        deletion_protection: bool,
        may_be_lost: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name = f"{names.prefix(environment)}-people"
        self._pool = self._make_pool(deletion_protection, may_be_lost)
        self._client = self._make_client(host_name)
        self._domain = cognito.UserPoolDomain(
            self, "Domain", domain=f"{self._name}-{account_id}", user_pool_id=self._pool.id
        )

    @property
    def user_pool_arn(self) -> str:
        """The pool's ARN."""
        return self._pool.arn

    @property
    def client_id(self) -> str:
        """The load balancer's client."""
        return self._client.id

    @property
    def domain(self) -> str:
        """The first label of the sign-in page's name."""
        return self._domain.domain

    def _make_pool(self, deletion_protection: bool, may_be_lost: bool) -> cognito.UserPool:  # noqa: FBT001 - the setting's own name
        return cognito.UserPool(
            self,
            "Pool",
            name=self._name,
            deletion_protection="ACTIVE" if deletion_protection else "INACTIVE",
            admin_create_user_config=cognito.UserPoolAdminCreateUserConfig(allow_admin_create_user_only=True),
            username_attributes=["email"],
            auto_verified_attributes=["email"],
            mfa_configuration="ON",
            software_token_mfa_configuration=cognito.UserPoolSoftwareTokenMfaConfiguration(enabled=True),
            password_policy=cognito.UserPoolPasswordPolicy(minimum_length=PASSWORD_LENGTH),
            lifecycle=cdk.protected(may_be_lost=may_be_lost),
        )

    def _make_client(self, host_name: str) -> cognito.UserPoolClient:
        return cognito.UserPoolClient(
            self,
            "LoadBalancer",
            name=self._name,
            user_pool_id=self._pool.id,
            # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
            generate_secret=True,
            allowed_oauth_flows=["code"],
            allowed_oauth_flows_user_pool_client=True,
            allowed_oauth_scopes=["openid", "email"],
            callback_urls=[f"https://{host_name}/oauth2/idpresponse"],
            supported_identity_providers=["COGNITO"],
            refresh_token_validity=SESSION_HOURS,
            token_validity_units=[cognito.UserPoolClientTokenValidityUnits(refresh_token="hours")],  # noqa: S106 - a unit of time
            prevent_user_existence_errors="ENABLED",
        )
