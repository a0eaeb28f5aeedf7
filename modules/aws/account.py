"""account: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class DataCallerIdentity(cdk.Data):
    """`aws_caller_identity`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/caller_identity"""

    terraform_type = "aws_caller_identity"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {},
        )

    @property
    def account_id(self) -> str:
        """A token for `account_id`."""
        return self._string("account_id")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def user_id(self) -> str:
        """A token for `user_id`."""
        return self._string("user_id")
