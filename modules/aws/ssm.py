"""ssm: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Parameter(cdk.Resource):
    """`aws_ssm_parameter`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssm_parameter"""

    terraform_type = "aws_ssm_parameter"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        type: str,
        allowed_pattern: str | None = None,
        arn: str | None = None,
        data_type: str | None = None,
        description: str | None = None,
        insecure_value: str | None = None,
        key_id: str | None = None,
        overwrite: bool | None = None,
        tags: Mapping[str, str] | None = None,
        tier: str | None = None,
        value: str | None = None,
        value_wo: str | None = None,
        value_wo_version: float | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "allowed_pattern": allowed_pattern,
                "arn": arn,
                "data_type": data_type,
                "description": description,
                "insecure_value": insecure_value,
                "key_id": key_id,
                "name": name,
                "overwrite": overwrite,
                "tags": tags,
                "tier": tier,
                "type": type,
                "value": value,
                "value_wo": value_wo,
                "value_wo_version": value_wo_version,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def allowed_pattern(self) -> str:
        """A token for `allowed_pattern`."""
        return self._string("allowed_pattern")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def data_type(self) -> str:
        """A token for `data_type`."""
        return self._string("data_type")

    @property
    def description(self) -> str:
        """A token for `description`."""
        return self._string("description")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def insecure_value(self) -> str:
        """A token for `insecure_value`."""
        return self._string("insecure_value")

    @property
    def key_id(self) -> str:
        """A token for `key_id`."""
        return self._string("key_id")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def tier(self) -> str:
        """A token for `tier`."""
        return self._string("tier")

    @property
    def type(self) -> str:
        """A token for `type`."""
        return self._string("type")

    @property
    def value(self) -> str:
        """A token for `value`."""
        return self._string("value")

    @property
    def value_wo(self) -> str:
        """A token for `value_wo`."""
        return self._string("value_wo")

    @property
    def value_wo_version(self) -> float:
        """A token for `value_wo_version`."""
        return self._number("value_wo_version")

    @property
    def version(self) -> float:
        """A token for `version`."""
        return self._number("version")
