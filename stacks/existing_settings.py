"""What an environment brings along instead of having it made: a VPC, a database, an identity provider.

A cluster needs no block of its own: its name says all (`ServingSettings.existing_cluster`).
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stacks.frozen import Frozen

SubnetId = Annotated[str, Field(pattern=r"^subnet-[0-9a-f]+$")]
HttpsUrl = Annotated[str, Field(pattern=r"^https://[^/\s]+")]
HostName = Annotated[str, Field(pattern=r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$")]
CertificateArn = Annotated[str, Field(pattern=r"^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate/.+$")]


class ExistingVpc(Frozen):
    """A VPC that somebody else looks after, with its subnets, routes, endpoints and flow log.

    Args:
        vpc_id: The VPC.
        public_subnet_ids: Subnets with a route to the internet; only published, nothing is put there.
        private_subnet_ids: For nodes, tasks and load balancers, in two zones at least.
        database_subnet_ids: For the database, in two zones at least; empty where the database is brought along too.
    """

    vpc_id: str = Field(pattern=r"^vpc-[0-9a-f]+$")
    public_subnet_ids: tuple[SubnetId, ...] = ()
    private_subnet_ids: tuple[SubnetId, ...] = Field(min_length=2)
    database_subnet_ids: tuple[SubnetId, ...] = ()


class ExistingDatabase(Frozen):
    """A PostgreSQL on RDS or Aurora that somebody else looks after; its storage and connections are theirs to watch.

    Args:
        host: The endpoint's name.
        port: Where it listens.
        name: The database.
        username: A role that holds `rds_iam`, so that tokens are its password.
        resource_id: `db-…` (RDS) or `cluster-…` (Aurora), which `rds-db:connect` is granted on.
        client_security_group_id: Whose members may reach it.
    """

    host: str = Field(min_length=1)
    port: int = Field(default=5432, ge=1, le=65535)
    name: str = "mlflow"
    username: str = "slipway"
    resource_id: str = Field(pattern=r"^(db|cluster)-[A-Z0-9]+$")
    client_security_group_id: str = Field(pattern=r"^sg-[0-9a-f]+$")


class ExistingIdentity(Frozen):
    """An OpenID Connect provider whose tokens the gateway accepts, instead of a Cognito user pool of our own.

    Its tokens carry the scopes `slipway/predict`, `slipway/tracking` and `slipway/registry`.

    Args:
        issuer: What a token's `iss` says; its keys are found below it
            (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html).
        audiences: What `aud` (or `client_id`) may say.
        token_url: Where a machine gets its token.
    """

    issuer: HttpsUrl
    audiences: tuple[str, ...] = Field(min_length=1)
    token_url: HttpsUrl
