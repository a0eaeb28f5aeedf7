"""sns: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Topic(cdk.Resource):
    """`aws_sns_topic`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic"""

    terraform_type = "aws_sns_topic"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        application_failure_feedback_role_arn: str | None = None,
        application_success_feedback_role_arn: str | None = None,
        application_success_feedback_sample_rate: float | None = None,
        archive_policy: str | None = None,
        content_based_deduplication: bool | None = None,
        delivery_policy: str | None = None,
        display_name: str | None = None,
        fifo_throughput_scope: str | None = None,
        fifo_topic: bool | None = None,
        firehose_failure_feedback_role_arn: str | None = None,
        firehose_success_feedback_role_arn: str | None = None,
        firehose_success_feedback_sample_rate: float | None = None,
        http_failure_feedback_role_arn: str | None = None,
        http_success_feedback_role_arn: str | None = None,
        http_success_feedback_sample_rate: float | None = None,
        kms_master_key_id: str | None = None,
        lambda_failure_feedback_role_arn: str | None = None,
        lambda_success_feedback_role_arn: str | None = None,
        lambda_success_feedback_sample_rate: float | None = None,
        name: str | None = None,
        name_prefix: str | None = None,
        policy: str | None = None,
        signature_version: float | None = None,
        sqs_failure_feedback_role_arn: str | None = None,
        sqs_success_feedback_role_arn: str | None = None,
        sqs_success_feedback_sample_rate: float | None = None,
        tags: Mapping[str, str] | None = None,
        tracing_config: str | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "application_failure_feedback_role_arn": application_failure_feedback_role_arn,
                "application_success_feedback_role_arn": application_success_feedback_role_arn,
                "application_success_feedback_sample_rate": application_success_feedback_sample_rate,
                "archive_policy": archive_policy,
                "content_based_deduplication": content_based_deduplication,
                "delivery_policy": delivery_policy,
                "display_name": display_name,
                "fifo_throughput_scope": fifo_throughput_scope,
                "fifo_topic": fifo_topic,
                "firehose_failure_feedback_role_arn": firehose_failure_feedback_role_arn,
                "firehose_success_feedback_role_arn": firehose_success_feedback_role_arn,
                "firehose_success_feedback_sample_rate": firehose_success_feedback_sample_rate,
                "http_failure_feedback_role_arn": http_failure_feedback_role_arn,
                "http_success_feedback_role_arn": http_success_feedback_role_arn,
                "http_success_feedback_sample_rate": http_success_feedback_sample_rate,
                "kms_master_key_id": kms_master_key_id,
                "lambda_failure_feedback_role_arn": lambda_failure_feedback_role_arn,
                "lambda_success_feedback_role_arn": lambda_success_feedback_role_arn,
                "lambda_success_feedback_sample_rate": lambda_success_feedback_sample_rate,
                "name": name,
                "name_prefix": name_prefix,
                "policy": policy,
                "signature_version": signature_version,
                "sqs_failure_feedback_role_arn": sqs_failure_feedback_role_arn,
                "sqs_success_feedback_role_arn": sqs_success_feedback_role_arn,
                "sqs_success_feedback_sample_rate": sqs_success_feedback_sample_rate,
                "tags": tags,
                "tracing_config": tracing_config,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def application_failure_feedback_role_arn(self) -> str:
        """A token for `application_failure_feedback_role_arn`."""
        return self._string("application_failure_feedback_role_arn")

    @property
    def application_success_feedback_role_arn(self) -> str:
        """A token for `application_success_feedback_role_arn`."""
        return self._string("application_success_feedback_role_arn")

    @property
    def application_success_feedback_sample_rate(self) -> float:
        """A token for `application_success_feedback_sample_rate`."""
        return self._number("application_success_feedback_sample_rate")

    @property
    def archive_policy(self) -> str:
        """A token for `archive_policy`."""
        return self._string("archive_policy")

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def beginning_archive_time(self) -> str:
        """A token for `beginning_archive_time`."""
        return self._string("beginning_archive_time")

    @property
    def delivery_policy(self) -> str:
        """A token for `delivery_policy`."""
        return self._string("delivery_policy")

    @property
    def display_name(self) -> str:
        """A token for `display_name`."""
        return self._string("display_name")

    @property
    def fifo_throughput_scope(self) -> str:
        """A token for `fifo_throughput_scope`."""
        return self._string("fifo_throughput_scope")

    @property
    def firehose_failure_feedback_role_arn(self) -> str:
        """A token for `firehose_failure_feedback_role_arn`."""
        return self._string("firehose_failure_feedback_role_arn")

    @property
    def firehose_success_feedback_role_arn(self) -> str:
        """A token for `firehose_success_feedback_role_arn`."""
        return self._string("firehose_success_feedback_role_arn")

    @property
    def firehose_success_feedback_sample_rate(self) -> float:
        """A token for `firehose_success_feedback_sample_rate`."""
        return self._number("firehose_success_feedback_sample_rate")

    @property
    def http_failure_feedback_role_arn(self) -> str:
        """A token for `http_failure_feedback_role_arn`."""
        return self._string("http_failure_feedback_role_arn")

    @property
    def http_success_feedback_role_arn(self) -> str:
        """A token for `http_success_feedback_role_arn`."""
        return self._string("http_success_feedback_role_arn")

    @property
    def http_success_feedback_sample_rate(self) -> float:
        """A token for `http_success_feedback_sample_rate`."""
        return self._number("http_success_feedback_sample_rate")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def kms_master_key_id(self) -> str:
        """A token for `kms_master_key_id`."""
        return self._string("kms_master_key_id")

    @property
    def lambda_failure_feedback_role_arn(self) -> str:
        """A token for `lambda_failure_feedback_role_arn`."""
        return self._string("lambda_failure_feedback_role_arn")

    @property
    def lambda_success_feedback_role_arn(self) -> str:
        """A token for `lambda_success_feedback_role_arn`."""
        return self._string("lambda_success_feedback_role_arn")

    @property
    def lambda_success_feedback_sample_rate(self) -> float:
        """A token for `lambda_success_feedback_sample_rate`."""
        return self._number("lambda_success_feedback_sample_rate")

    @property
    def name(self) -> str:
        """A token for `name`."""
        return self._string("name")

    @property
    def name_prefix(self) -> str:
        """A token for `name_prefix`."""
        return self._string("name_prefix")

    @property
    def owner(self) -> str:
        """A token for `owner`."""
        return self._string("owner")

    @property
    def policy(self) -> str:
        """A token for `policy`."""
        return self._string("policy")

    @property
    def signature_version(self) -> float:
        """A token for `signature_version`."""
        return self._number("signature_version")

    @property
    def sqs_failure_feedback_role_arn(self) -> str:
        """A token for `sqs_failure_feedback_role_arn`."""
        return self._string("sqs_failure_feedback_role_arn")

    @property
    def sqs_success_feedback_role_arn(self) -> str:
        """A token for `sqs_success_feedback_role_arn`."""
        return self._string("sqs_success_feedback_role_arn")

    @property
    def sqs_success_feedback_sample_rate(self) -> float:
        """A token for `sqs_success_feedback_sample_rate`."""
        return self._number("sqs_success_feedback_sample_rate")

    @property
    def tracing_config(self) -> str:
        """A token for `tracing_config`."""
        return self._string("tracing_config")


class TopicPolicy(cdk.Resource):
    """`aws_sns_topic_policy`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic_policy"""

    terraform_type = "aws_sns_topic_policy"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        arn: str,
        policy: str,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "arn": arn,
                "policy": policy,
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
    def owner(self) -> str:
        """A token for `owner`."""
        return self._string("owner")

    @property
    def policy(self) -> str:
        """A token for `policy`."""
        return self._string("policy")


class TopicSubscription(cdk.Resource):
    """`aws_sns_topic_subscription`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/sns_topic_subscription"""

    terraform_type = "aws_sns_topic_subscription"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        endpoint: str,
        protocol: str,
        topic_arn: str,
        confirmation_timeout_in_minutes: float | None = None,
        delivery_policy: str | None = None,
        endpoint_auto_confirms: bool | None = None,
        filter_policy: str | None = None,
        filter_policy_scope: str | None = None,
        raw_message_delivery: bool | None = None,
        redrive_policy: str | None = None,
        replay_policy: str | None = None,
        subscription_role_arn: str | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "confirmation_timeout_in_minutes": confirmation_timeout_in_minutes,
                "delivery_policy": delivery_policy,
                "endpoint": endpoint,
                "endpoint_auto_confirms": endpoint_auto_confirms,
                "filter_policy": filter_policy,
                "filter_policy_scope": filter_policy_scope,
                "protocol": protocol,
                "raw_message_delivery": raw_message_delivery,
                "redrive_policy": redrive_policy,
                "replay_policy": replay_policy,
                "subscription_role_arn": subscription_role_arn,
                "topic_arn": topic_arn,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def confirmation_timeout_in_minutes(self) -> float:
        """A token for `confirmation_timeout_in_minutes`."""
        return self._number("confirmation_timeout_in_minutes")

    @property
    def delivery_policy(self) -> str:
        """A token for `delivery_policy`."""
        return self._string("delivery_policy")

    @property
    def endpoint(self) -> str:
        """A token for `endpoint`."""
        return self._string("endpoint")

    @property
    def filter_policy(self) -> str:
        """A token for `filter_policy`."""
        return self._string("filter_policy")

    @property
    def filter_policy_scope(self) -> str:
        """A token for `filter_policy_scope`."""
        return self._string("filter_policy_scope")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def owner_id(self) -> str:
        """A token for `owner_id`."""
        return self._string("owner_id")

    @property
    def protocol(self) -> str:
        """A token for `protocol`."""
        return self._string("protocol")

    @property
    def redrive_policy(self) -> str:
        """A token for `redrive_policy`."""
        return self._string("redrive_policy")

    @property
    def replay_policy(self) -> str:
        """A token for `replay_policy`."""
        return self._string("replay_policy")

    @property
    def subscription_role_arn(self) -> str:
        """A token for `subscription_role_arn`."""
        return self._string("subscription_role_arn")

    @property
    def topic_arn(self) -> str:
        """A token for `topic_arn`."""
        return self._string("topic_arn")
