"""Version 6 of the AWS provider takes the stacks too: nothing that it dropped is used (`dropped_by_6.toml`)."""

from __future__ import annotations

import fnmatch
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from modules.bindings.catalog import DATA, RESOURCES
from tests.support.template import Template, every_environment, synthesise
from tests.synth.changed import equipped
from tests.synth.test_bootstrap import bootstrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DROPPED = tomllib.loads((Path(__file__).parent / "dropped_by_6.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Template]:
    first = bootstrap(tmp_path_factory.mktemp("bootstrap"))
    return {**every_environment(), **synthesise(equipped()), first.name: first}


def made(template: Template) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every resource and data source: its type (`data.…` for the latter), name and arguments."""
    for prefix, kind in (("", "resource"), ("data.", "data")):
        for terraform_type, instances in template.content.get(kind, {}).items():
            for name, arguments in instances.items():
                yield f"{prefix}{terraform_type}", name, arguments


def has(arguments: Any, path: str) -> bool:
    """Whether a dotted path is set, in any of a list of blocks."""
    if isinstance(arguments, list):
        return any(has(each, path) for each in arguments)
    first, _, rest = path.partition(".")
    return isinstance(arguments, dict) and first in arguments and (not rest or has(arguments[first], rest))


def problems(template: Template) -> list[str]:
    found = [f"provider {name}" for name in DROPPED["provider"] if has(template.content["provider"]["aws"], name)]
    for terraform_type, name, arguments in made(template):
        address = f"{terraform_type}.{name}"
        found += [address for pattern in DROPPED["types"] if fnmatch.fnmatch(terraform_type, pattern)]
        found += [f"{address}: {gone}" for gone in DROPPED["arguments"].get(terraform_type, ()) if has(arguments, gone)]
    text = json.dumps(template.content)
    for terraform_type, attributes in DROPPED["attributes"].items():
        for attribute in attributes:
            found += re.findall(rf"\$\{{{re.escape(terraform_type)}\.[A-Za-z0-9_-]+\.{attribute}\b", text)
    for path in DROPPED["truth_values"]:
        terraform_type, _, argument = path.partition(".")
        used = template.resources_by_type(terraform_type).values()
        found += [path for arguments in used if str(arguments.get(argument)) in {"0", "1"}]
    return found


def test_nothing_that_version_6_dropped_is_used(templates: Mapping[str, Template]) -> None:
    looked_at = {terraform_type for template in templates.values() for terraform_type, _, _ in made(template)}
    assert len(looked_at) > 70  # a test that saw nothing would pass too
    assert {name: found for name, template in templates.items() if (found := problems(template))} == {}


def test_some_of_the_list_is_of_types_that_are_in_use() -> None:
    """Else the list would be of another provider's resources, and find nothing whatever is written."""
    ours = {
        terraform_type for catalog in (RESOURCES, DATA) for _, types in catalog.values() for terraform_type in types
    }
    listed = {path.split(".")[0] for path in (*DROPPED["arguments"], *DROPPED["attributes"], *DROPPED["truth_values"])}
    assert {"aws_eip", "aws_flow_log", "aws_eks_addon", "aws_ecs_task_definition", "aws_s3_bucket"} <= ours & listed
    assert DROPPED["source"].endswith("version-6-upgrade")


@pytest.mark.parametrize(
    ("kind", "terraform_type", "arguments"),
    [
        ("resource", "aws_eip", {"vpc": True}),
        ("resource", "aws_eks_addon", {"resolve_conflicts": "OVERWRITE"}),
        ("resource", "aws_opsworks_stack", {}),
        ("resource", "aws_s3_bucket_policy", {"policy": "${aws_s3_bucket.Some_1.region}"}),
        ("resource", "aws_lb_target_group", {"preserve_client_ip": "1"}),
        ("data", "aws_identitystore_user", {"filter": [{}]}),
    ],
)
def test_what_was_dropped_would_be_found(kind: str, terraform_type: str, arguments: dict[str, Any]) -> None:
    content = {"provider": {"aws": [{}]}, kind: {terraform_type: {"Some": arguments}}}
    assert problems(Template("some-stack", content))


def test_an_endpoint_that_was_dropped_would_be_found() -> None:
    assert problems(Template("some-stack", {"provider": {"aws": [{"endpoints": [{"simpledb": "http://x"}]}]}}))
