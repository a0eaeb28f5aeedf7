"""How model artifacts age: cheaper with time, gone only by decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk
from modules.aws import s3
from modules.buckets import ABORT_UPLOAD_DAYS, ARCHIVE_AFTER_DAYS, EXPIRE_AFTER_DAYS, RETENTION_TAG

if TYPE_CHECKING:
    from modules.buckets import PrivateBucket


class ArtifactLifecycle(cdk.Construct):
    """The lifecycle rules of the artifact bucket.

    By age alone objects move only to classes that read at once, so that a registered model can always be loaded.
    Archive classes and expiry touch only objects that retention has tagged `slipway-retention`.

    Args:
        scope: The construct that the rules belong to.
        construct_id: Its id.
        bucket: The artifact bucket.
        infrequent_access_after_days: To S3 Standard-IA.
        instant_retrieval_after_days: To S3 Glacier Instant Retrieval.
        noncurrent_versions_kept: The newest overwritten versions that stay.
        noncurrent_version_days: When older overwritten versions go.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        bucket: PrivateBucket,
        infrequent_access_after_days: int,
        instant_retrieval_after_days: int,
        noncurrent_versions_kept: int,
        noncurrent_version_days: int,
    ) -> None:
        super().__init__(scope, construct_id)
        rules = [
            _by_age(infrequent_access_after_days, instant_retrieval_after_days),
            _overwritten(noncurrent_versions_kept, noncurrent_version_days),
            _tagged_for_archive(),
            _tagged_for_expiry(),
        ]
        s3.BucketLifecycleConfiguration(self, "Rules", bucket=bucket.name, rule=rules, depends_on=[bucket.versioning])


def _everything() -> list[s3.BucketLifecycleConfigurationRuleFilter]:
    return [s3.BucketLifecycleConfigurationRuleFilter(prefix="")]


def _tagged(value: str) -> list[s3.BucketLifecycleConfigurationRuleFilter]:
    tag = s3.BucketLifecycleConfigurationRuleFilterTag(key=RETENTION_TAG, value=value)
    return [s3.BucketLifecycleConfigurationRuleFilter(tag=[tag])]


def _by_age(infrequent_days: int, instant_days: int) -> s3.BucketLifecycleConfigurationRule:
    return s3.BucketLifecycleConfigurationRule(
        id="cheaper-by-age",
        status="Enabled",
        filter=_everything(),
        transition=[
            s3.BucketLifecycleConfigurationRuleTransition(days=infrequent_days, storage_class="STANDARD_IA"),
            s3.BucketLifecycleConfigurationRuleTransition(days=instant_days, storage_class="GLACIER_IR"),
        ],
        abort_incomplete_multipart_upload=[
            s3.BucketLifecycleConfigurationRuleAbortIncompleteMultipartUpload(days_after_initiation=ABORT_UPLOAD_DAYS)
        ],
    )


def _overwritten(kept: int, days: int) -> s3.BucketLifecycleConfigurationRule:
    return s3.BucketLifecycleConfigurationRule(
        id="overwritten-versions",
        status="Enabled",
        filter=_everything(),
        noncurrent_version_expiration=[
            s3.BucketLifecycleConfigurationRuleNoncurrentVersionExpiration(
                noncurrent_days=days, newer_noncurrent_versions=kept
            )
        ],
    )


def _tagged_for_archive() -> s3.BucketLifecycleConfigurationRule:
    return s3.BucketLifecycleConfigurationRule(
        id="archive-when-tagged",
        status="Enabled",
        filter=_tagged("archive"),
        transition=[
            s3.BucketLifecycleConfigurationRuleTransition(days=ARCHIVE_AFTER_DAYS, storage_class="DEEP_ARCHIVE")
        ],
    )


def _tagged_for_expiry() -> s3.BucketLifecycleConfigurationRule:
    return s3.BucketLifecycleConfigurationRule(
        id="expire-when-tagged",
        status="Enabled",
        filter=_tagged("expire"),
        expiration=[s3.BucketLifecycleConfigurationRuleExpiration(days=EXPIRE_AFTER_DAYS)],
    )
