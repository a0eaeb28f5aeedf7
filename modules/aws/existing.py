"""existing: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class DataEksCluster(cdk.Data):
    """`aws_eks_cluster`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/eks_cluster"""

    terraform_type = "aws_eks_cluster"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "name": name,
                "tags": tags,
            },
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def cluster_id(self) -> str:
        """A token for `cluster_id`."""
        return self._string("cluster_id")

    @property
    def created_at(self) -> str:
        """A token for `created_at`."""
        return self._string("created_at")

    @property
    def enabled_cluster_log_types(self) -> list[str]:
        """A token for `enabled_cluster_log_types`."""
        return self._strings("enabled_cluster_log_types")

    @property
    def endpoint(self) -> str:
        """A token for `endpoint`."""
        return self._string("endpoint")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def platform_version(self) -> str:
        """A token for `platform_version`."""
        return self._string("platform_version")

    @property
    def role_arn(self) -> str:
        """A token for `role_arn`."""
        return self._string("role_arn")

    @property
    def status(self) -> str:
        """A token for `status`."""
        return self._string("status")

    @property
    def version(self) -> str:
        """A token for `version`."""
        return self._string("version")


class DataSecretsmanagerSecretVersion(cdk.Data):
    """`aws_secretsmanager_secret_version`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/secretsmanager_secret_version"""

    terraform_type = "aws_secretsmanager_secret_version"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        secret_id: str,
        version_id: str | None = None,
        version_stage: str | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "secret_id": secret_id,
                "version_id": version_id,
                "version_stage": version_stage,
            },
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def created_date(self) -> str:
        """A token for `created_date`."""
        return self._string("created_date")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def secret_binary(self) -> str:
        """A token for `secret_binary`."""
        return self._string("secret_binary")

    @property
    def secret_id(self) -> str:
        """A token for `secret_id`."""
        return self._string("secret_id")

    @property
    def secret_string(self) -> str:
        """A token for `secret_string`."""
        return self._string("secret_string")

    @property
    def version_id(self) -> str:
        """A token for `version_id`."""
        return self._string("version_id")

    @property
    def version_stage(self) -> str:
        """A token for `version_stage`."""
        return self._string("version_stage")

    @property
    def version_stages(self) -> list[str]:
        """A token for `version_stages`."""
        return self._strings("version_stages")
