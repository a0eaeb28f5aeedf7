"""What an environment may cost in a month."""

from __future__ import annotations

from modules import cdk, names
from modules.aws import budgets

# Part of the limit, in percent, and whether the money is spent or foreseen.
NOTICES = ((80, "ACTUAL"), (100, "FORECASTED"))


class MonthlyBudget(cdk.Construct):
    """A budget over everything that carries the environment's tag.

    The tag `Environment` must be activated for cost allocation, once an organization:
    https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html

    Args:
        scope: The construct that the budget belongs to.
        construct_id: Its id.
        environment: The environment's name.
        limit_usd: US dollars a month.
        topic_arn: Who is told.
    """

    def __init__(
        self, scope: cdk.Scope, construct_id: str, *, environment: str, limit_usd: int, topic_arn: str
    ) -> None:
        super().__init__(scope, construct_id)
        budgets.Budget(
            self,
            "Budget",
            name=names.prefix(environment),
            budget_type="COST",
            time_unit="MONTHLY",
            limit_amount=str(limit_usd),
            limit_unit="USD",
            cost_filter=[budgets.BudgetCostFilter(name="TagKeyValue", values=[f"user:Environment${environment}"])],
            notification=[
                budgets.BudgetNotification(
                    notification_type=kind,
                    comparison_operator="GREATER_THAN",
                    threshold=percent,
                    threshold_type="PERCENTAGE",
                    subscriber_sns_topic_arns=[topic_arn],
                )
                for percent, kind in NOTICES
            ],
        )
