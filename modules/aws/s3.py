"""s3: made by `bin/slipway bindings generate` from hashicorp/aws 5.100.0. Do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class BucketTimeouts(cdk.Block):
    """The `timeouts` block of `aws_s3_bucket`."""

    terraform_type = "aws_s3_bucket.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        delete: str | None = None,
        read: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "delete": delete,
                "read": read,
                "update": update,
            },
        )


class Bucket(cdk.Resource):
    """`aws_s3_bucket`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket"""

    terraform_type = "aws_s3_bucket"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bucket: str | None = None,
        bucket_prefix: str | None = None,
        force_destroy: bool | None = None,
        object_lock_enabled: bool | None = None,
        tags: Mapping[str, str] | None = None,
        timeouts: BucketTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "bucket": bucket,
                "bucket_prefix": bucket_prefix,
                "force_destroy": force_destroy,
                "object_lock_enabled": object_lock_enabled,
                "tags": tags,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def arn(self) -> str:
        """A token for `arn`."""
        return self._string("arn")

    @property
    def bucket(self) -> str:
        """A token for `bucket`."""
        return self._string("bucket")

    @property
    def bucket_domain_name(self) -> str:
        """A token for `bucket_domain_name`."""
        return self._string("bucket_domain_name")

    @property
    def bucket_prefix(self) -> str:
        """A token for `bucket_prefix`."""
        return self._string("bucket_prefix")

    @property
    def bucket_regional_domain_name(self) -> str:
        """A token for `bucket_regional_domain_name`."""
        return self._string("bucket_regional_domain_name")

    @property
    def hosted_zone_id(self) -> str:
        """A token for `hosted_zone_id`."""
        return self._string("hosted_zone_id")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def region(self) -> str:
        """A token for `region`."""
        return self._string("region")


class BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload(cdk.Block):
    """The `abort_incomplete_multipart_upload` block of `aws_s3_bucket_lifecycle_configuration.rule`."""

    terraform_type = "aws_s3_bucket_lifecycle_configuration.rule.abort_incomplete_multipart_upload"

    def __init__(
        self,
        *,
        days_after_initiation: float | None = None,
    ) -> None:
        super().__init__(
            {
                "days_after_initiation": days_after_initiation,
            },
        )


class BucketLifecycleConfigurationRuleExpiration(cdk.Block):
    """The `expiration` block of `aws_s3_bucket_lifecycle_configuration.rule`."""

    terraform_type = "aws_s3_bucket_lifecycle_configuration.rule.expiration"

    def __init__(
        self,
        *,
        date: str | None = None,
        days: float | None = None,
        expired_object_delete_marker: bool | None = None,
    ) -> None:
        super().__init__(
            {
                "date": date,
                "days": days,
                "expired_object_delete_marker": expired_object_delete_marker,
            },
        )


class BucketLifecycleConfigurationRuleFilterAnd(cdk.Block):
    """The `and` block of `aws_s3_bucket_lifecycle_configuration.rule.filter`."""

    terraform_type = "aws_s3_bucket_lifecycle_configuration.rule.filter.and"

    def __init__(
        self,
        *,
        object_size_greater_than: float | None = None,
        object_size_less_than: float | None = None,
        prefix: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            {
                "object_size_greater_than": object_size_greater_than,
                "object_size_less_than": object_size_less_than,
                "prefix": prefix,
                "tags": tags,
            },
        )


class BucketLifecycleConfigurationRuleFilterTag(cdk.Block):
    """The `tag` block of `aws_s3_bucket_lifecycle_configuration.rule.filter`."""

    terraform_type = "aws_s3_bucket_lifecycle_configuration.rule.filter.tag"

    def __init__(
        self,
        *,
        key: str,
        value: str,
    ) -> None:
        super().__init__(
            {
                "key": key,
                "value": value,
            },
        )


class BucketLifecycleConfigurationRuleFilter(cdk.Block):
    """The `filter` block of `aws_s3_bucket_lifecycle_configuration.rule`."""

    terraform_type = "aws_s3_bucket_lifecycle_configuration.rule.filter"

    def __init__(
        self,
        *,
        object_size_greater_than: float | None = None,
        object_size_less_than: float | None = None,
        prefix: str | None = None,
        and_: Sequence[BucketLifecycleConfigurationRuleFilterAnd] | None = None,
        tag: Sequence[BucketLifecycleConfigurationRuleFilterTag] | None = None,
    ) -> None:
        super().__init__(
            {
                "object_size_greater_than": object_size_greater_than,
                "object_size_less_than": object_size_less_than,
                "prefix": prefix,
                "and": and_,
                "tag": tag,
            },
        )


class BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(cdk.Block):
    """The `noncurrent_version_expiration` block of `aws_s3_bucket_lifecycle_configuration.rule`."""

    terraform_type = "aws_s3_bucket_lifecycle_configuration.rule.noncurrent_version_expiration"

    def __init__(
        self,
        *,
        noncurrent_days: float,
        newer_noncurrent_versions: float | None = None,
    ) -> None:
        super().__init__(
            {
                "newer_noncurrent_versions": newer_noncurrent_versions,
                "noncurrent_days": noncurrent_days,
            },
        )


class BucketLifecycleConfigurationRuleNoncurrentVersionTransition(cdk.Block):
    """The `noncurrent_version_transition` block of `aws_s3_bucket_lifecycle_configuration.rule`."""

    terraform_type = "aws_s3_bucket_lifecycle_configuration.rule.noncurrent_version_transition"

    def __init__(
        self,
        *,
        noncurrent_days: float,
        storage_class: str,
        newer_noncurrent_versions: float | None = None,
    ) -> None:
        super().__init__(
            {
                "newer_noncurrent_versions": newer_noncurrent_versions,
                "noncurrent_days": noncurrent_days,
                "storage_class": storage_class,
            },
        )


class BucketLifecycleConfigurationRuleTransition(cdk.Block):
    """The `transition` block of `aws_s3_bucket_lifecycle_configuration.rule`."""

    terraform_type = "aws_s3_bucket_lifecycle_configuration.rule.transition"

    def __init__(
        self,
        *,
        storage_class: str,
        date: str | None = None,
        days: float | None = None,
    ) -> None:
        super().__init__(
            {
                "date": date,
                "days": days,
                "storage_class": storage_class,
            },
        )


class BucketLifecycleConfigurationRule(cdk.Block):
    """The `rule` block of `aws_s3_bucket_lifecycle_configuration`."""

    terraform_type = "aws_s3_bucket_lifecycle_configuration.rule"

    def __init__(
        self,
        *,
        id: str,
        status: str,
        abort_incomplete_multipart_upload: Sequence[BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload] | None = None,
        expiration: Sequence[BucketLifecycleConfigurationRuleExpiration] | None = None,
        filter: Sequence[BucketLifecycleConfigurationRuleFilter] | None = None,
        noncurrent_version_expiration: Sequence[BucketLifecycleConfigurationRuleNoncurrentVersionExpiration] | None = None,
        noncurrent_version_transition: Sequence[BucketLifecycleConfigurationRuleNoncurrentVersionTransition] | None = None,
        transition: Sequence[BucketLifecycleConfigurationRuleTransition] | None = None,
    ) -> None:
        super().__init__(
            {
                "id": id,
                "status": status,
                "abort_incomplete_multipart_upload": abort_incomplete_multipart_upload,
                "expiration": expiration,
                "filter": filter,
                "noncurrent_version_expiration": noncurrent_version_expiration,
                "noncurrent_version_transition": noncurrent_version_transition,
                "transition": transition,
            },
        )


class BucketLifecycleConfigurationTimeouts(cdk.Block):
    """The `timeouts` block of `aws_s3_bucket_lifecycle_configuration`.

    Args:
        create: A string that can be [parsed as a duration](https://pkg.go.dev/time#ParseDuration) consisting of
            numbers and unit suffixes, such as '30s' or '2h45m'. Valid time units are 's' (seconds), 'm' (minutes),
            'h' (hours).
        update: A string that can be [parsed as a duration](https://pkg.go.dev/time#ParseDuration) consisting of
            numbers and unit suffixes, such as '30s' or '2h45m'. Valid time units are 's' (seconds), 'm' (minutes),
            'h' (hours).
    """

    terraform_type = "aws_s3_bucket_lifecycle_configuration.timeouts"

    def __init__(
        self,
        *,
        create: str | None = None,
        update: str | None = None,
    ) -> None:
        super().__init__(
            {
                "create": create,
                "update": update,
            },
        )


class BucketLifecycleConfiguration(cdk.Resource):
    """`aws_s3_bucket_lifecycle_configuration`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_lifecycle_configuration"""

    terraform_type = "aws_s3_bucket_lifecycle_configuration"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bucket: str,
        expected_bucket_owner: str | None = None,
        transition_default_minimum_object_size: str | None = None,
        rule: Sequence[BucketLifecycleConfigurationRule] | None = None,
        timeouts: BucketLifecycleConfigurationTimeouts | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "bucket": bucket,
                "expected_bucket_owner": expected_bucket_owner,
                "transition_default_minimum_object_size": transition_default_minimum_object_size,
                "rule": rule,
                "timeouts": timeouts,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def bucket(self) -> str:
        """A token for `bucket`."""
        return self._string("bucket")

    @property
    def expected_bucket_owner(self) -> str:
        """A token for `expected_bucket_owner`."""
        return self._string("expected_bucket_owner")

    @property
    def transition_default_minimum_object_size(self) -> str:
        """A token for `transition_default_minimum_object_size`."""
        return self._string("transition_default_minimum_object_size")


class BucketLoggingTargetGrantGrantee(cdk.Block):
    """The `grantee` block of `aws_s3_bucket_logging.target_grant`."""

    terraform_type = "aws_s3_bucket_logging.target_grant.grantee"

    def __init__(
        self,
        *,
        type: str,
        email_address: str | None = None,
        uri: str | None = None,
    ) -> None:
        super().__init__(
            {
                "email_address": email_address,
                "type": type,
                "uri": uri,
            },
        )


class BucketLoggingTargetGrant(cdk.Block):
    """The `target_grant` block of `aws_s3_bucket_logging`."""

    terraform_type = "aws_s3_bucket_logging.target_grant"

    def __init__(
        self,
        *,
        permission: str,
        grantee: BucketLoggingTargetGrantGrantee,
    ) -> None:
        super().__init__(
            {
                "permission": permission,
                "grantee": grantee,
            },
        )


class BucketLoggingTargetObjectKeyFormatPartitionedPrefix(cdk.Block):
    """The `partitioned_prefix` block of `aws_s3_bucket_logging.target_object_key_format`."""

    terraform_type = "aws_s3_bucket_logging.target_object_key_format.partitioned_prefix"

    def __init__(
        self,
        *,
        partition_date_source: str,
    ) -> None:
        super().__init__(
            {
                "partition_date_source": partition_date_source,
            },
        )


class BucketLoggingTargetObjectKeyFormatSimplePrefix(cdk.Block):
    """The `simple_prefix` block of `aws_s3_bucket_logging.target_object_key_format`."""

    terraform_type = "aws_s3_bucket_logging.target_object_key_format.simple_prefix"

    def __init__(
        self,
    ) -> None:
        super().__init__(
            {},
        )


class BucketLoggingTargetObjectKeyFormat(cdk.Block):
    """The `target_object_key_format` block of `aws_s3_bucket_logging`."""

    terraform_type = "aws_s3_bucket_logging.target_object_key_format"

    def __init__(
        self,
        *,
        partitioned_prefix: BucketLoggingTargetObjectKeyFormatPartitionedPrefix | None = None,
        simple_prefix: BucketLoggingTargetObjectKeyFormatSimplePrefix | None = None,
    ) -> None:
        super().__init__(
            {
                "partitioned_prefix": partitioned_prefix,
                "simple_prefix": simple_prefix,
            },
        )


class BucketLogging(cdk.Resource):
    """`aws_s3_bucket_logging`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_logging"""

    terraform_type = "aws_s3_bucket_logging"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bucket: str,
        target_bucket: str,
        target_prefix: str,
        expected_bucket_owner: str | None = None,
        target_grant: Sequence[BucketLoggingTargetGrant] | None = None,
        target_object_key_format: BucketLoggingTargetObjectKeyFormat | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "bucket": bucket,
                "expected_bucket_owner": expected_bucket_owner,
                "target_bucket": target_bucket,
                "target_prefix": target_prefix,
                "target_grant": target_grant,
                "target_object_key_format": target_object_key_format,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def bucket(self) -> str:
        """A token for `bucket`."""
        return self._string("bucket")

    @property
    def expected_bucket_owner(self) -> str:
        """A token for `expected_bucket_owner`."""
        return self._string("expected_bucket_owner")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def target_bucket(self) -> str:
        """A token for `target_bucket`."""
        return self._string("target_bucket")

    @property
    def target_prefix(self) -> str:
        """A token for `target_prefix`."""
        return self._string("target_prefix")


class BucketNotificationLambdaFunction(cdk.Block):
    """The `lambda_function` block of `aws_s3_bucket_notification`."""

    terraform_type = "aws_s3_bucket_notification.lambda_function"

    def __init__(
        self,
        *,
        events: Sequence[str],
        filter_prefix: str | None = None,
        filter_suffix: str | None = None,
        lambda_function_arn: str | None = None,
    ) -> None:
        super().__init__(
            {
                "events": events,
                "filter_prefix": filter_prefix,
                "filter_suffix": filter_suffix,
                "lambda_function_arn": lambda_function_arn,
            },
        )


class BucketNotificationQueue(cdk.Block):
    """The `queue` block of `aws_s3_bucket_notification`."""

    terraform_type = "aws_s3_bucket_notification.queue"

    def __init__(
        self,
        *,
        events: Sequence[str],
        queue_arn: str,
        filter_prefix: str | None = None,
        filter_suffix: str | None = None,
    ) -> None:
        super().__init__(
            {
                "events": events,
                "filter_prefix": filter_prefix,
                "filter_suffix": filter_suffix,
                "queue_arn": queue_arn,
            },
        )


class BucketNotificationTopic(cdk.Block):
    """The `topic` block of `aws_s3_bucket_notification`."""

    terraform_type = "aws_s3_bucket_notification.topic"

    def __init__(
        self,
        *,
        events: Sequence[str],
        topic_arn: str,
        filter_prefix: str | None = None,
        filter_suffix: str | None = None,
    ) -> None:
        super().__init__(
            {
                "events": events,
                "filter_prefix": filter_prefix,
                "filter_suffix": filter_suffix,
                "topic_arn": topic_arn,
            },
        )


class BucketNotification(cdk.Resource):
    """`aws_s3_bucket_notification`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_notification"""

    terraform_type = "aws_s3_bucket_notification"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bucket: str,
        eventbridge: bool | None = None,
        lambda_function: Sequence[BucketNotificationLambdaFunction] | None = None,
        queue: Sequence[BucketNotificationQueue] | None = None,
        topic: Sequence[BucketNotificationTopic] | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "bucket": bucket,
                "eventbridge": eventbridge,
                "lambda_function": lambda_function,
                "queue": queue,
                "topic": topic,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def bucket(self) -> str:
        """A token for `bucket`."""
        return self._string("bucket")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")


class BucketOwnershipControlsRule(cdk.Block):
    """The `rule` block of `aws_s3_bucket_ownership_controls`."""

    terraform_type = "aws_s3_bucket_ownership_controls.rule"

    def __init__(
        self,
        *,
        object_ownership: str,
    ) -> None:
        super().__init__(
            {
                "object_ownership": object_ownership,
            },
        )


class BucketOwnershipControls(cdk.Resource):
    """`aws_s3_bucket_ownership_controls`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_ownership_controls"""

    terraform_type = "aws_s3_bucket_ownership_controls"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bucket: str,
        rule: BucketOwnershipControlsRule,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "bucket": bucket,
                "rule": rule,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def bucket(self) -> str:
        """A token for `bucket`."""
        return self._string("bucket")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")


class BucketPolicy(cdk.Resource):
    """`aws_s3_bucket_policy`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_policy"""

    terraform_type = "aws_s3_bucket_policy"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bucket: str,
        policy: str,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "bucket": bucket,
                "policy": policy,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def bucket(self) -> str:
        """A token for `bucket`."""
        return self._string("bucket")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def policy(self) -> str:
        """A token for `policy`."""
        return self._string("policy")


class BucketPublicAccessBlock(cdk.Resource):
    """`aws_s3_bucket_public_access_block`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_public_access_block"""

    terraform_type = "aws_s3_bucket_public_access_block"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bucket: str,
        block_public_acls: bool | None = None,
        block_public_policy: bool | None = None,
        ignore_public_acls: bool | None = None,
        restrict_public_buckets: bool | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "block_public_acls": block_public_acls,
                "block_public_policy": block_public_policy,
                "bucket": bucket,
                "ignore_public_acls": ignore_public_acls,
                "restrict_public_buckets": restrict_public_buckets,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def bucket(self) -> str:
        """A token for `bucket`."""
        return self._string("bucket")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")


class BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault(cdk.Block):
    """The `apply_server_side_encryption_by_default` block of `aws_s3_bucket_server_side_encryption_configuration.rule`."""

    terraform_type = "aws_s3_bucket_server_side_encryption_configuration.rule.apply_server_side_encryption_by_default"

    def __init__(
        self,
        *,
        sse_algorithm: str,
        kms_master_key_id: str | None = None,
    ) -> None:
        super().__init__(
            {
                "kms_master_key_id": kms_master_key_id,
                "sse_algorithm": sse_algorithm,
            },
        )


class BucketServerSideEncryptionConfigurationRule(cdk.Block):
    """The `rule` block of `aws_s3_bucket_server_side_encryption_configuration`."""

    terraform_type = "aws_s3_bucket_server_side_encryption_configuration.rule"

    def __init__(
        self,
        *,
        bucket_key_enabled: bool | None = None,
        apply_server_side_encryption_by_default: BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault | None = None,
    ) -> None:
        super().__init__(
            {
                "bucket_key_enabled": bucket_key_enabled,
                "apply_server_side_encryption_by_default": apply_server_side_encryption_by_default,
            },
        )


class BucketServerSideEncryptionConfiguration(cdk.Resource):
    """`aws_s3_bucket_server_side_encryption_configuration`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_server_side_encryption_configuration"""

    terraform_type = "aws_s3_bucket_server_side_encryption_configuration"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bucket: str,
        rule: Sequence[BucketServerSideEncryptionConfigurationRule],
        expected_bucket_owner: str | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "bucket": bucket,
                "expected_bucket_owner": expected_bucket_owner,
                "rule": rule,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def bucket(self) -> str:
        """A token for `bucket`."""
        return self._string("bucket")

    @property
    def expected_bucket_owner(self) -> str:
        """A token for `expected_bucket_owner`."""
        return self._string("expected_bucket_owner")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")


class BucketVersioningVersioningConfiguration(cdk.Block):
    """The `versioning_configuration` block of `aws_s3_bucket_versioning`."""

    terraform_type = "aws_s3_bucket_versioning.versioning_configuration"

    def __init__(
        self,
        *,
        status: str,
        mfa_delete: str | None = None,
    ) -> None:
        super().__init__(
            {
                "mfa_delete": mfa_delete,
                "status": status,
            },
        )


class BucketVersioning(cdk.Resource):
    """`aws_s3_bucket_versioning`: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_versioning"""

    terraform_type = "aws_s3_bucket_versioning"

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bucket: str,
        versioning_configuration: BucketVersioningVersioningConfiguration,
        expected_bucket_owner: str | None = None,
        mfa: str | None = None,
        depends_on: Sequence[cdk.Resource] = (),
        lifecycle: cdk.Lifecycle | None = None,
    ) -> None:
        super().__init__(
            scope,
            construct_id,
            {
                "bucket": bucket,
                "expected_bucket_owner": expected_bucket_owner,
                "mfa": mfa,
                "versioning_configuration": versioning_configuration,
            },
            depends_on=depends_on,
            lifecycle=lifecycle,
        )

    @property
    def bucket(self) -> str:
        """A token for `bucket`."""
        return self._string("bucket")

    @property
    def expected_bucket_owner(self) -> str:
        """A token for `expected_bucket_owner`."""
        return self._string("expected_bucket_owner")

    @property
    def id(self) -> str:
        """A token for `id`."""
        return self._string("id")

    @property
    def mfa(self) -> str:
        """A token for `mfa`."""
        return self._string("mfa")
