"""Teams adopt step by step: what they have is used, and what they do not want is left out."""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING, Any

import pytest

from stacks import environments
from stacks.environments import PROD
from stacks.setting_blocks import NetworkSettings, StateSettings
from stacks.settings import Settings
from tests.support.template import Template, every_environment, strings, synthesise
from tests.synth.changed import changed

if TYPE_CHECKING:
    from collections.abc import Mapping

PRIVATE, DATABASE = ("subnet-a1", "subnet-a2"), ("subnet-b1", "subnet-b2")
VPC = {"vpc_id": "vpc-0abc", "private_subnet_ids": PRIVATE, "database_subnet_ids": DATABASE}
POSTGRES = {
    "host": "shared.cluster-x.us-east-1.rds.amazonaws.com",
    "port": 6432,
    "name": "ml",
    "username": "mlflow_app",
    "resource_id": "cluster-ABCDEF",
    "client_security_group_id": "sg-0def",
}
IDENTITY = {
    "issuer": "https://id.example.com/realms/ml",
    "audiences": ("slipway",),
    "token_url": "https://id.example.com/realms/ml/token",
}


def types(template: Template) -> set[str]:
    return {terraform_type for terraform_type, _, _ in template.resources()}


def one(template: Template, terraform_type: str) -> dict[str, Any]:
    (found,) = template.resources_by_type(terraform_type).values()
    return found


def same_but(templates: Mapping[str, Template], *parts: str) -> bool:
    """Stacks other than `parts` have the same constructs as production's own."""
    return all(
        template.addresses() == every_environment()[name].addresses()
        for name, template in templates.items()
        if template.part not in parts
    )


def test_an_existing_vpc_is_used_and_nothing_is_changed_in_it() -> None:
    templates = synthesise(changed(PROD, network__existing=VPC))
    assert not {each for each in types(templates["prod-network"]) if each.startswith(("aws_vpc", "aws_subnet"))}
    assert templates["prod-network"].document()["private_subnet_ids"] == list(PRIVATE)
    assert one(templates["prod-data"], "aws_db_subnet_group")["subnet_ids"] == list(DATABASE)
    assert one(templates["prod-serving"], "aws_eks_cluster")["vpc_config"]["subnet_ids"] == list(PRIVATE)
    for door in templates["prod-ingress"].resources_by_type("aws_lb").values():
        assert door["subnets"] == list(PRIVATE)
    for part in ("data", "ingress", "gateway"):
        for group in templates[f"prod-{part}"].resources_by_type("aws_security_group").values():
            assert group["vpc_id"] == "vpc-0abc"
    assert same_but(templates, "network")


def test_an_existing_database_is_used_with_tokens_as_ours_is() -> None:
    templates = synthesise(changed(PROD, database__existing=POSTGRES))
    data, tracking = templates["prod-data"], templates["prod-tracking"]
    assert not {each for each in types(data) if each.startswith(("aws_db", "aws_security_group", "aws_cloudwatch"))}
    assert data.document()["database"] == {key: POSTGRES[key] for key in ("host", "port", "name", "username")}
    tasks = tracking.resources_by_type("aws_ecs_task_definition").values()
    url = "postgresql+psycopg2://mlflow_app@shared.cluster-x.us-east-1.rds.amazonaws.com:6432/ml?plugin=slipway_token"
    for (container,) in (json.loads(task["container_definitions"]) for task in tasks):
        assert any(word.startswith(url) for word in container["command"])
        assert "--master-secret" not in container["command"], "its role is made by whoever looks after it"
    assert "sg-0def" in one(tracking, "aws_ecs_service")["network_configuration"]["security_groups"]
    for role in tracking.resources_by_type("aws_iam_role_policy").values():
        (statement,) = json.loads(role["policy"])["Statement"]
        assert statement["Resource"].endswith(":dbuser:cluster-ABCDEF/mlflow_app")
    assert "AWS/RDS" not in one(templates["prod-gateway"], "aws_cloudwatch_dashboard")["dashboard_body"]
    assert same_but(templates, "data")


