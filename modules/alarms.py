"""Who is told, and of what: a topic, and the alarms of the gateway and of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk, names, policy
from modules.aws import cloudwatch, sns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        _alarm(
            self,
            "ServerErrors",
            name=f"{self._name}-5xx",
            says=f"More than {percent} % of calls to the gateway were answered with 5xx",
            above=percent,
            watched=[
                cloudwatch.MetricAlarmMetricQuery(
                    id="percent", expression="100 * errors / calls", label="5xx", return_data=True
                ),
                self._calls("errors", "5xx"),
                self._calls("calls", "Count"),
            ],
            topic_arn=self._topic_arn,
        )

    def _calls(self, query_id: str, metric: str) -> cloudwatch.MetricAlarmMetricQuery:
        return _metric(query_id, "AWS/ApiGateway", metric, "Sum", {"ApiId": self._api_id})

    def _latency(self, milliseconds: int) -> None:
        _alarm(
            self,
            "Latency",
            name=f"{self._name}-p99",
            says=f"The slowest hundredth of calls to the gateway took more than {milliseconds} ms",
            above=milliseconds,
            watched=[
                _metric("p99", "AWS/ApiGateway", "Latency", "p99", {"ApiId": self._api_id}, return_data=True),
            ],
            topic_arn=self._topic_arn,
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
        _alarm(
            self,
            "ThrottledCalls",
            name=f"{self._name}-throttled",
            says=f"More than {calls} calls to the gateway a minute were refused with 429",
            above=calls,
            watched=[_metric("refused", namespace, THROTTLED_METRIC, "Sum", {}, return_data=True)],
            topic_arn=self._topic_arn,
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
        instance, name = {"DBInstanceIdentifier": identifier}, names.database(environment)
        _alarm(
            self,
            "Storage",
            name=f"{name}-storage",
            says=f"Less than {least_free_bytes / 1024**3:.1f} GiB of storage are free: RDS did not grow it",
            below=least_free_bytes,
            watched=[_metric("free", "AWS/RDS", "FreeStorageSpace", "Minimum", instance, return_data=True)],
            topic_arn=topic_arn,
            silence_is_bad=True,
        )
        _alarm(
            self,
            "Connections",
            name=f"{name}-connections",
            says=f"More than {most_connections} connections are open",
            above=most_connections,
            watched=[_metric("open", "AWS/RDS", "DatabaseConnections", "Maximum", instance, return_data=True)],
            topic_arn=topic_arn,
        )


def _metric(
    query_id: str,
    namespace: str,
    name: str,
    statistic: str,
    dimensions: Mapping[str, str],
    *,
    return_data: bool | None = None,
) -> cloudwatch.MetricAlarmMetricQuery:
    return cloudwatch.MetricAlarmMetricQuery(
        id=query_id,
        return_data=return_data,
        metric=cloudwatch.MetricAlarmMetricQueryMetric(
            namespace=namespace,
            metric_name=name,
            stat=statistic,
            period=PERIOD_SECONDS,
            dimensions=dimensions or None,
        ),
    )


def _alarm(
    scope: cdk.Scope,
    construct_id: str,
    *,
    name: str,
    says: str,
    watched: Sequence[cloudwatch.MetricAlarmMetricQuery],
    topic_arn: str,
    above: float | None = None,
    below: float | None = None,
    silence_is_bad: bool = False,
) -> None:
    """An alarm on the one of `watched` that returns data, when it is `above` or `below`.

    All are written as queries, though most watch one metric: the emulator forgets the short form's statistic, which
    Terraform cannot be told to leave alone.
    """
    cloudwatch.MetricAlarm(
        scope,
        construct_id,
        alarm_name=name,
        alarm_description=says,
        comparison_operator="LessThanThreshold" if above is None else "GreaterThanThreshold",
        threshold=below if above is None else above,
        evaluation_periods=MINUTES_WATCHED,
        datapoints_to_alarm=MINUTES_BAD,
        treat_missing_data="breaching" if silence_is_bad else "notBreaching",
        metric_query=watched,
        alarm_actions=[topic_arn],
        ok_actions=[topic_arn],
    )
