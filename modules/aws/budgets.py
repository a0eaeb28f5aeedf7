"""budgets: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class BudgetAutoAdjustDataHistoricalOptions(cdk.Block):
    """The `historical_options` block of `aws_budgets_budget.auto_adjust_data`."""

    terraform_type = "aws_budgets_budget.auto_adjust_data.historical_options"

    def __init__(
        self,
        *,
        budget_adjustment_period: float,
    ) -> None:
        super().__init__(
            {
                "budget_adjustment_period": budget_adjustment_period,
            },
        )


class BudgetAutoAdjustData(cdk.Block):
    """The `auto_adjust_data` block of `aws_budgets_budget`."""

    terraform_type = "aws_budgets_budget.auto_adjust_data"

    def __init__(
        self,
        *,
        auto_adjust_type: str,
        historical_options: BudgetAutoAdjustDataHistoricalOptions | None = None,
    ) -> None:
        super().__init__(
            {
                "auto_adjust_type": auto_adjust_type,
                "historical_options": historical_options,
            },
        )


class BudgetCostFilter(cdk.Block):
    """The `cost_filter` block of `aws_budgets_budget`."""

    terraform_type = "aws_budgets_budget.cost_filter"

    def __init__(
        self,
        *,
        name: str,
        values: Sequence[str],
    ) -> None:
        super().__init__(
            {
                "name": name,
                "values": values,
            },
        )


class BudgetCostTypes(cdk.Block):
    """The `cost_types` block of `aws_budgets_budget`."""

    terraform_type = "aws_budgets_budget.cost_types"

    def __init__(
        self,
        *,
        include_credit: bool | None = None,
        include_discount: bool | None = None,
        include_other_subscription: bool | None = None,
        include_recurring: bool | None = None,
        include_refund: bool | None = None,
        include_subscription: bool | None = None,
        include_support: bool | None = None,
        include_tax: bool | None = None,
        include_upfront: bool | None = None,
        use_amortized: bool | None = None,
        use_blended: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "include_credit": include_credit,
                "include_discount": include_discount,
                "include_other_subscription": include_other_subscription,
                "include_recurring": include_recurring,
                "include_refund": include_refund,
                "include_subscription": include_subscription,
                "include_support": include_support,
                "include_tax": include_tax,
                "include_upfront": include_upfront,
                "use_amortized": use_amortized,
                "use_blended": use_blended,
            },
        )


class BudgetNotification(cdk.Block):
    """The `notification` block of `aws_budgets_budget`."""

    terraform_type = "aws_budgets_budget.notification"

    def __init__(
        self,
        *,
        comparison_operator: str,
        notification_type: str,
        threshold: float,
        threshold_type: str,
        subscriber_email_addresses: Sequence[str] | None = None,
        subscriber_sns_topic_arns: Sequence[str] | None = None,
    ) -> None:
        super().__init__(
            {
                "comparison_operator": comparison_operator,
                "notification_type": notification_type,
                "subscriber_email_addresses": subscriber_email_addresses,
                "subscriber_sns_topic_arns": subscriber_sns_topic_arns,
                "threshold": threshold,
                "threshold_type": threshold_type,
            },
        )


class BudgetPlannedLimit(cdk.Block):
    """The `planned_limit` block of `aws_budgets_budget`."""

    terraform_type = "aws_budgets_budget.planned_limit"

    def __init__(
        self,
        *,
        amount: str,
        start_time: str,
        unit: str,
    ) -> None:
        super().__init__(
            {
                "amount": amount,
                "start_time": start_time,
                "unit": unit,
            },
        )


class Budget(cdk.Resource):
    """`aws_budgets_budget`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/budgets_budget"""

    terraform_type = "aws_budgets_budget"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        budget_type: str,
        time_unit: str,
        account_id: str | None = None,
        limit_amount: str | None = None,
        limit_unit: str | None = None,
        name: str | None = None,
        name_prefix: str | None = None,
        tags: Mapping[str, str] | None = None,
        time_period_end: str | None = None,
        time_period_start: str | None = None,
        auto_adjust_data: BudgetAutoAdjustData | None = None,
        cost_filter: Sequence[BudgetCostFilter] | None = None,
        cost_types: BudgetCostTypes | None = None,
        notification: Sequence[BudgetNotification] | None = None,
        planned_limit: Sequence[BudgetPlannedLimit] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "account_id": account_id,
                "budget_type": budget_type,
                "limit_amount": limit_amount,
                "limit_unit": limit_unit,
                "name": name,
                "name_prefix": name_prefix,
                "tags": tags,
                "time_period_end": time_period_end,
                "time_period_start": time_period_start,
                "time_unit": time_unit,
                "auto_adjust_data": auto_adjust_data,
                "cost_filter": cost_filter,
                "cost_types": cost_types,
                "notification": notification,
                "planned_limit": planned_limit,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
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
    def budget_type(self) -> str:
        """A token for `budget_type`."""
        return self._string("budget_type")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def limit_amount(self) -> str:
        """A token for `limit_amount`."""
        return self._string("limit_amount")

    @property
    def limit_unit(self) -> str:
        """A token for `limit_unit`."""
        return self._string("limit_unit")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def time_period_end(self) -> str:
        """A token for `time_period_end`."""
        return self._string("time_period_end")

    @property
    def time_period_start(self) -> str:
        """A token for `time_period_start`."""
        return self._string("time_period_start")

    @property
    def time_unit(self) -> str:
        """A token for `time_unit`."""
        return self._string("time_unit")
