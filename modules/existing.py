"""What somebody else has made and looks after, in the shape of what is made here.

Each has the attributes that other constructs read of its counterpart, so that nothing downstream asks which it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from modules import cdk
from modules.aws import existing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modules.postgres_database import DatabaseAddress


@dataclass(frozen=True, kw_only=True)
class ExistingNetwork:
    """A VPC, as `modules.network.Network`."""

    vpc_id: str
    public_subnet_ids: Sequence[str]
    private_subnet_ids: Sequence[str]
    database_subnet_ids: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class ExistingPostgres:
    """A database, as `modules.postgres_database.PostgresDatabase`."""

    address: DatabaseAddress
    client_security_group_id: str
    connect_arn: str
    master_secret: None = None  # whoever looks after it makes the role, too


@dataclass(frozen=True, kw_only=True)
class ExistingIdentityProvider:
    """An OpenID Connect provider, as `modules.machine_identity.MachineIdentity`; it has no user pool of ours."""

    issuer: str
    client_ids: Sequence[str]
    token_url: str
    user_pool_id: None = None
    caller_client_id: None = None


class ExistingCluster(cdk.Construct):
    """An EKS cluster, as `modules.serving_cluster.ServingCluster`; it must run the EKS Pod Identity agent.

    Args:
        scope: The construct that it belongs to.
        construct_id: Its id.
        name: The cluster's name.
    """

    def __init__(self, scope: cdk.Scope, construct_id: str, *, name: str) -> None:
        super().__init__(scope, construct_id)
        self.name = name
        self._cluster = existing.DataEksCluster(self, "Cluster", name=name)

    @property
    def endpoint(self) -> str:
        """The Kubernetes API's URL."""
        return self._cluster.endpoint


def secret_text(scope: cdk.Scope, construct_id: str, name: str) -> str:
    """A token for what the secret of that name in Secrets Manager holds; it is read when Terraform plans."""
    return existing.DataSecretsmanagerSecretVersion(scope, construct_id, secret_id=name).secret_string