def test_the_tokens_of_an_existing_identity_provider_are_accepted() -> None:
    templates = synthesise(changed(PROD, gateway__identity=IDENTITY))
    gateway = templates["prod-gateway"]
    assert not {each for each in types(gateway) if each.startswith("aws_cognito")}
    accepted = one(gateway, "aws_apigatewayv2_authorizer")["jwt_configuration"]
    assert accepted == {"issuer": IDENTITY["issuer"], "audience": ["slipway"]}
    document = gateway.document()
    assert (document["issuer"], document["token_url"]) == (IDENTITY["issuer"], IDENTITY["token_url"])
    assert (document["user_pool_id"], document["client_id"]) == (None, None)
    routes = gateway.resources_by_type("aws_apigatewayv2_route").values()
    assert all(route["authorization_scopes"] for route in routes)
    assert same_but(templates, "gateway")


def test_an_existing_cluster_gets_the_roles_of_its_pods_and_nothing_else() -> None:
    templates = synthesise(changed(PROD, serving__existing_cluster="shared"))
    serving = templates["prod-serving"]
    made = types(serving) - {"aws_ssm_parameter"}
    assert made == {"aws_iam_role", "aws_iam_role_policy", "aws_eks_pod_identity_association"}
    associations = serving.resources_by_type("aws_eks_pod_identity_association").values()
    assert {(each["cluster_name"], each["service_account"]) for each in associations} == {
        ("shared", "model-server"),
        ("shared", "drift"),
    }
    document = serving.document()
    assert document["cluster_name"] == "shared"
    assert document["cluster_endpoint"].startswith("${data.aws_eks_cluster.")
    assert same_but(templates, "serving")


def test_all_of_it_can_be_brought_along_at_once() -> None:
    vpc = {name: value for name, value in VPC.items() if name != "database_subnet_ids"}
    brought = changed(
        PROD,
        network__existing=vpc,
        database__existing=POSTGRES,
        gateway__identity=IDENTITY,
        serving__existing_cluster="shared",
    )
    assert len(synthesise(brought)) == 6


@pytest.mark.parametrize(
    "values",
    [
        {"network__existing": VPC, "network__nat": "one"},
        {"database__existing": POSTGRES, "database__multi_az": False, "database__backup_retention_days": 0},
    ],
)
def test_production_does_not_judge_what_somebody_else_looks_after(values: dict[str, object]) -> None:
    assert changed(PROD, **values).name == "prod"


def test_an_environment_can_stop_at_tracking() -> None:
    templates = synthesise(changed(PROD, name="qa", serving=None, gateway=None))
    assert set(templates) == {"qa-network", "qa-data", "qa-ingress", "qa-tracking"}
    templates["qa-ingress"].resource_count_is("aws_lb", 1)


def qa() -> Settings:
    return Settings(
        name="qa",
        network=NetworkSettings(cidr="10.40.0.0/16", availability_zones=("us-east-1a", "us-east-1b")),
        state=StateSettings(bucket="slipway-qa-state"),
    )


def test_a_new_environment_is_one_instance_of_at_most_ten_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(inspect.getsource(qa).strip().splitlines()) - 1 <= 10
    monkeypatch.setitem(environments._ENVIRONMENTS, "qa", qa())
    templates = synthesise(environments.environment("qa"))
    assert set(templates) == {f"qa-{name.partition('-')[2]}" for name in every_environment() if name[:4] == "prod"}
    for template in templates.values():
        assert not [text for text in strings(template.content) if "slipway-prod" in text or "slipway-dev" in text]


def test_an_account_of_its_own_is_enforced_by_the_provider() -> None:
    role = "arn:aws:iam::123456789012:role/deploy"
    for template in synthesise(changed(PROD, account_id="123456789012", deploy_role_arn=role)).values():
        provider = template.content["provider"]["aws"][0]
        assert provider["allowed_account_ids"] == ["123456789012"]
        assert provider["assume_role"][0]["role_arn"] == role
        assert "aws_caller_identity" not in template.content.get("data", {})
