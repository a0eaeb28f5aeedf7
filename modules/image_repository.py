"""ECR repositories."""

from __future__ import annotations

import json

from modules import cdk, names
from modules.aws import ecr

UNTAGGED_DAYS = 7
IMAGES_KEPT = 50


class ImageRepository(cdk.Construct):
    """A repository whose tags never move, scanned on push, which keeps its newest images.

    Args:
        scope: The construct that the repository belongs to.
        construct_id: Its id.
        environment: The environment's name.
        name: The last part of the repository's name.
        key_arn: The key that encrypts images.
        delete_with_images: Destroying the repository deletes what is in it.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        name: str,
        key_arn: str,
        delete_with_images: bool,
    ) -> None:
        super().__init__(scope, construct_id)
        self._repository = ecr.Repository(
            self,
            "Repository",
            name=f"{names.prefix(environment)}/{name}",
            image_tag_mutability="IMMUTABLE",
            force_delete=delete_with_images,
            encryption_configuration=[ecr.RepositoryEncryptionConfiguration(encryption_type="KMS", kms_key=key_arn)],
            image_scanning_configuration=ecr.RepositoryImageScanningConfiguration(scan_on_push=True),
        )
        ecr.LifecyclePolicy(self, "Retention", repository=self._repository.name, policy=_retention())

    @property
    def url(self) -> str:
        """What an image is tagged with, without the tag."""
        return self._repository.repository_url

    @property
    def arn(self) -> str:
        """The repository's ARN."""
        return self._repository.arn


def _retention() -> str:
    """https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html."""
    untagged = {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days"}
    newest = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": IMAGES_KEPT}
    rules = [
        {"description": "untagged images go", "selection": {**untagged, "countNumber": UNTAGGED_DAYS}},
        {"description": "the newest images stay", "selection": newest},
    ]
    numbered = [
        {"rulePriority": number, **rule, "action": {"type": "expire"}} for number, rule in enumerate(rules, start=1)
    ]
    return json.dumps({"rules": numbered})
