"""What the emulator is told and does not remember, so that every plan would set it again.

For the environment on the emulator alone these differences are left alone; on AWS all of them are Terraform's. The
emulator layer proves each one: it is set, read back, and found missing.
"""

from __future__ import annotations

from types import MappingProxyType

# Resource type → arguments. Found with MiniStack 1.5.33.
FORGOTTEN = MappingProxyType(
    {
        # CreateAuthorizer answers "2.0" for a JWT authorizer, which has no payload format at all.
        "aws_apigatewayv2_authorizer": ("authorizer_payload_format_version",),
        # DescribeAlarms leaves these out in the protocol that Terraform speaks; in boto3's it answers them.
        "aws_cloudwatch_metric_alarm": (
            "actions_enabled",
            "alarm_actions",
            "alarm_description",
            "ok_actions",
            "treat_missing_data",
        ),
        # DescribeDBInstances always answers an empty list, and an empty key.
        "aws_db_instance": ("enabled_cloudwatch_logs_exports", "performance_insights_kms_key_id"),
        # DescribeCluster answers nothing of Auto Mode.
        "aws_eks_cluster": ("compute_config", "kubernetes_network_config", "storage_config"),
        # DescribeServices leaves it out.
        "aws_ecs_service": ("availability_zone_rebalancing",),
        # DescribeNodegroup leaves it out.
        "aws_eks_node_group": ("update_config",),
        # DescribeFlowLogs answers neither role nor interval nor tags.
        "aws_flow_log": ("iam_role_arn", "log_format", "max_aggregation_interval", "tags", "tags_all"),
        # DescribeVpcEndpoints answers an interface endpoint without its security groups and its private DNS.
        "aws_vpc_endpoint": ("private_dns_enabled", "security_group_ids"),
    }
)
