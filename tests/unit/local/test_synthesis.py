from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from app.local.infrastructure import plan
from app.local.probes import Answers
from app.local.synthesis import SynthesisedStack, read_stacks, with_neighbours

if TYPE_CHECKING:
    from pathlib import Path

FINE = Answers(asked=3, missing=())
LOST = Answers(asked=3, missing=("aws_vpc.Vpc", "aws_subnet.A", "aws_subnet.B"))
PARTLY = Answers(asked=3, missing=("aws_vpc.Vpc",))
NETWORK = SynthesisedStack("local-network", "n1", 3, frozenset())
DATA = SynthesisedStack("local-data", "d1", 5, frozenset({"local-network"}))
SERVING = SynthesisedStack("local-serving", "s1", 5, frozenset({"local-network"}))
GATEWAY = SynthesisedStack("local-gateway", "g1", 5, frozenset({"local-serving"}))
STACKS = (NETWORK, DATA, SERVING, GATEWAY)
DEPLOYED = {stack.name: stack.fingerprint for stack in STACKS}


def answers(**changed: Answers) -> dict[str, Answers]:
    return {stack.name: changed.get(stack.name.removeprefix("local-"), FINE) for stack in STACKS}


def test_an_unchanged_stack_whose_resources_answer_is_not_deployed_again() -> None:
    assert plan(STACKS, DEPLOYED, answers()).deploy == ()


def test_a_changed_stack_is_deployed_with_those_that_depend_on_it_and_those_it_needs() -> None:
    changed = {**DEPLOYED, "local-serving": "old"}
    assert plan(STACKS, changed, answers()).deploy == ("local-network", "local-serving", "local-gateway")


def test_a_stack_that_was_never_deployed_to_the_end_is_deployed() -> None:
    assert plan(STACKS, {}, answers()).deploy == tuple(stack.name for stack in STACKS)


def test_a_stack_of_which_a_resource_does_not_answer_keeps_its_state_and_is_deployed() -> None:
    decided = plan(STACKS, DEPLOYED, answers(data=PARTLY))
    assert decided.deploy == ("local-network", "local-data")
    assert decided.lost == ()


def test_the_state_of_a_stack_that_is_wholly_lost_is_set_aside() -> None:
    decided = plan(STACKS, DEPLOYED, answers(gateway=LOST))
    assert decided.lost == ("local-gateway",)
    assert decided.deploy == ("local-network", "local-serving", "local-gateway")


def test_a_stack_without_state_is_deployed_and_has_nothing_to_set_aside() -> None:
    decided = plan(STACKS, DEPLOYED, answers(gateway=Answers(0, ())))
    assert decided == plan(STACKS, {**DEPLOYED, "local-gateway": "old"}, answers())


@given(st.sets(st.sampled_from([stack.name for stack in STACKS])))
def test_whatever_is_deployed_comes_with_all_it_needs_and_all_that_need_it(names: set[str]) -> None:
    chosen = with_neighbours(names, STACKS)
    assert set(chosen) >= names
    assert chosen == [stack.name for stack in STACKS if stack.name in chosen]
    for stack in STACKS:
        if stack.dependencies & names:
            assert stack.name in chosen
        if stack.name in chosen:
            assert stack.dependencies <= set(chosen)


def write_output(folder: Path, stacks: dict[str, tuple[dict[str, Any], list[str]]]) -> None:
    manifest: dict[str, Any] = {"stacks": {}}
    for name, (content, dependencies) in stacks.items():
        path = folder / "stacks" / name / "cdk.tf.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content))
        manifest["stacks"][name] = {
            "synthesizedStackPath": f"stacks/{name}/cdk.tf.json",
            "dependencies": dependencies,
        }
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_stacks_are_read_dependencies_first_and_only_those_of_the_environment(tmp_path: Path) -> None:
    resource = {"resource": {"aws_vpc": {"Vpc": {"cidr": "10.0.0.0/16"}}}}
    stacks = {
        "local-data": (resource, ["local-network"]),
        "local-network": (resource, []),
        "prod-network": (resource, []),
    }
    write_output(tmp_path, stacks)
    assert [stack.name for stack in read_stacks(tmp_path, "local")] == ["local-network", "local-data"]


def test_a_fingerprint_ignores_the_notes_of_cdktf_and_nothing_else(tmp_path: Path) -> None:
    def fingerprint(note: str, cidr: str) -> str:
        folder = tmp_path / f"{note}-{cidr}"
        noted = {"//": {"metadata": note}, "cidr": cidr}
        write_output(folder, {"local-network": ({"//": note, "resource": {"aws_vpc": {"Vpc": noted}}}, [])})
        return read_stacks(folder, "local")[0].fingerprint

    assert fingerprint("a", "1") == fingerprint("b", "1")
    assert fingerprint("a", "1") != fingerprint("a", "2")
