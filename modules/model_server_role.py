"""What a model server's pod may do in AWS: read its namespace's artifacts, write its payload log."""

from __future__ import annotations

from modules import cdk, names, policy
from modules.aws import eks, iam

SERVICE_ACCOUNT = "model-server"
# EKS Pod Identity tags each session with the pod's namespace; `$$` keeps Terraform from reading IAM's variable as its
# own: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
_NAMESPACE = "$${aws:PrincipalTag/kubernetes-namespace}"


class ModelServerRole(cdk.Construct):
    """An IAM role that model-server pods get through EKS Pod Identity, without any key.

    Args:
        scope: The construct that the role belongs to.
        construct_id: Its id.
        environment: The environment's name.
        account_id: The account.
        region: The region.
        cluster_name: The cluster.
        namespace: Where model servers run.
    """

    def __init__(
        self,
        scope: cdk.Scope,
        construct_id: str,
        *,
        environment: str,
        account_id: str,
        region: str,
        cluster_name: str,
        namespace: str,
    ) -> None:
        super().__init__(scope, construct_id)
        role = iam.Role(
            self,
            "Role",
            name=f"{names.prefix(environment)}-model-server",
            assume_role_policy=policy.assume_by_service("pods.eks.amazonaws.com", session_tags=True),
        )
        iam.RolePolicy(
            self,
            "Policy",
            role=role.id,
            name="namespace-artifacts",
            policy=_permissions(environment, account_id, region),
        )
        eks.PodIdentityAssociation(
            self,
            "Association",
            cluster_name=cluster_name,
            namespace=namespace,
            service_account=SERVICE_ACCOUNT,
            role_arn=role.arn,
        )


def _permissions(environment: str, account_id: str, region: str) -> str:
    artifacts = names.bucket_arn(names.artifact_bucket(environment, account_id))
    payloads = names.bucket_arn(names.payload_log_bucket(environment, account_id))
    return policy.document(
        policy.Statement(sid="ReadArtifacts", actions=("s3:GetObject",), resources=(f"{artifacts}/{_NAMESPACE}/*",)),
        policy.Statement(
            sid="ListArtifacts",
            actions=("s3:ListBucket",),
            resources=(artifacts,),
            condition={"StringLike": {"s3:prefix": f"{_NAMESPACE}/*"}},
        ),
        policy.Statement(sid="WritePayloadLog", actions=("s3:PutObject",), resources=(f"{payloads}/{_NAMESPACE}/*",)),
        policy.Statement(
            sid="UseDataKey",
            actions=("kms:Decrypt", "kms:GenerateDataKey"),
            resources=(f"arn:aws:kms:{region}:{account_id}:key/*",),
            condition={"ForAnyValue:StringEquals": {"kms:ResourceAliases": names.data_key_alias(environment)}},
        ),
    )
