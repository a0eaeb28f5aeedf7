"""cloudwatch: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Dashboard(cdk.Resource):
    """`aws_cloudwatch_dashboard`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_dashboard"""

    terraform_type = "aws_cloudwatch_dashboard"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        dashboard_body: str,
        dashboard_name: str,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "dashboard_body": dashboard_body,
                "dashboard_name": dashboard_name,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def dashboard_arn(self) -> str:
        """A token for `dashboard_arn`."""
        return self._string("dashboard_arn")

    @property
    def dashboard_body(self) -> str:
        """A token for `dashboard_body`."""
        return self._string("dashboard_body")

    @property
    def dashboard_name(self) -> str:
        """A token for `dashboard_name`."""
        return self._string("dashboard_name")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")


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


class LogMetricFilterMetricTransformation(cdk.Block):
    """The `metric_transformation` block of `aws_cloudwatch_log_metric_filter`."""

    terraform_type = "aws_cloudwatch_log_metric_filter.metric_transformation"

    def __init__(
        self,
        *,
        name: str,
        namespace: str,
        value: str,
        default_value: str | None = None,
        dimensions: Mapping[str, str] | None = None,
        unit: str | None = None,
    ) -> None:
        super().__init__(
            {
                "default_value": default_value,
                "dimensions": dimensions,
                "name": name,
                "namespace": namespace,
                "unit": unit,
                "value": value,
            },
        )


class LogMetricFilter(cdk.Resource):
    """`aws_cloudwatch_log_metric_filter`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_metric_filter"""

    terraform_type = "aws_cloudwatch_log_metric_filter"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        log_group_name: str,
        name: str,
        pattern: str,
        metric_transformation: LogMetricFilterMetricTransformation,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "log_group_name": log_group_name,
                "name": name,
                "pattern": pattern,
                "metric_transformation": metric_transformation,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def log_group_name(self) -> str:
        """A token for `log_group_name`."""
        return self._string("log_group_name")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def pattern(self) -> str:
        """A token for `pattern`."""
        return self._string("pattern")


class MetricAlarmMetricQueryMetric(cdk.Block):
    """The `metric` block of `aws_cloudwatch_metric_alarm.metric_query`."""

    terraform_type = "aws_cloudwatch_metric_alarm.metric_query.metric"

    def __init__(
        self,
        *,
        metric_name: str,
        period: float,
        stat: str,
        dimensions: Mapping[str, str] | None = None,
        namespace: str | None = None,
        unit: str | None = None,
    ) -> None:
        super().__init__(
            {
                "dimensions": dimensions,
                "metric_name": metric_name,
                "namespace": namespace,
                "period": period,
                "stat": stat,
                "unit": unit,
            },
        )


class MetricAlarmMetricQuery(cdk.Block):
    """The `metric_query` block of `aws_cloudwatch_metric_alarm`."""

    terraform_type = "aws_cloudwatch_metric_alarm.metric_query"

    def __init__(
        self,
        *,
        id: str,
        account_id: str | None = None,
        expression: str | None = None,
        label: str | None = None,
        period: float | None = None,
        return_data: bool | None = None,
        metric: MetricAlarmMetricQueryMetric | None = None,
    ) -> None:
        super().__init__(
            {
                "account_id": account_id,
                "expression": expression,
                "id": id,
                "label": label,
                "period": period,
                "return_data": return_data,
                "metric": metric,
            },
        )


class MetricAlarm(cdk.Resource):
    """`aws_cloudwatch_metric_alarm`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_metric_alarm"""

    terraform_type = "aws_cloudwatch_metric_alarm"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        alarm_name: str,
        comparison_operator: str,
        evaluation_periods: float,
        actions_enabled: bool | None = None,
        alarm_actions: Sequence[str] | None = None,
        alarm_description: str | None = None,
        datapoints_to_alarm: float | None = None,
        dimensions: Mapping[str, str] | None = None,
        evaluate_low_sample_count_percentiles: str | None = None,
        extended_statistic: str | None = None,
        insufficient_data_actions: Sequence[str] | None = None,
        metric_name: str | None = None,
        namespace: str | None = None,
        ok_actions: Sequence[str] | None = None,
        period: float | None = None,
        statistic: str | None = None,
        tags: Mapping[str, str] | None = None,
        threshold: float | None = None,
        threshold_metric_id: str | None = None,
        treat_missing_data: str | None = None,
        unit: str | None = None,
        metric_query: Sequence[MetricAlarmMetricQuery] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "actions_enabled": actions_enabled,
                "alarm_actions": alarm_actions,
                "alarm_description": alarm_description,
                "alarm_name": alarm_name,
                "comparison_operator": comparison_operator,
                "datapoints_to_alarm": datapoints_to_alarm,
                "dimensions": dimensions,
                "evaluate_low_sample_count_percentiles": evaluate_low_sample_count_percentiles,
                "evaluation_periods": evaluation_periods,
                "extended_statistic": extended_statistic,
                "insufficient_data_actions": insufficient_data_actions,
                "metric_name": metric_name,
                "namespace": namespace,
                "ok_actions": ok_actions,
                "period": period,
                "statistic": statistic,
                "tags": tags,
                "threshold": threshold,
                "threshold_metric_id": threshold_metric_id,
                "treat_missing_data": treat_missing_data,
                "unit": unit,
                "metric_query": metric_query,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def alarm_actions(self) -> list[str]:
        """A token for `alarm_actions`."""
        return self._strings("alarm_actions")

    @property
    def alarm_description(self) -> str:
        """A token for `alarm_description`."""
        return self._string("alarm_description")

    @property
    def alarm_name(self) -> str:
        """A token for `alarm_name`."""
        return self._string("alarm_name")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def comparison_operator(self) -> str:
        """A token for `comparison_operator`."""
        return self._string("comparison_operator")

    @property
    def datapoints_to_alarm(self) -> float:
        """A token for `datapoints_to_alarm`."""
        return self._number("datapoints_to_alarm")

    @property
    def evaluate_low_sample_count_percentiles(self) -> str:
        """A token for `evaluate_low_sample_count_percentiles`."""
        return self._string("evaluate_low_sample_count_percentiles")

    @property
    def evaluation_periods(self) -> float:
        """A token for `evaluation_periods`."""
        return self._number("evaluation_periods")

    @property
    def extended_statistic(self) -> str:
        """A token for `extended_statistic`."""
        return self._string("extended_statistic")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def insufficient_data_actions(self) -> list[str]:
        """A token for `insufficient_data_actions`."""
        return self._strings("insufficient_data_actions")

    @property
    def metric_name(self) -> str:
        """A token for `metric_name`."""
        return self._string("metric_name")

    @property
    def namespace(self) -> str:
        """A token for `namespace`."""
        return self._string("namespace")

    @property
    def ok_actions(self) -> list[str]:
        """A token for `ok_actions`."""
        return self._strings("ok_actions")

    @property
    def period(self) -> float:
        """A token for `period`."""
        return self._number("period")

    @property
    def statistic(self) -> str:
        """A token for `statistic`."""
        return self._string("statistic")

    @property
    def threshold(self) -> float:
        """A token for `threshold`."""
        return self._number("threshold")

    @property
    def threshold_metric_id(self) -> str:
        """A token for `threshold_metric_id`."""
        return self._string("threshold_metric_id")

    @property
    def treat_missing_data(self) -> str:
        """A token for `treat_missing_data`."""
        return self._string("treat_missing_data")

    @property
    def unit(self) -> str:
        """A token for `unit`."""
        return self._string("unit")
