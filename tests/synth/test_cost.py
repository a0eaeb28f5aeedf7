"""`bin/slipway cost`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from app.errors import BadInputError, SlipwayError
from bin.commands import cost
from bin.commands.pricing import PRICED, estimate, read_prices
from bin.commands.slipway import app
from stacks.environments import DEV, NAMES, PROD, UnknownEnvironmentError
from tests.support.template import every_environment, synthesise
from tests.synth.changed import changed, equipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bin.commands.pricing import Prices

BILLED = [name for name in NAMES if name != "local"]
# Not billed by themselves. A type that is neither here nor priced fails the test, so that somebody decides.
FREE = re.compile(
    "aws_(apigatewayv2_(api_mapping|authorizer|domain_name|integration|route|stage|vpc_link)|appautoscaling_.*|budgets_budget|cloudwatch_log_"
    "metric_filter|cognito_(resource_server|user_pool|user_pool_domain)|db_parameter_group|db_subnet_group|default_security_group|ecr_lifecycle_policy|"
    "ecs_cluster|ecs_service|ecs_task_definition|eks_addon|eks_pod_identity_association|flow_log|iam_.*|"
    "internet_gateway|kms_alias|lb_listener|lb_listener_rule|lb_target_group|route|route_table|route_table_association|s3_bucket_.*|"
    "security_group|sns_.*|ssm_parameter|subnet|vpc|vpc_security_group_.*|wafv2_web_acl_(association|logging_"
    "configuration))"
)


@pytest.fixture(scope="module")
def prices() -> Prices:
    return read_prices()


def items(resources: Mapping[str, Any], prices: Prices) -> dict[str, float]:
    return {line.item: line.usd for line in estimate("some-stack", resources, prices)}


def test_every_type_of_resource_is_priced_or_known_to_be_free() -> None:
    every = [*every_environment().values(), *synthesise(equipped()).values()]
    used = {kind for template in every for kind, _, _ in template.resources()}
    assert {kind for kind in used if kind not in PRICED and not FREE.fullmatch(kind)} == set()


@pytest.mark.parametrize("name", BILLED)
def test_an_environment_costs_the_sum_of_its_stacks_and_less_than_its_budget(name: str) -> None:
    result = CliRunner().invoke(app, ["cost", name, "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    parts = {f"{name}-{part}" for part in ("network", "data", "ingress", "tracking", "serving", "gateway")}
    assert set(found["stacks"]) == parts
    assert sum(found["stacks"].values()) == pytest.approx(found["total_usd_a_month"])
    assert sum(line["usd"] for line in found["lines"]) == pytest.approx(found["total_usd_a_month"])
    assert 0 < found["total_usd_a_month"] < found["budget_usd_a_month"]
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", found["prices_as_of"])


def test_a_person_reads_the_total_the_tables_date_and_what_was_taken_for_granted() -> None:
    result = CliRunner().invoke(app, ["cost", "dev"])
    assert result.exit_code == 0, result.output
    for words in ("dev-serving", "EKS cluster", "total", read_prices()["as_of"], "Taken for granted"):
        assert words in result.stdout


def test_above_the_budget_there_is_a_warning_with_both_numbers(prices: Prices) -> None:
    poor = changed(DEV, alarms__monthly_budget_usd=10)
    assert cost.warnings(poor, prices, 10.5) == ["10.50 USD is above the budget of 10 USD (alarms.monthly_budget_usd)"]
    assert cost.warnings(poor, prices, 10) == []
    assert cost.warnings(changed(DEV, alarms__monthly_budget_usd=None), prices, 1e6) == []


def test_another_region_than_the_tables_is_said(prices: Prices) -> None:
    zones = ("eu-west-1a", "eu-west-1b")
    abroad = changed(DEV, region="eu-west-1", network__availability_zones=zones)
    assert cost.warnings(abroad, prices, 1) == ["the prices are those of us-east-1, the environment is in eu-west-1"]


def test_a_standby_database_costs_twice_as_much(prices: Prices) -> None:
    single = {"instance_class": "db.m7g.large", "allocated_storage": 100, "multi_az": False}
    one = items({"aws_db_instance": {"a": single}}, prices)
    two = items({"aws_db_instance": {"a": {**single, "multi_az": True}}}, prices)
    assert one["database instance"] == pytest.approx(0.168 * 730, abs=0.01)
    assert two["database instance"] == pytest.approx(2 * one["database instance"], abs=0.01)
    assert two["database storage"] == pytest.approx(2 * one["database storage"])


def test_a_spot_node_costs_less_than_one_on_demand(prices: Prices) -> None:
    group = {"instance_types": ["m7i.large"], "capacity_type": "ON_DEMAND", "scaling_config": {"desired_size": 2}}
    full = items({"aws_eks_node_group": {"a": group}}, prices)["nodes (groups)"]
    spot = items({"aws_eks_node_group": {"a": {**group, "capacity_type": "SPOT"}}}, prices)["nodes (groups)"]
    assert full == pytest.approx(2 * 0.1008 * 730, abs=0.01)
    assert spot < full


def test_a_task_that_runs_now_and_then_is_not_billed_as_a_service(prices: Prices) -> None:
    task = {"cpu": "1024", "memory": "2048"}
    service = {"desired_count": 2, "task_definition": "${aws_ecs_task_definition.Server.arn}"}
    made = {"aws_ecs_task_definition": {"Server": task, "Upgrade": task}, "aws_ecs_service": {"a": service}}
    assert items(made, prices) == {"Fargate tasks": pytest.approx(2 * (0.04048 + 2 * 0.004445) * 730, abs=0.01)}


def test_a_web_acl_costs_by_its_rules_and_calls_and_a_persons_client_nothing(prices: Prices) -> None:
    assert items({"aws_wafv2_web_acl": {"a": {"rule": [{}, {}]}}}, prices) == {"web ACLs": 7.6}
    clients = {"a": {"allowed_oauth_flows": ["client_credentials"]}, "b": {"allowed_oauth_flows": ["code"]}}
    assert items({"aws_cognito_user_pool_client": clients}, prices) == {"machine tokens": 10.5}


def test_every_table_says_what_it_was_checked_with(prices: Prices) -> None:
    assert all(page.startswith("https://") for page in prices["checked_with"])
    assert len(prices["checked_with"]) >= 5


def test_an_interface_endpoint_is_billed_in_each_zone_and_a_gateway_endpoint_not_at_all(prices: Prices) -> None:
    interface = {"vpc_endpoint_type": "Interface", "subnet_ids": ["a", "b", "c"]}
    assert items({"aws_vpc_endpoint": {"a": interface}}, prices) == {"interface endpoints": pytest.approx(21.9)}
    assert items({"aws_vpc_endpoint": {"a": {"vpc_endpoint_type": "Gateway"}}}, prices) == {}


def test_an_instance_that_is_not_in_the_table_is_named_with_the_line_to_add(prices: Prices) -> None:
    costly = changed(PROD, database__instance_class="db.r7g.16xlarge")
    with pytest.raises(SlipwayError) as refused:
        cost.price(costly, prices)
    assert "'db.r7g.16xlarge'" in refused.value.what
    assert "[hourly.database]" in refused.value.fix


def test_this_machine_sends_no_bill() -> None:
    result = CliRunner().invoke(app, ["cost", "local"])
    assert isinstance(result.exception, BadInputError)
    assert "nothing of it is billed" in str(result.exception)


def test_an_unknown_environment_is_refused_with_those_that_there_are() -> None:
    result = CliRunner().invoke(app, ["cost", "prd"])
    assert isinstance(result.exception, UnknownEnvironmentError)
