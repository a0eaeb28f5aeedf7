"""People sign in at a door of their own, and change no registry there."""

from __future__ import annotations

import fnmatch
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.template import Template, every_environment, synthesise
from tests.synth.changed import CERTIFICATE, OIDC, PEOPLE, changed, equipped
from tests.synth.test_registry_routes import CHANGES

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.fixture(scope="module")
def templates() -> Mapping[str, Template]:
    return synthesise(equipped())


@pytest.fixture(scope="module")
def ingress(templates: Mapping[str, Template]) -> Template:
    return templates["equipped-ingress"]


def named(template: Template, terraform_type: str, name: str) -> dict[str, Any]:
    (found,) = [made for path, made in template.resources_by_type(terraform_type).items() if path.startswith(name)]
    return found


def rules(ingress: Template) -> list[dict[str, Any]]:
    return list(ingress.resources_by_type("aws_lb_listener_rule").values())


def passes(ingress: Template, call: str) -> bool:
    """Does any rule of the people's listener take the call? Its default answer is a refusal."""
    method, path = call.split(" ")
    for rule in rules(ingress):
        (condition,) = rule["condition"]
        methods = condition.get("http_request_method", {}).get("values", ())
        patterns = condition.get("path_pattern", {}).get("values", ())
        if method in methods or any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns):
            return True
    return False


def test_nobody_gets_further_than_the_sign_in_page_unknown(ingress: Template) -> None:
    assert len(rules(ingress)) > 1
    for rule in rules(ingress):
        assert [step["type"] for step in rule["action"]] == ["authenticate-cognito", "forward"]
        assert rule["action"][0]["authenticate_cognito"]["on_unauthenticated_request"] == "authenticate"
    listener = named(ingress, "aws_lb_listener", "PeopleDoor")
    assert (listener["protocol"], listener["certificate_arn"]) == ("HTTPS", CERTIFICATE)
    assert listener["default_action"][0]["type"] == "fixed-response"


def test_a_provider_of_ones_own_is_asked_with_a_secret_that_is_in_no_file() -> None:
    federated = changed(equipped(), tracking__sign_in={**PEOPLE, "identity": OIDC})
    ingress = synthesise(federated)["equipped-ingress"]
    ingress.resource_count_is("aws_cognito_user_pool", 0)
    asked = [rule["action"][0]["authenticate_oidc"] for rule in rules(ingress)]
    assert {step["issuer"] for step in asked} == {"https://id.example.com"}
    (secret,) = ingress.content["data"]["aws_secretsmanager_secret_version"].values()
    assert secret["secret_id"] == "mlflow-sign-in"
    assert all(step["client_secret"].startswith("${data.aws_secretsmanager_secret_version.") for step in asked)


def test_people_read_and_write_runs_and_do_not_change_the_registry(ingress: Template) -> None:
    for call in (
        "GET /",
        "GET /ajax-api/2.0/mlflow/registered-models/search",
        "POST /ajax-api/2.0/mlflow/runs/search",
        "POST /graphql",
    ):
        assert passes(ingress, call), call
    assert [call for call in CHANGES if passes(ingress, call)] == []
    assert not passes(ingress, "POST /ajax-api/2.0/mlflow/registered-models/%61lias")


def test_no_rule_has_more_values_than_a_load_balancer_takes(ingress: Template) -> None:
    for rule in rules(ingress):
        values = [value for condition in rule["condition"] for block in condition.values() for value in block["values"]]
        assert len(values) <= 5


def test_people_come_from_where_they_may_and_machines_do_not_meet_them(templates: Mapping[str, Template]) -> None:
    ingress, gateway = templates["equipped-ingress"], templates["equipped-gateway"]
    allowed = named(ingress, "aws_vpc_security_group_ingress_rule", "PeopleDoor_From1")
    assert (allowed["cidr_ipv4"], allowed["from_port"]) == ("10.0.0.0/8", 443)
    for integration in gateway.resources_by_type("aws_apigatewayv2_integration").values():
        assert "PeopleDoor" not in integration["integration_uri"]


def test_the_server_knows_the_names_that_it_is_called_by(templates: Mapping[str, Template]) -> None:
    tracking = templates["equipped-tracking"]
    (container,) = json.loads(named(tracking, "aws_ecs_task_definition", "Server_Task")["container_definitions"])
    command = container["command"]
    hosts = command[command.index("--allowed-hosts") + 1].split(",")
    assert {"localhost:5000", "mlflow.example.com", "models.example.com"} <= set(hosts)
    # Whoever calls the door by a port that is not the scheme's own says so in the Host header.
    assert [host for host in hosts if host.endswith("dns_name}:5000")]
    assert command[command.index("--cors-allowed-origins") + 1] == "https://mlflow.example.com"
    service = named(tracking, "aws_ecs_service", "Server")
    assert len(service["load_balancer"]) == 2


def test_a_firewall_stands_before_what_browsers_and_token_clients_reach(templates: Mapping[str, Template]) -> None:
    for part, protected in (("ingress", "aws_lb.PeopleDoor"), ("gateway", "aws_cognito_user_pool.Identity")):
        association = named(templates[f"equipped-{part}"], "aws_wafv2_web_acl_association", "")
        assert protected in association["resource_arn"]
        acl = named(templates[f"equipped-{part}"], "aws_wafv2_web_acl", "")
        groups = [rule["statement"].get("managed_rule_group_statement", {}).get("name") for rule in acl["rule"]]
        assert "AWSManagedRulesKnownBadInputsRuleSet" in groups
        assert [rule for rule in acl["rule"] if "rate_based_statement" in rule["statement"]]


def test_a_gateway_with_a_name_of_its_own_answers_to_no_other(templates: Mapping[str, Template]) -> None:
    gateway = templates["equipped-gateway"]
    gateway.has_resource("aws_apigatewayv2_domain_name", domain_name="models.example.com")
    gateway.has_resource("aws_apigatewayv2_api", disable_execute_api_endpoint=True)
    assert gateway.expect_output("domain_target").endswith("domain_name_configuration[0].target_domain_name}")
    every_environment()["prod-gateway"].resource_count_is("aws_apigatewayv2_domain_name", 0)


def test_predictions_have_a_limit_of_their_own(templates: Mapping[str, Template]) -> None:
    stage = named(templates["equipped-gateway"], "aws_apigatewayv2_stage", "")
    (predictions,) = stage["route_settings"]
    assert (predictions["throttling_rate_limit"], predictions["throttling_burst_limit"]) == (1000, 2000)
    assert stage["default_route_settings"]["throttling_rate_limit"] == 100


def test_copied_backups_lie_in_another_region_under_a_key_of_that_region(templates: Mapping[str, Template]) -> None:
    data = templates["equipped-data"]
    providers = {each.get("alias"): each["region"] for each in data.content["provider"]["aws"]}
    assert providers == {None: "us-east-1", "replica": "us-west-2"}
    copy = named(data, "aws_db_instance_automated_backups_replication", "")
    key = named(data, "aws_kms_key", "ReplicatedBackups")
    assert (copy["provider"], key["provider"]) == ("aws.replica", "aws.replica")
    assert copy["retention_period"] == 30
    assert [made.get("provider") for made in data.resources_by_type("aws_db_instance").values()] == [None]
