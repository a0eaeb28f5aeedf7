"""What no stack of any environment may do, whatever its settings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from stacks.environments import NAMES
from tests.support.template import Template, every_environment, synthesise
from tests.synth.changed import equipped

if TYPE_CHECKING:
    from collections.abc import Iterator

# Beside the environments one with everything that they leave off, so that no rule is without something to judge.
TEMPLATES = {**every_environment(), **synthesise(equipped())}
REQUIRED_TAGS = {"Project", "Environment", "Owner", "CostCenter", "ManagedBy"}
YEAR_DAYS = 365


def each(terraform_type: str) -> Iterator[tuple[Template, str, dict[str, Any]]]:
    """Every resource of the type in every stack; a rule that finds none to judge fails."""
    found = [
        (template, name, arguments)
        for template in TEMPLATES.values()
        for name, arguments in template.resources_by_type(terraform_type).items()
    ]
    assert found, f"no stack has a {terraform_type}"
    yield from found


def statements() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every statement of every policy: address, what kind of policy, statement."""
    for template in TEMPLATES.values():
        for terraform_type, name, arguments in template.resources():
            for argument in ("policy", "assume_role_policy"):
                text = arguments.get(argument)
                if isinstance(text, str) and '"Statement"' in text:
                    for statement in json.loads(text)["Statement"]:
                        yield f"{template.name} {terraform_type}.{name}", terraform_type, statement


