"""Who is told, and of what: a topic, and the alarms of the gateway and of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk, names, policy
from modules.aws import cloudwatch, sns

if TYPE_CHECKING:
    from collections.abc import Sequence

# What publishes to the topic, and so must be allowed to use its key.
PUBLISHERS = ("cloudwatch.amazonaws.com", "budgets.amazonaws.com")
# Three bad minutes of five: a single slow minute wakes nobody.
PERIOD_SECONDS = 60
MINUTES_WATCHED = 5
MINUTES_BAD = 3
THROTTLED_METRIC = "ThrottledCalls"


class AlarmTopic(cdk.Construct):
    """An encrypted SNS topic that CloudWatch alarms and budgets of this account publish to.

    Args:
        scope: The construct that the topic belongs to.
        construct_id: Its id.
        environment: The environment's name.
        account_id: The account.
        key_arn: A key that `PUBLISHERS` may use.
        email_addresses: Who gets a mail; each confirms the subscription once.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        account_id: str,
        key_arn: str,
        email_addresses: Sequence[str],
    ) -> None:
        super().__init__(scope, construct_id)
        name = f"{names.prefix(environment)}-alarms"
        self._topic = sns.Topic(self, "Topic", name=name, kms_master_key_id=key_arn)
        publish = policy.Statement(
            sid="AlarmsAndBudgetsOfThisAccount",
            actions=("sns:Publish",),
            resources=(self._topic.arn,),
            principals={"Service": list(PUBLISHERS)},
            condition={"StringEquals": {"aws:SourceAccount": account_id}},
        )
        sns.TopicPolicy(self, "Policy", arn=self._topic.arn, policy=policy.document(publish))
        for number, address in enumerate(email_addresses, start=1):
            sns.TopicSubscription(self, f"Email{number}", topic_arn=self._topic.arn, protocol="email", endpoint=address)

    @property
    def arn(self) -> str:
        """Where alarms and budgets publish."""
        return self._topic.arn


