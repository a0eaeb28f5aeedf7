"""What a Terraform plan would do, and which of it must not pass unasked. Pure: it reads what Terraform printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

# What holds data, or what everything else stands on: replaced or destroyed, it is gone.
PRECIOUS = frozenset({"aws_db_instance", "aws_eks_cluster", "aws_kms_key", "aws_s3_bucket"})


@dataclass(frozen=True, kw_only=True)
class StackPlan:
    """What would happen to one stack.

    Args:
        stack: Its name.
        waits_for: Stacks that must be deployed first and are not; then there is no plan.
        create: Resources that would be made.
        update: Resources that would be changed in place.
        replace: Resources that would be destroyed and made anew.
        destroy: Resources that would be destroyed.
        losses: Addresses of precious resources among the last two.
        deployed: The stack is in its state, so that what comes after it can be planned.
    """

    stack: str
    waits_for: tuple[str, ...] = ()
    create: int = 0
    update: int = 0
    replace: int = 0
    destroy: int = 0
    losses: tuple[str, ...] = ()
    deployed: bool = False

    def refused(self, allowed: Collection[str]) -> list[str]:
        """Losses that nobody has allowed by address."""
        return [address for address in self.losses if address not in allowed]


def read(stack: str, document: Mapping[str, Any]) -> StackPlan:
    """Read a plan.

    Args:
        stack: The stack's name.
        document: What `terraform show -json PLAN` prints, parsed:
            https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
    """
    changes = [(each, each["change"]["actions"]) for each in document.get("resource_changes", ())]
    lost = [each for each, actions in changes if "delete" in actions]
    return StackPlan(
        stack=stack,
        create=sum(actions == ["create"] for _, actions in changes),
        update=sum(actions == ["update"] for _, actions in changes),
        replace=sum(set(actions) == {"create", "delete"} for _, actions in changes),
        destroy=sum(actions == ["delete"] for _, actions in changes),
        losses=tuple(each["address"] for each in lost if each["type"] in PRECIOUS),
        deployed=_in_state(document),
    )


def _in_state(document: Mapping[str, Any]) -> bool:
    """Data sources are read while planning and stand in the prior state too, so they do not count."""
    prior = document.get("prior_state", {}).get("values", {}).get("root_module", {}).get("resources", ())
    return any(each["mode"] == "managed" for each in prior)


def in_order(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """Stack names, each after those that it needs; alphabetical where that leaves a choice.

    Args:
        needs: Stack → stacks that must be deployed before it; never a circle, which cdktf would refuse.
    """
    ordered: list[str] = []
    while len(ordered) < len(needs):
        ordered.append(min(name for name in needs if name not in ordered and set(needs[name]) <= set(ordered)))
    return ordered
