"""S3 buckets: private, encrypted, versioned, reached over TLS only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk, names, policy
from modules.aws import s3

if TYPE_CHECKING:
    from collections.abc import Sequence

# The tag by which retention, and nothing else, lets an object leave: see `ArtifactLifecycle`.
RETENTION_TAG = "slipway-retention"
ABORT_UPLOAD_DAYS = 7
ARCHIVE_AFTER_DAYS = 1
EXPIRE_AFTER_DAYS = 30


class PrivateBucket(cdk.Construct):
    """A bucket that nobody reaches without IAM, TLS and the key.

    Args:
        scope: The construct that the bucket belongs to.
        construct_id: Its id.
        name: The bucket's name.
        key_arn: The key that encrypts objects; None: S3's own, which is all that S3's log delivery can write with
            (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html).
        delete_with_objects: Destroying the bucket deletes what is in it.
        log_bucket: Where requests are logged to.
        statements: Added to the bucket's policy.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        key_arn: str | None,
        delete_with_objects: bool,
        log_bucket: str | None = None,
        statements: Sequence[policy.Statement] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        self._bucket = s3.Bucket(
            self,
            "Bucket",
            bucket=name,
            force_destroy=delete_with_objects,
            lifecycle=cdk.protected(may_be_lost=delete_with_objects),
        )
        self.versioning = self._keep_versions()
        self._encrypt(key_arn)
        self._block_the_public(statements)
        # Every change of an object is an event, free until somebody subscribes; none needs a change here to be heard.
        s3.BucketNotification(self, "Events", bucket=self._bucket.id, eventbridge=True)
        if log_bucket:
            s3.BucketLogging(
                self, "Logging", bucket=self._bucket.id, target_bucket=log_bucket, target_prefix=f"{construct_id}/"
            )

    @property
    def name(self) -> str:
        """The bucket's name."""
        return self._bucket.id

    @property
    def arn(self) -> str:
        """The bucket's ARN."""
        return self._bucket.arn

    def _keep_versions(self) -> s3.BucketVersioning:
        return s3.BucketVersioning(
            self,
            "Versioning",
            bucket=self._bucket.id,
            versioning_configuration=s3.BucketVersioningVersioningConfiguration(status="Enabled"),
        )

    def _encrypt(self, key_arn: str | None) -> None:
        default = s3.BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefault(
            sse_algorithm="aws:kms" if key_arn else "AES256", kms_master_key_id=key_arn
        )
        s3.BucketServerSideEncryptionConfiguration(
            self,
            "Encryption",
            bucket=self._bucket.id,
            rule=[
                s3.BucketServerSideEncryptionConfigurationRule(
                    apply_server_side_encryption_by_default=default,
                    # One data key for many objects: a model of thousands of files must not cost thousands of KMS calls.
                    bucket_key_enabled=key_arn is not None,
                )
            ],
        )

    def _block_the_public(self, statements: Sequence[policy.Statement]) -> None:
        block = s3.BucketPublicAccessBlock(
            self,
            "PublicAccessBlock",
            bucket=self._bucket.id,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
        )
        s3.BucketOwnershipControls(
            self,
            "Ownership",
            bucket=self._bucket.id,
            rule=s3.BucketOwnershipControlsRule(object_ownership="BucketOwnerEnforced"),
        )
        tls_only = policy.Statement(
            sid="TlsOnly",
            allow=False,
            actions=("s3:*",),
            resources=(self._bucket.arn, f"{self._bucket.arn}/*"),
            principals="*",
            condition={"Bool": {"aws:SecureTransport": "false"}},
        )
        # S3 refuses two changes of a bucket's access at the same time.
        s3.BucketPolicy(
            self,
            "Policy",
            bucket=self._bucket.id,
            policy=policy.document(tls_only, *statements),
            depends_on=[block],
        )


class AccessLogBucket(PrivateBucket):
    """A bucket that AWS itself delivers access logs to.

    Args:
        scope: The construct that the bucket belongs to.
        construct_id: Its id.
        name: The bucket's name.
        account_id: Only this account's resources may log to it.
        delivered_by: The service principals that deliver.
        delete_with_objects: Destroying the bucket deletes what is in it.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        name: str,
        account_id: str,
        delivered_by: Sequence[str],
        delete_with_objects: bool,
    ) -> None:
        arn = names.bucket_arn(name)
        delivery = policy.Statement(
            sid="LogDelivery",
            # A network load balancer's delivery looks at the bucket's ACL before it writes.
            actions=("s3:PutObject", "s3:GetBucketAcl"),
            resources=(arn, f"{arn}/*"),
            principals={"Service": list(delivered_by)},
            condition={"StringEquals": {"aws:SourceAccount": account_id}},
        )
        super().__init__(
            scope,
            construct_id,
            name=name,
            key_arn=None,
            delete_with_objects=delete_with_objects,
            statements=[delivery],
        )


def expire_after(scope: cdk.Scope, construct_id: str, bucket: PrivateBucket, days: int) -> None:
    """Let everything in `bucket` go after `days`: for logs, never for artifacts."""
    s3.BucketLifecycleConfiguration(
        scope,
        construct_id,
        bucket=bucket.name,
        rule=[
            s3.BucketLifecycleConfigurationRule(
                id="expire-by-age",
                status="Enabled",
                filter=[s3.BucketLifecycleConfigurationRuleFilter(prefix="")],
                expiration=[s3.BucketLifecycleConfigurationRuleExpiration(days=days)],
                noncurrent_version_expiration=[
                    s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(noncurrent_days=1)
                ],
                abort_incomplete_multipart_upload=[
                    s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload(
                        days_after_initiation=ABORT_UPLOAD_DAYS
                    )
                ],
            )
        ],
    )
