"""The role that continuous integration deploys with: no key, only a token of the CI's own identity provider."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from modules import cdk, names, policy
from modules.aws import iam

if TYPE_CHECKING:
    from collections.abc import Sequence

# What the stacks are made of, by IAM's names. Apart are IAM itself, limited to the environment's own roles, S3, limited
# to its own buckets, and budgets, which have no region.
SERVICES = (
    "apigateway",
    "application-autoscaling",
    "cloudwatch",
    "cognito-idp",
    "ec2",
    "ecr",
    "ecs",
    "eks",
    "elasticloadbalancing",
    "kms",
    "logs",
    "rds",
    "secretsmanager",
    "sns",
    "ssm",
    "wafv2",
)
# An hour is AWS's own default and longer than a deployment; RDS and EKS together take half of it.
SESSION_SECONDS = 3600


class DeployRole(cdk.Construct):
    """An IAM role for one repository's pipeline, and the identity provider that it trusts.

    Args:
        scope: The construct that the role belongs to.
        construct_id: Its id.
        environment: The environment's name.
        account_id: The account.
        regions: The only regions that the role may act in.
        issuer: The CI's token issuer, `https://token.actions.githubusercontent.com` or `https://gitlab.com`.
        audience: What the CI's token is meant for.
        subject: Which pipeline: `repo:owner/name:environment:prod`, `project_path:group/name:ref_type:branch:ref:main`.
        state_bucket_arn: Where Terraform's state is.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        account_id: str,
        regions: Sequence[str],
        issuer: str,
        audience: str,
        subject: str,
        state_bucket_arn: str,
    ) -> None:
        super().__init__(scope, construct_id)
        provider = iam.OpenidConnectProvider(self, "Provider", url=issuer, client_id_list=[audience])
        self._role = iam.Role(
            self,
            "Role",
            name=f"{names.prefix(environment)}-deploy",
            max_session_duration=SESSION_SECONDS,
            assume_role_policy=_trust(provider.arn, issuer, audience, subject),
        )
        iam.RolePolicy(
            self,
            "Policy",
            role=self._role.id,
            name="deploy",
            policy=_permissions(environment, account_id, regions, state_bucket_arn),
        )

    @property
    def arn(self) -> str:
        """What the pipeline assumes."""
        return self._role.arn


def _trust(provider_arn: str, issuer: str, audience: str, subject: str) -> str:
    host = urlsplit(issuer).netloc
    return policy.document(
        policy.Statement(
            actions=("sts:AssumeRoleWithWebIdentity",),
            principals={"Federated": provider_arn},
            condition={"StringEquals": {f"{host}:aud": audience, f"{host}:sub": subject}},
        )
    )


def _permissions(environment: str, account_id: str, regions: Sequence[str], state_bucket_arn: str) -> str:
    name = names.prefix(environment)
    return policy.document(
        policy.Statement(
            sid="State",
            actions=("s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
            resources=(f"{state_bucket_arn}/*",),
        ),
        policy.Statement(sid="StateList", actions=("s3:ListBucket",), resources=(state_bucket_arn,)),
        policy.Statement(sid="OwnBuckets", actions=("s3:*",), resources=(f"arn:aws:s3:::{name}-*",)),
        policy.Statement(
            sid="Platform",
            actions=tuple(f"{service}:*" for service in SERVICES),
            resources=("*",),
            condition={"StringEquals": {"aws:RequestedRegion": list(regions)}},
        ),
        policy.Statement(
            sid="OwnRoles",
            actions=("iam:*Role", "iam:*RolePolicy", "iam:*RolePolicies", "iam:*RoleTags", "iam:PassRole"),
            resources=(f"arn:aws:iam::{account_id}:role/{name}-*",),
        ),
        # With these it could give itself whatever its own policy withholds, or lose every stack's state.
        policy.Statement(
            sid="NotItself",
            allow=False,
            actions=("iam:*",),
            resources=(f"arn:aws:iam::{account_id}:role/{name}-deploy",),
        ),
        policy.Statement(
            sid="NotTheState",
            allow=False,
            actions=("s3:DeleteBucket*", "s3:PutBucket*", "s3:PutEncryptionConfiguration", "s3:PutLifecycle*"),
            resources=(state_bucket_arn,),
        ),
        policy.Statement(
            sid="OwnBudget",
            actions=("budgets:*",),
            resources=(f"arn:aws:budgets::{account_id}:budget/{name}",),
        ),
        policy.Statement(
            sid="ServiceRoles",
            actions=("iam:CreateServiceLinkedRole",),
            resources=(f"arn:aws:iam::{account_id}:role/aws-service-role/*",),
        ),
    )