class GatewayAlarms(cdk.Construct):
    """Too many errors, too slow, or too many calls refused.

    An HTTP API has no metric of calls that it throttled, so they are counted from its access log:
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html

    Args:
        scope: The construct that the alarms belong to.
        construct_id: Its id.
        environment: The environment's name.
        topic_arn: Who is told.
        api_id: The HTTP API.
        access_log: The name of its access log's group.
        server_error_percent: Share of calls answered with 5xx.
        latency_p99_milliseconds: What 99 of 100 calls stay below.
        throttled_calls_per_minute: Calls answered with 429.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        topic_arn: str,
        api_id: str,
        access_log: str,
        server_error_percent: float,
        latency_p99_milliseconds: int,
        throttled_calls_per_minute: int,
    ) -> None:
        super().__init__(scope, construct_id)
        self._name, self._topic_arn, self._api_id = f"{names.prefix(environment)}-gateway", topic_arn, api_id
        self._server_errors(server_error_percent)
        self._latency(latency_p99_milliseconds)
        self._throttled(names.metric_namespace(environment), access_log, throttled_calls_per_minute)

    def _server_errors(self, percent: float) -> None:
        cloudwatch.MetricAlarm(
            self,
            "ServerErrors",
            alarm_name=f"{self._name}-5xx",
            alarm_description=f"More than {percent} % of calls to the gateway were answered with 5xx",
            comparison_operator="GreaterThanThreshold",
            threshold=percent,
            evaluation_periods=MINUTES_WATCHED,
            datapoints_to_alarm=MINUTES_BAD,
            treat_missing_data="notBreaching",
            metric_query=[
                cloudwatch.MetricAlarmMetricQuery(
                    id="percent", expression="100 * errors / calls", label="5xx", return_data=True
                ),
                self._sum("errors", "5xx"),
                self._sum("calls", "Count"),
            ],
            alarm_actions=[self._topic_arn],
            ok_actions=[self._topic_arn],
        )

    def _sum(self, query_id: str, metric: str) -> cloudwatch.MetricAlarmMetricQuery:
        return cloudwatch.MetricAlarmMetricQuery(
            id=query_id,
            metric=cloudwatch.MetricAlarmMetricQueryMetric(
                namespace="AWS/ApiGateway",
                metric_name=metric,
                stat="Sum",
                period=PERIOD_SECONDS,
                dimensions={"ApiId": self._api_id},
            ),
        )

    def _latency(self, milliseconds: int) -> None:
        cloudwatch.MetricAlarm(
            self,
            "Latency",
            alarm_name=f"{self._name}-p99",
            alarm_description=f"The slowest hundredth of calls to the gateway took more than {milliseconds} ms",
            namespace="AWS/ApiGateway",
            metric_name="Latency",
            dimensions={"ApiId": self._api_id},
            extended_statistic="p99",
            period=PERIOD_SECONDS,
            comparison_operator="GreaterThanThreshold",
            threshold=milliseconds,
            evaluation_periods=MINUTES_WATCHED,
            datapoints_to_alarm=MINUTES_BAD,
            treat_missing_data="notBreaching",
            alarm_actions=[self._topic_arn],
            ok_actions=[self._topic_arn],
        )

    def _throttled(self, namespace: str, access_log: str, calls: int) -> None:
        cloudwatch.LogMetricFilter(
            self,
            "Throttled",
            name="throttled-calls",
            log_group_name=access_log,
            pattern='{ $.status = "429" }',
            metric_transformation=cloudwatch.LogMetricFilterMetricTransformation(
                namespace=namespace, name=THROTTLED_METRIC, value="1", default_value="0", unit="Count"
            ),
        )
        cloudwatch.MetricAlarm(
            self,
            "ThrottledCalls",
            alarm_name=f"{self._name}-throttled",
            alarm_description=f"More than {calls} calls to the gateway a minute were refused with 429",
            namespace=namespace,
            metric_name=THROTTLED_METRIC,
            statistic="Sum",
            period=PERIOD_SECONDS,
            comparison_operator="GreaterThanThreshold",
            threshold=calls,
            evaluation_periods=MINUTES_WATCHED,
            datapoints_to_alarm=MINUTES_BAD,
            treat_missing_data="notBreaching",
            alarm_actions=[self._topic_arn],
            ok_actions=[self._topic_arn],
        )


class DatabaseAlarms(cdk.Construct):
    """Storage that runs out although RDS should have grown it, and connections that run out.

    Args:
        scope: The construct that the alarms belong to.
        construct_id: Its id.
        environment: The environment's name.
        topic_arn: Who is told.
        identifier: The database instance.
        least_free_bytes: Free storage below which the alarm goes.
        most_connections: Open connections above which it goes.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        topic_arn: str,
        identifier: str,
        least_free_bytes: int,
        most_connections: int,
    ) -> None:
        super().__init__(scope, construct_id)
        storage = f"Less than {least_free_bytes / 1024**3:.1f} GiB of storage are free: RDS did not grow it"
        connections = f"More than {most_connections} connections are open"
        for kind, metric, comparison, threshold, says in (
            ("Storage", "FreeStorageSpace", "LessThanThreshold", least_free_bytes, storage),
            ("Connections", "DatabaseConnections", "GreaterThanThreshold", most_connections, connections),
        ):
            cloudwatch.MetricAlarm(
                self,
                kind,
                alarm_name=f"{names.database(environment)}-{kind.lower()}",
                alarm_description=says,
                namespace="AWS/RDS",
                metric_name=metric,
                dimensions={"DBInstanceIdentifier": identifier},
                statistic="Average",
                period=PERIOD_SECONDS,
                comparison_operator=comparison,
                threshold=threshold,
                evaluation_periods=MINUTES_WATCHED,
                datapoints_to_alarm=MINUTES_BAD,
                # A database that says nothing is not well.
                treat_missing_data="breaching",
                alarm_actions=[topic_arn],
                ok_actions=[topic_arn],
            )
