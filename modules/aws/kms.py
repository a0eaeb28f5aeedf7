"""kms: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Alias(cdk.Resource):
    """`aws_kms_alias`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_alias"""

    terraform_type = "aws_kms_alias"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        target_key_id: str,
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
                "target_key_id": target_key_id,
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
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def target_key_arn(self) -> str:
        """A token for `target_key_arn`."""
        return self._string("target_key_arn")

    @property
    def target_key_id(self) -> str:
        """A token for `target_key_id`."""
        return self._string("target_key_id")


class KeyTimeouts(cdk.Block):
    """The `timeouts` block of `aws_kms_key`."""

    terraform_type = "aws_kms_key.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
            },
        )


class Key(cdk.Resource):
    """`aws_kms_key`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/kms_key"""

    terraform_type = "aws_kms_key"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bypass_policy_lockout_safety_check: bool | None = None,
        custom_key_store_id: str | None = None,
        customer_master_key_spec: str | None = None,
        deletion_window_in_days: float | None = None,
        description: str | None = None,
        enable_key_rotation: bool | None = None,
        is_enabled: bool | None = None,
        key_usage: str | None = None,
        multi_region: bool | None = None,
        policy: str | None = None,
        rotation_period_in_days: float | None = None,
        tags: Mapping[str, str] | None = None,
        xks_key_id: str | None = None,
        timeouts: KeyTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "bypass_policy_lockout_safety_check": bypass_policy_lockout_safety_check,
                "custom_key_store_id": custom_key_store_id,
                "customer_master_key_spec": customer_master_key_spec,
                "deletion_window_in_days": deletion_window_in_days,
                "description": description,
                "enable_key_rotation": enable_key_rotation,
                "is_enabled": is_enabled,
                "key_usage": key_usage,
                "multi_region": multi_region,
                "policy": policy,
                "rotation_period_in_days": rotation_period_in_days,
                "tags": tags,
                "xks_key_id": xks_key_id,
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
    def custom_key_store_id(self) -> str:
        """A token for `custom_key_store_id`."""
        return self._string("custom_key_store_id")

    @property
    def customer_master_key_spec(self) -> str:
        """A token for `customer_master_key_spec`."""
        return self._string("customer_master_key_spec")

    @property
    def deletion_window_in_days(self) -> float:
        """A token for `deletion_window_in_days`."""
        return self._number("deletion_window_in_days")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def key_id(self) -> str:
        """A token for `key_id`."""
        return self._string("key_id")

    @property
    def key_usage(self) -> str:
        """A token for `key_usage`."""
        return self._string("key_usage")

    @property
    def policy(self) -> str:
        """A token for `policy`."""
        return self._string("policy")

    @property
    def rotation_period_in_days(self) -> float:
        """A token for `rotation_period_in_days`."""
        return self._number("rotation_period_in_days")

    @property
    def xks_key_id(self) -> str:
        """A token for `xks_key_id`."""
        return self._string("xks_key_id")
