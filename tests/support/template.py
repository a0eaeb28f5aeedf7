"""A small vocabulary for what was synthesised: `Template` is one stack, `synthesise` gives all of them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stacks.app import synthesise as write
from stacks.environments import NAMES, environment

if TYPE_CHECKING:
    from stacks.settings import Settings


@dataclass(frozen=True)
class Template:
    """One synthesised stack."""

    name: str
    content: Mapping[str, Any]

    @property
    def environment(self) -> str:
        return self.name.partition("-")[0]

    @property
    def part(self) -> str:
        return self.name.partition("-")[2]

    def resources_by_type(self, terraform_type: str) -> dict[str, dict[str, Any]]:
        """Logical id → arguments."""
        return dict(self.content.get("resource", {}).get(terraform_type, {}))

    def resources(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Type, logical id and arguments of every resource."""
        return [
            (terraform_type, name, arguments)
            for terraform_type, made in self.content.get("resource", {}).items()
            for name, arguments in made.items()
        ]

    def addresses(self) -> set[str]:
        return {f"{terraform_type}.{name}" for terraform_type, name, _ in self.resources()}

    def resource_count_is(self, terraform_type: str, count: int) -> None:
        found = sorted(self.resources_by_type(terraform_type))
        assert len(found) == count, f"{self.name}: {len(found)} {terraform_type}, not {count}: {found}"

    def has_resource(self, terraform_type: str, **arguments: Any) -> None:
        """At least one resource of the type has all of these arguments."""
        made = self.resources_by_type(terraform_type)
        matches = [name for name, given in made.items() if arguments.items() <= given.items()]
        assert matches, f"{self.name}: no {terraform_type} with {arguments} among {json.dumps(made, indent=1)}"

    def expect_output(self, name: str) -> Any:
        outputs = self.content.get("output", {})
        assert name in outputs, f"{self.name}: no output {name!r} among {sorted(outputs)}"
        return outputs[name]["value"]

    def document(self) -> dict[str, Any]:
        """What the stack publishes; tokens stand in it as `${…}`."""
        return dict(json.loads(self.expect_output("document")))


def synthesise(*environments: Settings, folder: Path | None = None) -> dict[str, Template]:
    """Synthesise into `folder`, or into one that is gone afterwards; stack name → template."""
    with tempfile.TemporaryDirectory() as temporary:
        output = folder or Path(temporary)
        write(environments, output)
        return read(output)


def read(output: Path) -> dict[str, Template]:
    stacks = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["stacks"]
    return {
        name: Template(name, json.loads((output / entry["synthesizedStackPath"]).read_text(encoding="utf-8")))
        for name, entry in stacks.items()
    }


@cache
def every_environment() -> Mapping[str, Template]:
    """All stacks of all environments, synthesised once; no environment variable of this machine has a say."""
    return synthesise(*(environment(name, {}) for name in NAMES))


def of_environment(templates: Mapping[str, Template], name: str) -> list[Template]:
    return [template for template in templates.values() if template.environment == name]


def strings(value: Any) -> Iterable[str]:
    """Every string inside `value`, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
