from __future__ import annotations

import json

from typer.testing import CliRunner

from bin.commands.environments import app, diff_resources, diff_settings


def test_settings_differ_by_dotted_name() -> None:
    left, right = {"a": {"b": 1, "c": 2}, "d": None}, {"a": {"b": 1, "c": 3}, "d": {"e": 4}}
    found = [(each.name, each.left, each.right) for each in diff_settings(left, right)]
    assert found == [("a.c", 2, 3), ("d", None, {"e": 4})]


def test_resources_differ_by_number() -> None:
    found = diff_resources({"network aws_vpc": 1, "network aws_nat_gateway": 3}, {"network aws_vpc": 1})
    assert [(each.name, each.left, each.right) for each in found] == [("network aws_nat_gateway", 3, 0)]


def test_staging_and_prod_differ_in_what_is_decided_for_them() -> None:
    result = CliRunner().invoke(app, ["diff", "staging", "prod", "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    settings = {each["name"]: (each["left"], each["right"]) for each in found["settings"]}
    assert settings["network.nat"] == ("one", "per-zone")
    resources = {each["name"]: (each["left"], each["right"]) for each in found["resources"]}
    assert resources["network aws_nat_gateway"] == (1, 3)


def test_an_environment_does_not_differ_from_itself() -> None:
    result = CliRunner().invoke(app, ["diff", "prod", "prod", "--json"])
    assert json.loads(result.stdout) == {"settings": [], "resources": []}
