from __future__ import annotations

import json

from modules import policy


def test_empty_parts_of_a_statement_are_left_out() -> None:
    statement = policy.Statement(actions=("s3:GetObject",), resources=("arn:aws:s3:::a/*",))
    assert statement.as_dict() == {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"}


def test_a_service_acts_for_the_named_account_only() -> None:
    trust = json.loads(policy.assume_by_service("ecs-tasks.amazonaws.com", account_id="123456789012"))
    assert trust["Statement"][0]["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def test_session_tags_are_allowed_only_where_asked_for() -> None:
    with_tags = json.loads(policy.assume_by_service("pods.eks.amazonaws.com", session_tags=True))
    assert with_tags["Statement"][0]["Action"] == ["sts:AssumeRole", "sts:TagSession"]
    assert "Condition" not in with_tags["Statement"][0]
