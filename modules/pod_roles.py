"""What pods may do in AWS, each kind by a role of its own that EKS Pod Identity gives it, without any key.

Pod Identity tags each session with the pod's namespace, so that one policy lets a pod reach its namespace's part of the
buckets and nothing else: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
"""

from __future__ import annotations

from modules import cdk, names, policy
from modules.aws import eks, iam

MODEL_SERVER = "model-server"
DRIFT = "drift"
# `$$` keeps Terraform from reading IAM's variable as its own.
_NAMESPACE = "$${aws:PrincipalTag/kubernetes-namespace}"


class PodRole(cdk.Construct):
    """A role that the pods of one service account get.

    Args:
        scope: The construct that the role belongs to.
        construct_id: Its id.
        environment: The environment's name.
        cluster_name: The cluster.
        namespace: The namespace of the service account.
        service_account: The service account; the role is called after it.
        permissions: What its pods may do.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        cluster_name: str,
        namespace: str,
        service_account: str,
        permissions: str,
    ) -> None:
        super().__init__(scope, construct_id)
        role = iam.Role(
            self,
            "Role",
            name=f"{names.prefix(environment)}-{service_account}",
            assume_role_policy=policy.assume_by_service("pods.eks.amazonaws.com", session_tags=True),
        )
        iam.RolePolicy(self, "Policy", role=role.id, name="namespace-artifacts", policy=permissions)
        eks.PodIdentityAssociation(
            self,
            "Association",
            cluster_name=cluster_name,
            namespace=namespace,
            service_account=service_account,
            role_arn=role.arn,
        )


def model_server_permissions(environment: str, account_id: str, region: str) -> str:
    """A model server reads its namespace's artifacts and writes its payload log; it cannot read the log."""
    return policy.document(
        *_reads(artifacts=_artifacts(environment, account_id)),
        policy.Statement(
            sid="WritePayloadLog",
            actions=("s3:PutObject",),
            resources=(f"{_payloads(environment, account_id)}/{_NAMESPACE}/*",),
        ),
        _data_key(environment, account_id, region),
    )


def drift_permissions(environment: str, account_id: str, region: str) -> str:
    """A drift check reads its namespace's payload log and the reference profiles, and writes its findings."""
    payloads = _payloads(environment, account_id)
    return policy.document(
        *_reads(artifacts=_artifacts(environment, account_id), payload_log=payloads),
        policy.Statement(
            sid="WriteFindings", actions=("s3:PutObject",), resources=(f"{payloads}/{_NAMESPACE}/drift/*",)
        ),
        _data_key(environment, account_id, region),
    )


def _artifacts(environment: str, account_id: str) -> str:
    return names.bucket_arn(names.artifact_bucket(environment, account_id))


def _payloads(environment: str, account_id: str) -> str:
    return names.bucket_arn(names.payload_log_bucket(environment, account_id))


def _reads(**buckets: str) -> list[policy.Statement]:
    """Statements that let a pod list and read its namespace's part of each bucket."""
    statements = []
    for name, arn in buckets.items():
        what = name.title().replace("_", "")
        statements += [
            policy.Statement(sid=f"Read{what}", actions=("s3:GetObject",), resources=(f"{arn}/{_NAMESPACE}/*",)),
            policy.Statement(
                sid=f"List{what}",
                actions=("s3:ListBucket",),
                resources=(arn,),
                condition={"StringLike": {"s3:prefix": f"{_NAMESPACE}/*"}},
            ),
        ]
    return statements


def _data_key(environment: str, account_id: str, region: str) -> policy.Statement:
    return policy.Statement(
        sid="UseDataKey",
        actions=("kms:Decrypt", "kms:GenerateDataKey"),
        resources=(f"arn:aws:kms:{region}:{account_id}:key/*",),
        condition={"ForAnyValue:StringEquals": {"kms:ResourceAliases": names.data_key_alias(environment)}},
    )
