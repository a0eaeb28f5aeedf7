"""Customer-managed KMS keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules import cdk, policy
from modules.aws import kms

if TYPE_CHECKING:
    from collections.abc import Sequence

# The longest that AWS offers between asking for a key's deletion and losing it.
DELETION_WINDOW_DAYS = 30


class EncryptionKey(cdk.Construct):
    """A key that rotates every year, usable by this account and by the named AWS services for it.

    Args:
        scope: The construct that the key belongs to.
        construct_id: Its id.
        alias: `alias/…`, by which people and policies name the key.
        description: What the key encrypts.
        account_id: The account whose IAM policies decide on the key's use.
        may_be_lost: Terraform may destroy it, and with it everything that it encrypts.
        log_services: CloudWatch Logs' principals, which use the key for this account's log groups.
        publishers: Service principals that publish to an encrypted topic for this account.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        alias: str,
        description: str,
        account_id: str,
        may_be_lost: bool,
        log_services: Sequence[str] = (),
        publishers: Sequence[str] = (),
    ) -> None:
        super().__init__(scope, construct_id)
        self._key = kms.Key(
            self,
            "Key",
            description=description,
            enable_key_rotation=True,
            deletion_window_in_days=DELETION_WINDOW_DAYS,
            policy=_key_policy(account_id, log_services, publishers),
            lifecycle=cdk.protected(may_be_lost=may_be_lost),
        )
        kms.Alias(self, "Alias", name=alias, target_key_id=self._key.key_id)

    @property
    def arn(self) -> str:
        """The key's ARN."""
        return self._key.arn


def _key_policy(account_id: str, log_services: Sequence[str], publishers: Sequence[str]) -> str:
    """In a key's policy `*` is the key itself: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html."""
    statements = [
        policy.Statement(
            sid="AccountDecidesByIam",
            actions=("kms:*",),
            resources=("*",),
            principals={"AWS": f"arn:aws:iam::{account_id}:root"},
        )
    ]
    statements += [
        policy.Statement(
            sid="ServiceForThisAccount",
            actions=("kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"),
            resources=("*",),
            principals={"Service": service},
            condition={"ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:*:{account_id}:*"}},
        )
        for service in log_services
    ]
    if publishers:
        # https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
        statements.append(
            policy.Statement(
                sid="PublishersForThisAccount",
                actions=("kms:Decrypt", "kms:GenerateDataKey*"),
                resources=("*",),
                principals={"Service": list(publishers)},
                condition={"StringEquals": {"aws:SourceAccount": account_id}},
            )
        )
    return policy.document(*statements)
