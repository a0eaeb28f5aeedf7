"""iam: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class OpenidConnectProvider(cdk.Resource):
    """`aws_iam_openid_connect_provider`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_openid_connect_provider"""

    terraform_type = "aws_iam_openid_connect_provider"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        client_id_list: Sequence[str],
        url: str,
        tags: Mapping[str, str] | None = None,
        thumbprint_list: Sequence[str] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "client_id_list": client_id_list,
                "tags": tags,
                "thumbprint_list": thumbprint_list,
                "url": url,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def client_id_list(self) -> list[str]:
        """A token for `client_id_list`."""
        return self._strings("client_id_list")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def thumbprint_list(self) -> list[str]:
        """A token for `thumbprint_list`."""
        return self._strings("thumbprint_list")

    @property
    def url(self) -> str:
        """A token for `url`."""
        return self._string("url")


class Role(cdk.Resource):
    """`aws_iam_role`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role"""

    terraform_type = "aws_iam_role"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        assume_role_policy: str,
        description: str | None = None,
        force_detach_policies: bool | None = None,
        max_session_duration: float | None = None,
        name: str | None = None,
        name_prefix: str | None = None,
        path: str | None = None,
        permissions_boundary: str | None = None,
        tags: Mapping[str, str] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "assume_role_policy": assume_role_policy,
                "description": description,
                "force_detach_policies": force_detach_policies,
                "max_session_duration": max_session_duration,
                "name": name,
                "name_prefix": name_prefix,
                "path": path,
                "permissions_boundary": permissions_boundary,
                "tags": tags,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def assume_role_policy(self) -> str:
        """A token for `assume_role_policy`."""
        return self._string("assume_role_policy")

    @property
    def create_date(self) -> str:
        """A token for `create_date`."""
        return self._string("create_date")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def max_session_duration(self) -> float:
        """A token for `max_session_duration`."""
        return self._number("max_session_duration")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def path(self) -> str:
        """A token for `path`."""
        return self._string("path")

    @property
    def permissions_boundary(self) -> str:
        """A token for `permissions_boundary`."""
        return self._string("permissions_boundary")

    @property
    def unique_id(self) -> str:
        """A token for `unique_id`."""
        return self._string("unique_id")


class RolePolicy(cdk.Resource):
    """`aws_iam_role_policy`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy"""

    terraform_type = "aws_iam_role_policy"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        policy: str,
        role: str,
        name: str | None = None,
        name_prefix: str | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "name": name,
                "name_prefix": name_prefix,
                "policy": policy,
                "role": role,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def policy(self) -> str:
        """A token for `policy`."""
        return self._string("policy")

    @property
    def role(self) -> str:
        """A token for `role`."""
        return self._string("role")


class RolePolicyAttachment(cdk.Resource):
    """`aws_iam_role_policy_attachment`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachment"""

    terraform_type = "aws_iam_role_policy_attachment"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        policy_arn: str,
        role: str,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "policy_arn": policy_arn,
                "role": role,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def policy_arn(self) -> str:
        """A token for `policy_arn`."""
        return self._string("policy_arn")

    @property
    def role(self) -> str:
        """A token for `role`."""
        return self._string("role")
