"""The provider's schema, as `terraform providers schema -json` prints it, in types.

The format: https://developer.hashicorp.com/terraform/cli/commands/providers/schema
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PROVIDER = "registry.terraform.io/hashicorp/aws"

# Optional in the schema of every resource, and in truth the provider's own.
_NEVER_SET = {"id", "tags_all"}


class SchemaError(ValueError):
    """The schema lacks something that the catalog names."""


@dataclass(frozen=True)
class Attribute:
    """One argument or computed value of a resource or block."""

    name: str
    type: Any  # "string", or a list such as ["list", "string"] or ["map", ["object", {...}]]
    description: str
    required: bool
    settable: bool  # False for values that only the provider computes


@dataclass(frozen=True)
class NestedBlock:
    """A block inside a resource or another block."""

    name: str
    required: bool
    single: bool  # at most one, so it is given as one value and not as a list
    body: Body


@dataclass(frozen=True)
class Body:
    """The attributes and nested blocks of a resource or block, each sorted by name."""

    attributes: tuple[Attribute, ...]
    blocks: tuple[NestedBlock, ...]
    description: str


def read_types(
    document: dict[str, Any], kind: str, names: list[str], only: Mapping[str, Collection[str]] = MappingProxyType({})
) -> dict[str, Body]:
    """Read the named types.

    Args:
        document: The whole parsed JSON.
        kind: `resource_schemas` or `data_source_schemas`.
        names: Terraform type names, `aws_s3_bucket`.
        only: Dotted path of a type or block → the blocks of it to read; where a path is missing, all are.

    Raises:
        SchemaError: The provider has no such type.
    """
    schemas = document["provider_schemas"][PROVIDER][kind]
    unknown = sorted(set(names) - set(schemas))
    if unknown:
        raise SchemaError(f"the provider has no {', '.join(unknown)} in its {kind}")
    return {name: _body(schemas[name]["block"], name, only) for name in names}


def _body(block: dict[str, Any], path: str, only: Mapping[str, Collection[str]]) -> Body:
    # A deprecated argument is one that the next major may drop, so it gets no binding.
    attributes = (
        _attribute(name, spec) for name, spec in block.get("attributes", {}).items() if not spec.get("deprecated")
    )
    blocks = (
        _nested(name, spec, f"{path}.{name}", only)
        for name, spec in block.get("block_types", {}).items()
        if not spec["block"].get("deprecated") and name in only.get(path, (name,))
    )
    return Body(
        attributes=tuple(sorted(attributes, key=lambda attribute: attribute.name)),
        blocks=tuple(sorted(blocks, key=lambda nested: nested.name)),
        description=block.get("description", ""),
    )


def _attribute(name: str, spec: dict[str, Any]) -> Attribute:
    required = bool(spec.get("required"))
    return Attribute(
        name=name,
        type=spec.get("type", "dynamic"),
        description=" ".join(spec.get("description", "").split()),
        required=required,
        settable=required or (bool(spec.get("optional")) and name not in _NEVER_SET),
    )


def _nested(name: str, spec: dict[str, Any], path: str, only: Mapping[str, Collection[str]]) -> NestedBlock:
    return NestedBlock(
        name=name,
        required=spec.get("min_items", 0) > 0,
        single=spec["nesting_mode"] == "single" or spec.get("max_items") == 1,
        body=_body(spec["block"], path, only),
    )
