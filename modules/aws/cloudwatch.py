"""cloudwatch: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class LogGroup(cdk.Resource):
    """`aws_cloudwatch_log_group`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_group"""

    terraform_type = "aws_cloudwatch_log_group"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        kms_key_id: str | None = None,
        log_group_class: str | None = None,
        name: str | None = None,
        name_prefix: str | None = None,
        retention_in_days: float | None = None,
        skip_destroy: bool | None = None,
        tags: Mapping[str, str] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "kms_key_id": kms_key_id,
                "log_group_class": log_group_class,
                "name": name,
                "name_prefix": name_prefix,
                "retention_in_days": retention_in_days,
                "skip_destroy": skip_destroy,
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
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def kms_key_id(self) -> str:
        """A token for `kms_key_id`."""
        return self._string("kms_key_id")

    @property
    def log_group_class(self) -> str:
        """A token for `log_group_class`."""
        return self._string("log_group_class")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def retention_in_days(self) -> float:
        """A token for `retention_in_days`."""
        return self._number("retention_in_days")