def many(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def companions(template: Template, terraform_type: str, bucket: str) -> list[dict[str, Any]]:
    """Resources of the type for the bucket, in any stack of the environment."""
    stacks = [other for other in TEMPLATES.values() if other.environment == template.environment]
    made = [arguments for stack in stacks for arguments in stack.resources_by_type(terraform_type).values()]
    return [arguments for arguments in made if bucket in arguments["bucket"]]


@pytest.mark.parametrize(
    "companion",
    [
        "aws_s3_bucket_public_access_block",
        "aws_s3_bucket_server_side_encryption_configuration",
        "aws_s3_bucket_versioning",
        "aws_s3_bucket_policy",
        "aws_s3_bucket_ownership_controls",
        "aws_s3_bucket_lifecycle_configuration",
    ],
)
def test_every_bucket_is_closed_encrypted_versioned_and_ages(companion: str) -> None:
    for template, name, _ in each("aws_s3_bucket"):
        assert len(companions(template, companion, name)) == 1, f"{template.name} {name}: {companion}"


def test_no_bucket_can_be_public() -> None:
    closed = ("block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets")
    for _, name, arguments in each("aws_s3_bucket_public_access_block"):
        assert all(arguments[setting] is True for setting in closed), name


def test_every_bucket_refuses_what_is_not_tls() -> None:
    for _, name, arguments in each("aws_s3_bucket_policy"):
        denied = [s for s in json.loads(arguments["policy"])["Statement"] if s["Effect"] == "Deny"]
        assert {"Bool": {"aws:SecureTransport": "false"}} in [s["Condition"] for s in denied], name


def test_the_database_is_private_encrypted_and_takes_tls_only() -> None:
    for template, name, arguments in each("aws_db_instance"):
        assert arguments["publicly_accessible"] is False, name
        assert arguments["storage_encrypted"] is True
        assert arguments["manage_master_user_password"] is True
        assert arguments["iam_database_authentication_enabled"] is True
        (group,) = template.resources_by_type("aws_db_parameter_group").values()
        assert {"name": "rds.force_ssl", "value": "1"} in group["parameter"]


def test_the_cluster_is_private_encrypts_secrets_and_keeps_an_audit_log() -> None:
    for _, name, arguments in each("aws_eks_cluster"):
        assert arguments["vpc_config"]["endpoint_public_access"] is False, name
        assert arguments["encryption_config"]["resources"] == ["secrets"]
        assert "audit" in arguments["enabled_cluster_log_types"]


def test_every_load_balancer_is_internal_and_logs() -> None:
    for _, name, arguments in each("aws_lb"):
        assert arguments["internal"] is True, name
        assert arguments["access_logs"]["enabled"] is True


def test_every_key_rotates() -> None:
    for _, name, arguments in each("aws_kms_key"):
        assert arguments["enable_key_rotation"] is True, name


def test_every_log_is_encrypted_and_kept_for_a_year() -> None:
    for template, name, arguments in each("aws_cloudwatch_log_group"):
        assert arguments["kms_key_id"], f"{template.name} {name}"
        assert arguments["retention_in_days"] >= YEAR_DAYS


def test_images_never_change_under_their_tag_and_are_scanned() -> None:
    for _, name, arguments in each("aws_ecr_repository"):
        assert arguments["image_tag_mutability"] == "IMMUTABLE", name
        assert arguments["image_scanning_configuration"]["scan_on_push"] is True


def test_containers_run_as_nobody_on_a_read_only_file_system() -> None:
    for _, name, arguments in each("aws_ecs_task_definition"):
        for container in json.loads(arguments["container_definitions"]):
            assert container["readonlyRootFilesystem"] is True, name
            assert container["user"] not in {"", "0", "root"}


def test_every_route_of_the_api_needs_a_token_with_a_scope() -> None:
    for _, name, arguments in each("aws_apigatewayv2_route"):
        assert arguments["authorization_type"] == "JWT", name
        assert arguments["authorization_scopes"], name


def test_the_api_is_throttled_and_writes_an_access_log() -> None:
    for _, name, arguments in each("aws_apigatewayv2_stage"):
        limits = arguments["default_route_settings"]
        assert limits["throttling_rate_limit"] > 0, name
        assert limits["throttling_burst_limit"] > 0
        assert json.loads(arguments["access_log_settings"]["format"])["requestId"] == "$context.requestId"


def test_nothing_may_be_reached_from_everywhere() -> None:
    for template, name, arguments in each("aws_vpc_security_group_ingress_rule"):
        assert arguments.get("cidr_ipv4") != "0.0.0.0/0", f"{template.name} {name}"
        assert "cidr_ipv6" not in arguments


def test_the_default_security_group_allows_nothing() -> None:
    for _, name, arguments in each("aws_default_security_group"):
        assert not arguments.keys() & {"ingress", "egress"}, name


def test_no_policy_of_a_role_allows_everything_on_everything() -> None:
    seen = 0
    for address, kind, statement in statements():
        if kind == "aws_iam_role_policy" and statement["Effect"] == "Allow":
            seen += 1
            assert "*" not in many(statement["Action"]), address
            assert "*" not in many(statement["Resource"]), address
    assert seen


def test_no_resource_is_opened_to_every_principal() -> None:
    for address, _, statement in statements():
        if statement["Effect"] == "Allow":
            assert statement.get("Principal") not in ("*", {"AWS": "*"}), address


def test_there_is_no_static_key() -> None:
    for template in TEMPLATES.values():
        assert not template.resources_by_type("aws_iam_access_key"), template.name
        assert not template.resources_by_type("aws_iam_user"), template.name


@pytest.mark.parametrize("name", [*NAMES, "equipped"])
def test_everything_that_can_be_tagged_carries_the_required_tags(name: str) -> None:
    for template in TEMPLATES.values():
        if template.environment == name:
            for provider in template.content["provider"]["aws"]:
                tags = provider["default_tags"][0]["tags"]
                assert set(tags) >= REQUIRED_TAGS, template.name
                assert tags["Environment"] == name


def test_what_may_not_be_lost_is_protected_twice() -> None:
    for template, name, arguments in each("aws_db_instance"):
        losable = template.environment in {"local", "dev"}
        assert arguments["deletion_protection"] is not losable, f"{template.name} {name}"
        assert arguments["skip_final_snapshot"] is losable
    for template, name, arguments in each("aws_s3_bucket"):
        assert arguments["force_destroy"] is (template.environment in {"local", "dev"}), f"{template.name} {name}"


@pytest.mark.parametrize(
    "terraform_type",
    ["aws_db_instance", "aws_s3_bucket", "aws_kms_key", "aws_eks_cluster", "aws_cognito_user_pool"],
)
def test_terraform_refuses_a_plan_that_would_destroy_what_holds_data(terraform_type: str) -> None:
    for template, name, arguments in each(terraform_type):
        refused = arguments.get("lifecycle", {}).get("prevent_destroy", False)
        assert refused is (template.environment not in {"local", "dev"}), f"{template.name} {name}"


def test_production_runs_in_three_zones_with_a_standby_database() -> None:
    (database,) = TEMPLATES["prod-data"].resources_by_type("aws_db_instance").values()
    assert database["multi_az"] is True
    assert database["backup_retention_period"] >= 7
    TEMPLATES["prod-network"].resource_count_is("aws_nat_gateway", 3)
    TEMPLATES["prod-network"].resource_count_is("aws_subnet", 9)


def test_every_alarm_tells_someone_when_it_goes_and_when_it_is_over() -> None:
    for _, name, arguments in each("aws_cloudwatch_metric_alarm"):
        assert arguments["alarm_actions"], name
        assert arguments["ok_actions"] == arguments["alarm_actions"]
        assert arguments["alarm_description"]


def test_alarms_are_published_encrypted_and_by_this_account_alone() -> None:
    for template, name, arguments in each("aws_sns_topic"):
        assert arguments["kms_master_key_id"], f"{template.name} {name}"
        (policy,) = template.resources_by_type("aws_sns_topic_policy").values()
        (statement,) = json.loads(policy["policy"])["Statement"]
        assert statement["Condition"]["StringEquals"]["aws:SourceAccount"]
        keys = [json.loads(key["policy"])["Statement"] for key in template.resources_by_type("aws_kms_key").values()]
        users = [s["Principal"].get("Service") for key in keys for s in key if s["Effect"] == "Allow"]
        assert statement["Principal"]["Service"] in users


def test_what_browsers_and_token_clients_reach_stands_behind_a_web_acl() -> None:
    for template, name, arguments in each("aws_lb"):
        if arguments["load_balancer_type"] == "application":
            guarded = template.resources_by_type("aws_wafv2_web_acl_association").values()
            assert [every for every in guarded if name in every["resource_arn"]], f"{template.name} {name}"
    for name in ("staging", "prod"):
        TEMPLATES[f"{name}-gateway"].resource_count_is("aws_wafv2_web_acl_association", 1)


def test_every_web_acl_blocks_by_managed_rules_and_logs_without_secrets() -> None:
    for template, name, arguments in each("aws_wafv2_web_acl"):
        managed = [rule for rule in arguments["rule"] if "managed_rule_group_statement" in rule["statement"]]
        assert managed, name
        assert all(rule["override_action"] == {"none": {}} for rule in managed)
        (logging,) = template.resources_by_type("aws_wafv2_web_acl_logging_configuration").values()
        hidden = {field["single_header"]["name"] for field in logging["redacted_fields"]}
        assert hidden == {"authorization", "cookie"}


def test_tls_is_not_older_than_1_2_where_a_certificate_is_shown() -> None:
    shown = [arguments for _, _, arguments in each("aws_lb_listener") if arguments.get("certificate_arn")]
    assert shown
    assert all(arguments["ssl_policy"].startswith("ELBSecurityPolicy-TLS13-1-2") for arguments in shown)
    for _, _, arguments in each("aws_apigatewayv2_domain_name"):
        assert arguments["domain_name_configuration"]["security_policy"] == "TLS_1_2"


def test_whoever_signs_in_as_a_person_has_a_second_factor() -> None:
    pools = [(name, arguments) for _, name, arguments in each("aws_cognito_user_pool") if name.startswith("People")]
    assert pools
    for name, arguments in pools:
        assert arguments["mfa_configuration"] == "ON", name
        assert arguments["admin_create_user_config"]["allow_admin_create_user_only"] is True
