"""autoscaling: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class PolicyStepScalingPolicyConfigurationStepAdjustment(cdk.Block):
    """The `step_adjustment` block of `aws_appautoscaling_policy.step_scaling_policy_configuration`."""

    terraform_type = "aws_appautoscaling_policy.step_scaling_policy_configuration.step_adjustment"

    def __init__(
        self,
        *,
        scaling_adjustment: float,
        metric_interval_lower_bound: str | None = None,
        metric_interval_upper_bound: str | None = None,
    ) -> None:
        super().__init__(
            {
                "metric_interval_lower_bound": metric_interval_lower_bound,
                "metric_interval_upper_bound": metric_interval_upper_bound,
                "scaling_adjustment": scaling_adjustment,
            },
        )


class PolicyStepScalingPolicyConfiguration(cdk.Block):
    """The `step_scaling_policy_configuration` block of `aws_appautoscaling_policy`."""

    terraform_type = "aws_appautoscaling_policy.step_scaling_policy_configuration"

    def __init__(
        self,
        *,
        adjustment_type: str | None = None,
        cooldown: float | None = None,
        metric_aggregation_type: str | None = None,
        min_adjustment_magnitude: float | None = None,
        step_adjustment: Sequence[PolicyStepScalingPolicyConfigurationStepAdjustment] | None = None,
    ) -> None:
        super().__init__(
            {
                "adjustment_type": adjustment_type,
                "cooldown": cooldown,
                "metric_aggregation_type": metric_aggregation_type,
                "min_adjustment_magnitude": min_adjustment_magnitude,
                "step_adjustment": step_adjustment,
            },
        )


class PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions(cdk.Block):
    """The `dimensions` block of `aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification`."""

    terraform_type = "aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification.dimensions"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions(cdk.Block):
    """The `dimensions` block of `aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification.metrics.metric_stat.metric`."""

    terraform_type = "aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification.metrics.metric_stat.metric.dimensions"

    def __init__(
        self,
        *,
        name: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "name": name,
                "value": value,
            },
        )


class PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric(cdk.Block):
    """The `metric` block of `aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification.metrics.metric_stat`."""

    terraform_type = "aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification.metrics.metric_stat.metric"

    def __init__(
        self,
        *,
        metric_name: str,
        namespace: str,
        dimensions: Sequence[PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetricDimensions] | None = None,
    ) -> None:
        super().__init__(
            {
                "metric_name": metric_name,
                "namespace": namespace,
                "dimensions": dimensions,
            },
        )


class PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStat(cdk.Block):
    """The `metric_stat` block of `aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification.metrics`."""

    terraform_type = "aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification.metrics.metric_stat"

    def __init__(
        self,
        *,
        stat: str,
        metric: PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStatMetric,
        unit: str | None = None,
    ) -> None:
        super().__init__(
            {
                "stat": stat,
                "unit": unit,
                "metric": metric,
            },
        )


class PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics(cdk.Block):
    """The `metrics` block of `aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification`."""

    terraform_type = "aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification.metrics"

    def __init__(
        self,
        *,
        id: str,
        expression: str | None = None,
        label: str | None = None,
        return_data: bool | None = None,
        metric_stat: PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetricsMetricStat | None = None,
    ) -> None:
        super().__init__(
            {
                "expression": expression,
                "id": id,
                "label": label,
                "return_data": return_data,
                "metric_stat": metric_stat,
            },
        )


class PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification(cdk.Block):
    """The `customized_metric_specification` block of `aws_appautoscaling_policy.target_tracking_scaling_policy_configuration`."""

    terraform_type = "aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.customized_metric_specification"

    def __init__(
        self,
        *,
        metric_name: str | None = None,
        namespace: str | None = None,
        statistic: str | None = None,
        unit: str | None = None,
        dimensions: Sequence[PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationDimensions] | None = None,
        metrics: Sequence[PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetrics] | None = None,
    ) -> None:
        super().__init__(
            {
                "metric_name": metric_name,
                "namespace": namespace,
                "statistic": statistic,
                "unit": unit,
                "dimensions": dimensions,
                "metrics": metrics,
            },
        )


class PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification(cdk.Block):
    """The `predefined_metric_specification` block of `aws_appautoscaling_policy.target_tracking_scaling_policy_configuration`."""

    terraform_type = "aws_appautoscaling_policy.target_tracking_scaling_policy_configuration.predefined_metric_specification"

    def __init__(
        self,
        *,
        predefined_metric_type: str,
        resource_label: str | None = None,
    ) -> None:
        super().__init__(
            {
                "predefined_metric_type": predefined_metric_type,
                "resource_label": resource_label,
            },
        )


class PolicyTargetTrackingScalingPolicyConfiguration(cdk.Block):
    """The `target_tracking_scaling_policy_configuration` block of `aws_appautoscaling_policy`."""

    terraform_type = "aws_appautoscaling_policy.target_tracking_scaling_policy_configuration"

    def __init__(
        self,
        *,
        target_value: float,
        disable_scale_in: bool | None = None,
        scale_in_cooldown: float | None = None,
        scale_out_cooldown: float | None = None,
        customized_metric_specification: PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification | None = None,
        predefined_metric_specification: PolicyTargetTrackingScalingPolicyConfigurationPredefinedMetricSpecification | None = None,
    ) -> None:
        super().__init__(
            {
                "disable_scale_in": disable_scale_in,
                "scale_in_cooldown": scale_in_cooldown,
                "scale_out_cooldown": scale_out_cooldown,
                "target_value": target_value,
                "customized_metric_specification": customized_metric_specification,
                "predefined_metric_specification": predefined_metric_specification,
            },
        )


class Policy(cdk.Resource):
    """`aws_appautoscaling_policy`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appautoscaling_policy"""

    terraform_type = "aws_appautoscaling_policy"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        resource_id: str,
        scalable_dimension: str,
        service_namespace: str,
        policy_type: str | None = None,
        step_scaling_policy_configuration: PolicyStepScalingPolicyConfiguration | None = None,
        target_tracking_scaling_policy_configuration: PolicyTargetTrackingScalingPolicyConfiguration | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "name": name,
                "policy_type": policy_type,
                "resource_id": resource_id,
                "scalable_dimension": scalable_dimension,
                "service_namespace": service_namespace,
                "step_scaling_policy_configuration": step_scaling_policy_configuration,
                "target_tracking_scaling_policy_configuration": target_tracking_scaling_policy_configuration,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def alarm_arns(self) -> list[str]:
        """A token for `alarm_arns`."""
        return self._strings("alarm_arns")

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
    def policy_type(self) -> str:
        """A token for `policy_type`."""
        return self._string("policy_type")

    @property
    def resource_id(self) -> str:
        """A token for `resource_id`."""
        return self._string("resource_id")

    @property
    def scalable_dimension(self) -> str:
        """A token for `scalable_dimension`."""
        return self._string("scalable_dimension")

    @property
    def service_namespace(self) -> str:
        """A token for `service_namespace`."""
        return self._string("service_namespace")


class TargetSuspendedState(cdk.Block):
    """The `suspended_state` block of `aws_appautoscaling_target`."""

    terraform_type = "aws_appautoscaling_target.suspended_state"

    def __init__(
        self,
        *,
        dynamic_scaling_in_suspended: bool | None = None,
        dynamic_scaling_out_suspended: bool | None = None,
        scheduled_scaling_suspended: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "dynamic_scaling_in_suspended": dynamic_scaling_in_suspended,
                "dynamic_scaling_out_suspended": dynamic_scaling_out_suspended,
                "scheduled_scaling_suspended": scheduled_scaling_suspended,
            },
        )


class Target(cdk.Resource):
    """`aws_appautoscaling_target`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appautoscaling_target"""

    terraform_type = "aws_appautoscaling_target"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        max_capacity: float,
        min_capacity: float,
        resource_id: str,
        scalable_dimension: str,
        service_namespace: str,
        role_arn: str | None = None,
        tags: Mapping[str, str] | None = None,
        suspended_state: TargetSuspendedState | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "max_capacity": max_capacity,
                "min_capacity": min_capacity,
                "resource_id": resource_id,
                "role_arn": role_arn,
                "scalable_dimension": scalable_dimension,
                "service_namespace": service_namespace,
                "tags": tags,
                "suspended_state": suspended_state,
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
    def max_capacity(self) -> float:
        """A token for `max_capacity`."""
        return self._number("max_capacity")

    @property
    def min_capacity(self) -> float:
        """A token for `min_capacity`."""
        return self._number("min_capacity")

    @property
    def resource_id(self) -> str:
        """A token for `resource_id`."""
        return self._string("resource_id")

    @property
    def role_arn(self) -> str:
        """A token for `role_arn`."""
        return self._string("role_arn")

    @property
    def scalable_dimension(self) -> str:
        """A token for `scalable_dimension`."""
        return self._string("scalable_dimension")

    @property
    def service_namespace(self) -> str:
        """A token for `service_namespace`."""
        return self._string("service_namespace")
