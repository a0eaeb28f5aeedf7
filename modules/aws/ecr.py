"""ecr: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class LifecyclePolicy(cdk.Resource):
    """`aws_ecr_lifecycle_policy`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_lifecycle_policy"""

    terraform_type = "aws_ecr_lifecycle_policy"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        policy: str,
        repository: str,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "policy": policy,
                "repository": repository,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def policy(self) -> str:
        """A token for `policy`."""
        return self._string("policy")

    @property
    def registry_id(self) -> str:
        """A token for `registry_id`."""
        return self._string("registry_id")

    @property
    def repository(self) -> str:
        """A token for `repository`."""
        return self._string("repository")


class RepositoryEncryptionConfiguration(cdk.Block):
    """The `encryption_configuration` block of `aws_ecr_repository`."""

    terraform_type = "aws_ecr_repository.encryption_configuration"

    def __init__(
        self,
        *,
        encryption_type: str | None = None,
        kms_key: str | None = None,
    ) -> None:
        super().__init__(
            {
                "encryption_type": encryption_type,
                "kms_key": kms_key,
            },
        )


class RepositoryImageScanningConfiguration(cdk.Block):
    """The `image_scanning_configuration` block of `aws_ecr_repository`."""

    terraform_type = "aws_ecr_repository.image_scanning_configuration"

    def __init__(
        self,
        *,
        scan_on_push: bool,
    ) -> None:
        super().__init__(
            {
                "scan_on_push": scan_on_push,
            },
        )


class RepositoryTimeouts(cdk.Block):
    """The `timeouts` block of `aws_ecr_repository`."""

    terraform_type = "aws_ecr_repository.timeouts"

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


class Repository(cdk.Resource):
    """`aws_ecr_repository`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_repository"""

    terraform_type = "aws_ecr_repository"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        force_delete: bool | None = None,
        image_tag_mutability: str | None = None,
        tags: Mapping[str, str] | None = None,
        encryption_configuration: Sequence[RepositoryEncryptionConfiguration] | None = None,
        image_scanning_configuration: RepositoryImageScanningConfiguration | None = None,
        timeouts: RepositoryTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "force_delete": force_delete,
                "image_tag_mutability": image_tag_mutability,
                "name": name,
                "tags": tags,
                "encryption_configuration": encryption_configuration,
                "image_scanning_configuration": image_scanning_configuration,
                "timeouts": timeouts,
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
    def image_tag_mutability(self) -> str:
        """A token for `image_tag_mutability`."""
        return self._string("image_tag_mutability")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def registry_id(self) -> str:
        """A token for `registry_id`."""
        return self._string("registry_id")

    @property
    def repository_url(self) -> str:
        """A token for `repository_url`."""
        return self._string("repository_url")
