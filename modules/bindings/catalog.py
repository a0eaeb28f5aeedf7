"""The resource and data types in use, by the file that holds their binding.

A type that no stack uses does not belong here: a test compares this list with what the stacks synthesise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from modules.bindings.render import Binding, camel, render_service
from modules.bindings.schema import read_types

if TYPE_CHECKING:
    from collections.abc import Mapping

# The bindings are written from exactly this version, so that the same source gives the same bytes everywhere;
# the stacks accept every version in `modules.cdk.AWS_PROVIDER_CONSTRAINT`.
PROVIDER_VERSION = "5.100.0"

# file → (prefix that class names drop, types)
RESOURCES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "apigatewayv2": (
        "aws_apigatewayv2_",
        (
            "aws_apigatewayv2_api",
            "aws_apigatewayv2_api_mapping",
            "aws_apigatewayv2_authorizer",
            "aws_apigatewayv2_domain_name",
            "aws_apigatewayv2_integration",
            "aws_apigatewayv2_route",
            "aws_apigatewayv2_stage",
            "aws_apigatewayv2_vpc_link",
        ),
    ),
    "autoscaling": ("aws_appautoscaling_", ("aws_appautoscaling_policy", "aws_appautoscaling_target")),
    "budgets": ("aws_budgets_", ("aws_budgets_budget",)),
    "cloudwatch": (
        "aws_cloudwatch_",
        (
            "aws_cloudwatch_dashboard",
            "aws_cloudwatch_log_group",
            "aws_cloudwatch_log_metric_filter",
            "aws_cloudwatch_metric_alarm",
        ),
    ),
    "cognito": (
        "aws_cognito_",
        (
            "aws_cognito_resource_server",
            "aws_cognito_user_pool",
            "aws_cognito_user_pool_client",
            "aws_cognito_user_pool_domain",
        ),
    ),
    "ecr": ("aws_ecr_", ("aws_ecr_lifecycle_policy", "aws_ecr_repository")),
    "ecs": ("aws_ecs_", ("aws_ecs_cluster", "aws_ecs_service", "aws_ecs_task_definition")),
    "eks": (
        "aws_eks_",
        (
            "aws_eks_access_entry",
            "aws_eks_access_policy_association",
            "aws_eks_addon",
            "aws_eks_cluster",
            "aws_eks_node_group",
            "aws_eks_pod_identity_association",
        ),
    ),
    "iam": (
        "aws_iam_",
        ("aws_iam_openid_connect_provider", "aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment"),
    ),
    "kms": ("aws_kms_", ("aws_kms_alias", "aws_kms_key")),
    "lb": ("aws_lb", ("aws_lb", "aws_lb_listener", "aws_lb_listener_rule", "aws_lb_target_group")),
    "rds": (
        "aws_db_",
        (
            "aws_db_instance",
            "aws_db_instance_automated_backups_replication",
            "aws_db_parameter_group",
            "aws_db_subnet_group",
        ),
    ),
    "s3": (
        "aws_s3_",
        (
            "aws_s3_bucket",
            "aws_s3_bucket_lifecycle_configuration",
            "aws_s3_bucket_logging",
            "aws_s3_bucket_notification",
            "aws_s3_bucket_ownership_controls",
            "aws_s3_bucket_policy",
            "aws_s3_bucket_public_access_block",
            "aws_s3_bucket_server_side_encryption_configuration",
            "aws_s3_bucket_versioning",
        ),
    ),
    "sns": ("aws_sns_", ("aws_sns_topic", "aws_sns_topic_policy", "aws_sns_topic_subscription")),
    "ssm": ("aws_ssm_", ("aws_ssm_parameter",)),
    "vpc": (
        "aws_",
        (
            "aws_default_security_group",
            "aws_eip",
            "aws_flow_log",
            "aws_internet_gateway",
            "aws_nat_gateway",
            "aws_route",
            "aws_route_table",
            "aws_route_table_association",
            "aws_security_group",
            "aws_subnet",
            "aws_vpc",
            "aws_vpc_endpoint",
            "aws_vpc_security_group_egress_rule",
            "aws_vpc_security_group_ingress_rule",
        ),
    ),
    "waf": (
        "aws_wafv2_",
        ("aws_wafv2_web_acl", "aws_wafv2_web_acl_association", "aws_wafv2_web_acl_logging_configuration"),
    ),
}
DATA: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "account": ("aws_", ("aws_caller_identity",)),
    "existing": ("aws_", ("aws_eks_cluster", "aws_secretsmanager_secret_version")),
}
# A statement of a web ACL nests statements three levels deep, 60,000 lines of Python in all. Where a block stands here,
# only these of its blocks get a binding.
ONLY_BLOCKS: Mapping[str, tuple[str, ...]] = {
    "aws_wafv2_web_acl.rule.statement": ("managed_rule_group_statement", "rate_based_statement"),
    "aws_wafv2_web_acl.rule.statement.managed_rule_group_statement": ("rule_action_override",),
    "aws_wafv2_web_acl.rule.statement.managed_rule_group_statement.rule_action_override.action_to_use": ("count",),
    "aws_wafv2_web_acl.rule.statement.rate_based_statement": (),
}


def render_all(document: dict[str, Any]) -> dict[str, str]:
    """Write every binding file.

    Args:
        document: What `terraform providers schema -json` prints, parsed.

    Returns:
        File name → text, for the folder `modules/aws`.

    Raises:
        SchemaError: The provider lacks a type of the catalog.
    """
    files = {
        "__init__.py": '"""Typed bindings of the AWS resource types in use. Generated; see `modules.bindings`."""\n'
    }
    for kind, catalog, is_data in (("resource_schemas", RESOURCES, False), ("data_source_schemas", DATA, True)):
        for service, (prefix, types) in catalog.items():
            bodies = read_types(document, kind, list(types), ONLY_BLOCKS)
            bindings = [
                Binding(name, ("Data" if is_data else "") + _class_name(name, prefix), is_data, bodies[name])
                for name in sorted(types)
            ]
            files[f"{service}.py"] = render_service(service, PROVIDER_VERSION, bindings)
    return files


def _class_name(terraform_type: str, prefix: str) -> str:
    return camel(terraform_type.removeprefix(prefix).strip("_") or "load_balancer")
