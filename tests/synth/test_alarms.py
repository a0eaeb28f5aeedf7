"""Who is told of what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from modules.api_gateway import ACCESS_LOG
from stacks.alarm_settings import AlarmSettings
from stacks.environments import NAMES, PROD
from stacks.settings import Settings
from tests.support.template import Template, every_environment, synthesise

if TYPE_CHECKING:
    from collections.abc import Mapping

ALARM = "aws_cloudwatch_metric_alarm"


@pytest.fixture(scope="module")
def templates() -> Mapping[str, Template]:
    return every_environment()


@pytest.fixture(scope="module")
def told() -> Mapping[str, Template]:
    """Production with people to tell and limits of its own."""
    alarms = {
        "email_addresses": ("on-call@example.com", "owner@example.com"),
        "server_error_percent": 2.5,
        "latency_p99_milliseconds": 750,
        "throttled_calls_per_minute": 7,
        "free_storage_percent": 4,
        "connections_percent": 50,
        "monthly_budget_usd": 1234,
    }
    return synthesise(Settings.model_validate({**PROD.model_dump(), "alarms": alarms}))


def alarm(template: Template, name: str) -> dict[str, Any]:
    (found,) = [each for each in template.resources_by_type(ALARM).values() if each["alarm_name"] == name]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_environment_has_every_alarm(templates: Mapping[str, Template], name: str) -> None:
    parts = (templates[f"{name}-{part}"] for part in ("gateway", "data"))
    made = {each["alarm_name"] for part in parts for each in part.resources_by_type(ALARM).values()}
    kinds = ("gateway-5xx", "gateway-p99", "gateway-throttled", "mlflow-storage", "mlflow-connections")
    assert made == {f"slipway-{name}-{kind}" for kind in kinds}


@pytest.mark.parametrize("name", NAMES)
def test_the_page_of_graphs_shows_what_the_alarms_watch(templates: Mapping[str, Template], name: str) -> None:
    (dashboard,) = templates[f"{name}-gateway"].resources_by_type("aws_cloudwatch_dashboard").values()
    widgets = json.loads(dashboard["dashboard_body"])["widgets"]
    shown = {line[1] for widget in widgets for line in widget["properties"]["metrics"]}
    assert shown >= {"5xx", "Latency", "ThrottledCalls", "FreeStorageSpace", "DatabaseConnections"}
    places = [(widget["x"], widget["y"]) for widget in widgets]
    assert len(set(places)) == len(places)


def test_limits_are_the_settings(told: Mapping[str, Template]) -> None:
    gateway, data = told["prod-gateway"], told["prod-data"]
    assert alarm(gateway, "slipway-prod-gateway-5xx")["threshold"] == 2.5
    assert alarm(gateway, "slipway-prod-gateway-p99")["threshold"] == 750
    assert alarm(gateway, "slipway-prod-gateway-throttled")["threshold"] == 7
    assert alarm(data, "slipway-prod-mlflow-storage")["threshold"] == 4 * 1024**3
    # db.m7g.xlarge takes 1802 connections.
    assert alarm(data, "slipway-prod-mlflow-connections")["threshold"] == 901


def test_refused_calls_are_counted_from_the_access_log(told: Mapping[str, Template]) -> None:
    gateway = told["prod-gateway"]
    (counted,) = gateway.resources_by_type("aws_cloudwatch_log_metric_filter").values()
    assert counted["pattern"] == '{ $.status = "429" }'
    assert ACCESS_LOG["status"] == "$context.status"  # written between quotes: a string to the filter
    (log,) = [name for name in gateway.resources_by_type("aws_cloudwatch_log_group") if name.startswith("Gateway_")]
    assert log in counted["log_group_name"]
    watched = alarm(gateway, "slipway-prod-gateway-throttled")
    transformation = counted["metric_transformation"]
    metric = watched["metric_query"][0]["metric"]
    assert (transformation["namespace"], transformation["name"]) == (metric["namespace"], metric["metric_name"])


def test_everyone_named_is_told_and_of_money_too(told: Mapping[str, Template]) -> None:
    network = told["prod-network"]
    subscriptions = network.resources_by_type("aws_sns_topic_subscription").values()
    assert [each["endpoint"] for each in subscriptions] == ["on-call@example.com", "owner@example.com"]
    (budget,) = network.resources_by_type("aws_budgets_budget").values()
    assert (budget["limit_amount"], budget["limit_unit"]) == ("1234", "USD")
    assert budget["cost_filter"] == [{"name": "TagKeyValue", "values": ["user:Environment$prod"]}]
    assert {each["notification_type"] for each in budget["notification"]} == {"ACTUAL", "FORECASTED"}


def test_without_a_budget_in_the_settings_there_is_none() -> None:
    without = PROD.model_copy(update={"alarms": AlarmSettings()})
    synthesise(without)["prod-network"].resource_count_is("aws_budgets_budget", 0)


def test_every_alarm_watches_one_thing_for_five_minutes(told: Mapping[str, Template]) -> None:
    for part in ("gateway", "data"):
        for watched in told[f"prod-{part}"].resources_by_type(ALARM).values():
            queries = watched["metric_query"]
            assert len([query for query in queries if query.get("return_data")]) == 1
            periods = {query["metric"]["period"] for query in queries if "metric" in query}
            assert periods == {60}
            assert (watched["datapoints_to_alarm"], watched["evaluation_periods"]) == (3, 5)
