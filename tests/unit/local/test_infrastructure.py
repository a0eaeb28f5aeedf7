from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import SlipwayError
from app.local.infrastructure import UnknownToStateError, _failure

LOG = Path("cdktf.log")
DEPLOY = ("cdktf", "deploy")


@pytest.mark.parametrize(
    "line",
    [
        "Error: creating KMS Alias (alias/slipway-local-logs): AlreadyExistsException: Alias already exists",
        "Error: creating IAM Role (slipway): EntityAlreadyExists: Role with name slipway already exists.",
        "Error: creating S3 Bucket (b): BucketAlreadyOwnedByYou",
        "Error: creating EKS Cluster (c): ResourceInUseException: Cluster already exists",
        "Error: creating RDS DB Instance: DBInstanceAlreadyExists",
    ],
)
def test_a_resource_that_the_state_does_not_know_is_told_apart(line: str) -> None:
    assert isinstance(_failure(DEPLOY, [line], LOG), UnknownToStateError)


def test_any_other_failure_is_told_in_terraforms_words() -> None:
    failure = _failure(DEPLOY, ["Initializing", "local-data  Error: creating DB: quota reached", "hint"], LOG)
    assert type(failure) is SlipwayError
    assert "quota reached" in failure.why
    assert "Initializing" not in failure.why
    assert "cdktf.log" in failure.fix


def test_a_failure_without_a_word_shows_the_end_of_the_output() -> None:
    assert _failure(DEPLOY, [f"line {number}" for number in range(40)], LOG).why.endswith("line 39")


def test_a_plan_that_speaks_of_errors_is_not_the_failure() -> None:
    lines = [
        '+ error = "$context.error.message", "$context.integrationErrorMessage"',
        *["a line"] * 20,
        "Error: no VPC",
    ]
    assert _failure(DEPLOY, lines, LOG).why == "Error: no VPC"
