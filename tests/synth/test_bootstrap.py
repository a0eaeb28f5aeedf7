"""The stack that goes before all others, once an account."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from modules import cdk
from modules.bindings.catalog import RESOURCES
from stacks.bootstrap import BootstrapStack, main
from stacks.environments import PROD
from stacks.setting_blocks import PipelineSettings
from tests.support.template import Template, read

if TYPE_CHECKING:
    from pathlib import Path

PIPELINE = PipelineSettings(subject="repo:owner/name:environment:prod")


def bootstrap(folder: Path, *, moved: bool = False) -> Template:
    app = cdk.App(outdir=str(folder))
    settings = PROD.model_copy(update={"pipeline": PIPELINE, "account_id": "123456789012"})
    assert settings.state is not None
    BootstrapStack(app, settings, state=settings.state, moved=moved)
    app.synth()
    return read(folder)["bootstrap-prod"]


def test_the_state_bucket_is_the_one_that_the_environment_keeps_its_state_in(tmp_path: Path) -> None:
    bootstrap(tmp_path).has_resource("aws_s3_bucket", bucket="slipway-prod-state", force_destroy=False)


def test_where_the_account_is_known_nothing_is_asked_of_it_and_no_block_is_left_empty(tmp_path: Path) -> None:
    content = bootstrap(tmp_path).content
    assert "data" not in content
    assert all(content.values())


def test_its_own_state_starts_in_a_file_and_then_moves_to_the_bucket(tmp_path: Path) -> None:
    assert set(bootstrap(tmp_path / "first").content["terraform"]["backend"]) == {"local"}
    moved = bootstrap(tmp_path / "moved", moved=True).content["terraform"]["backend"]
    assert moved["s3"]["bucket"] == "slipway-prod-state"
    assert moved["s3"]["use_lockfile"] is True


def test_only_the_named_pipeline_may_assume_the_deploy_role(tmp_path: Path) -> None:
    (role,) = bootstrap(tmp_path).resources_by_type("aws_iam_role").values()
    (statement,) = json.loads(role["assume_role_policy"])["Statement"]
    assert statement["Condition"]["StringEquals"] == {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:owner/name:environment:prod",
    }


def test_the_deploy_role_can_change_only_the_environments_own_roles(tmp_path: Path) -> None:
    (given,) = bootstrap(tmp_path).resources_by_type("aws_iam_role_policy").values()
    for statement in json.loads(given["policy"])["Statement"]:
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        if any(action.startswith("iam:") for action in actions):
            assert statement["Resource"] != "*"
        assert statement["Resource"] != "*" or statement["Condition"]["StringEquals"]["aws:RequestedRegion"]


# What a resource type's calls are called in IAM, where that is not the second word of its name.
IAM_NAMES = {
    "apigatewayv2": "apigateway",
    "appautoscaling": "application-autoscaling",
    "cognito": "cognito-idp",
    "db": "rds",
    "lb": "elasticloadbalancing",
    "wafv2": "wafv2",
}
EC2 = re.compile("aws_(default|eip|flow|internet|nat|route|security|subnet|vpc)")
OWN_STATEMENTS = {"iam", "s3", "budgets"}


def test_the_deploy_role_may_call_every_service_that_the_stacks_are_made_of(tmp_path: Path) -> None:
    (given,) = bootstrap(tmp_path).resources_by_type("aws_iam_role_policy").values()
    (platform,) = [each for each in json.loads(given["policy"])["Statement"] if each.get("Sid") == "Platform"]
    for _, types in RESOURCES.values():
        for terraform_type in types:
            cloudwatch_logs = terraform_type.startswith("aws_cloudwatch_log")
            word = "logs" if cloudwatch_logs else terraform_type.split("_")[1]
            service = "ec2" if EC2.match(terraform_type) else IAM_NAMES.get(word, word)
            assert service in OWN_STATEMENTS or f"{service}:*" in platform["Action"], terraform_type


def test_the_deploy_role_can_neither_change_itself_nor_lose_the_state(tmp_path: Path) -> None:
    (given,) = bootstrap(tmp_path).resources_by_type("aws_iam_role_policy").values()
    denied = {each["Sid"]: each for each in json.loads(given["policy"])["Statement"] if each["Effect"] == "Deny"}
    assert denied["NotItself"]["Resource"] == "arn:aws:iam::123456789012:role/slipway-prod-deploy"
    assert denied["NotItself"]["Action"] == "iam:*"
    assert "s3:DeleteBucket*" in denied["NotTheState"]["Action"]


def test_a_pipeline_named_with_a_wildcard_is_refused() -> None:
    with pytest.raises(ValueError, match="subject"):
        PipelineSettings(subject="repo:owner/*")


def test_a_local_environment_has_nothing_to_bootstrap(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["local"]) == 2
    assert "nothing to bootstrap" in capsys.readouterr().err
