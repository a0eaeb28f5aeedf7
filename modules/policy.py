"""IAM and resource policies, as typed statements."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Condition = Mapping[str, Mapping[str, str | Sequence[str]]]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement of a policy.

    Args:
        actions: `s3:GetObject` and the like.
        resources: ARNs; leave empty in a trust policy.
        principals: `{"Service": "ecs-tasks.amazonaws.com"}`; leave empty in a policy attached to a role.
        condition: Operator → key → value or values.
        allow: False makes it a refusal.
        sid: A name for the reader.
    """

    actions: Sequence[str]
    resources: Sequence[str] = ()
    principals: Mapping[str, str | Sequence[str]] | str | None = None
    condition: Condition = field(default_factory=dict)
    allow: bool = True
    sid: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The statement as IAM's policy language has it; empty parts are left out."""
        parts: dict[str, Any] = {
            "Sid": self.sid,
            "Effect": "Allow" if self.allow else "Deny",
            "Principal": self.principals,
            "Action": _one_or_many(self.actions),
            "Resource": _one_or_many(self.resources),
            "Condition": self.condition,
        }
        return {name: part for name, part in parts.items() if part}


def document(*statements: Statement) -> str:
    """The policy as JSON: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html."""
    return json.dumps({"Version": "2012-10-17", "Statement": [statement.as_dict() for statement in statements]})


def assume_by_service(service: str, *, account_id: str | None = None, session_tags: bool = False) -> str:
    """A trust policy for an AWS service.

    Args:
        service: The service's principal.
        account_id: The only account on whose behalf the service may act, which keeps another account from using it as
            a confused deputy (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html). None for EC2
            and EKS Pod Identity, which send no source account.
        session_tags: The service tags its sessions.
    """
    condition = {"StringEquals": {"aws:SourceAccount": account_id}} if account_id else {}
    actions = ("sts:AssumeRole", "sts:TagSession") if session_tags else ("sts:AssumeRole",)
    return document(Statement(actions=actions, principals={"Service": service}, condition=condition))


def _one_or_many(values: Sequence[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else list(values)
