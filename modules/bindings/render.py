"""Writes a service's binding file from the schema of its types. Pure: the same schema gives the same bytes."""

from __future__ import annotations

import keyword
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from modules.bindings.schema import Attribute, Body, NestedBlock

DOCUMENTATION = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs"

_SCALARS = {"string": "str", "number": "float", "bool": "bool", "dynamic": "Any"}
# What `modules.cdk` and every constructor define; an argument of the same name would hide it.
_TAKEN = {"construct", "construct_id", "reference", "scope", "terraform_type"}
_LINE = 116


@dataclass(frozen=True)
class Binding:
    """One class to write."""

    terraform_type: str
    class_name: str
    is_data: bool
    body: Body


def render_service(service: str, provider_version: str, bindings: Sequence[Binding]) -> str:
    """The text of `modules/aws/<service>.py`."""
    lines = [
        f'"""{service}: made by `bin/slipway bindings generate` from hashicorp/aws {provider_version}. Do not edit."""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import TYPE_CHECKING, Any",
        "",
        "from modules import cdk",
        "",
        "if TYPE_CHECKING:",
        "    from collections.abc import Mapping, Sequence",
    ]
    for binding in bindings:
        lines += _blocks(binding.class_name, binding.terraform_type, binding.body)
        lines += _element(binding)
    text = "\n".join(lines) + "\n"
    return text if "Any]" in text or ": Any" in text else text.replace("TYPE_CHECKING, Any", "TYPE_CHECKING")


def _blocks(class_name: str, terraform_type: str, body: Body) -> list[str]:
    lines: list[str] = []
    for nested in body.blocks:
        name = class_name + camel(nested.name)
        lines += _blocks(name, f"{terraform_type}.{nested.name}", nested.body)
        lines += ["", "", f"class {name}(cdk.Block):"]
        lines += _docstring(f"The `{nested.name}` block of `{terraform_type}`.", nested.body, "")
        lines += ["", f'    terraform_type = "{terraform_type}.{nested.name}"', ""]
        lines += ["    def __init__(", "        self,", *_parameters(name, nested.body), "    ) -> None:"]
        lines += ["        super().__init__(", *_arguments(nested.body), "        )"]
    return lines


def _element(binding: Binding) -> list[str]:
    base, page = ("Data", "data-sources") if binding.is_data else ("Resource", "resources")
    name = binding.terraform_type.removeprefix("aws_")
    link = f"{DOCUMENTATION}/{page}/{name}"
    lines = ["", "", f"class {binding.class_name}(cdk.{base}):"]
    lines += _docstring(f"`{binding.terraform_type}`: {link}", binding.body, binding.body.description)
    lines += ["", f'    terraform_type = "{binding.terraform_type}"', ""]
    lines += ["    def __init__(", "        self,", "        scope: cdk.Scope,", "        construct_id: str,"]
    lines += _parameters(binding.class_name, binding.body, meta=not binding.is_data)
    lines += ["    ) -> None:", "        super().__init__(", "            scope,", "            construct_id,"]
    lines += _arguments(binding.body)
    if not binding.is_data:
        lines += ["            depends_on=depends_on,", "            lifecycle=lifecycle,"]
    lines += ["        )"]
    for attribute in binding.body.attributes:
        lines += _getter(attribute)
    return lines


def _docstring(summary: str, body: Body, description: str) -> list[str]:
    lines = [f'    """{summary}']
    if description and description not in summary:
        lines += ["", f"    {_escape(description)}"]
    described = [attribute for attribute in body.attributes if attribute.settable and attribute.description]
    if described:
        lines += ["", "    Args:"]
        lines += [
            line for item in described for line in _wrap(f"{python_name(item.name)}: {_escape(item.description)}")
        ]
    if len(lines) == 1:
        return [f'{lines[0]}"""']
    return [*lines, '    """']


def _parameters(class_name: str, body: Body, *, meta: bool = False) -> list[str]:
    required: list[str] = []
    optional: list[str] = []
    for attribute in body.attributes:
        if attribute.settable:
            line = f"        {python_name(attribute.name)}: {python_type(attribute.type)}"
            (required if attribute.required else optional).append(line)
    for nested in body.blocks:
        line = f"        {python_name(nested.name)}: {_block_type(class_name, nested)}"
        (required if nested.required else optional).append(line)
    lines = [f"{line}," for line in required] + [f"{line} | None = None," for line in optional]
    if meta:
        lines += ["        depends_on: Sequence[cdk.Resource] = (),", "        lifecycle: cdk.Lifecycle | None = None,"]
    return ["        *,", *lines] if lines else []


def _block_type(class_name: str, nested: NestedBlock) -> str:
    name = class_name + camel(nested.name)
    return name if nested.single else f"Sequence[{name}]"


def _arguments(body: Body) -> list[str]:
    names = [attribute.name for attribute in body.attributes if attribute.settable]
    names += [nested.name for nested in body.blocks]
    if not names:
        return ["            {},"]
    return ["            {", *(f'                "{name}": {python_name(name)},' for name in names), "            },"]


def _getter(attribute: Attribute) -> list[str]:
    """A property that returns a token; none for types that a token cannot stand for."""
    kinds = {"string": ("str", "_string"), "number": ("float", "_number")}
    is_list = isinstance(attribute.type, list) and attribute.type[0] in {"list", "set"}
    if is_list and attribute.type[1] == "string":
        returns, method = "list[str]", "_strings"
    elif isinstance(attribute.type, str) and attribute.type in kinds:
        returns, method = kinds[attribute.type]
    else:
        return []
    name = python_name(attribute.name)
    summary = _escape(attribute.description) or f"A token for `{attribute.name}`."
    doc = _wrap(summary, indent=8) if len(summary) > _LINE - 20 else [f"        {summary}"]
    doc[0] = doc[0].replace("        ", '        """', 1)
    doc[-1] += '"""'
    return ["", "    @property", f"    def {name}(self) -> {returns}:", *doc,
            f'        return self.{method}("{attribute.name}")']  # fmt: skip


def python_type(terraform_type: Any) -> str:
    """The annotation for a Terraform type: `["list", "string"]` is `Sequence[str]`."""
    if isinstance(terraform_type, str):
        return _SCALARS[terraform_type]
    kind, inner = terraform_type
    if kind in {"list", "set"}:
        return f"Sequence[{python_type(inner)}]"
    if kind == "map":
        return f"Mapping[str, {python_type(inner)}]"
    return "Mapping[str, Any]"


def python_name(name: str) -> str:
    """The argument's name in Python: a keyword, or a name of the base class, gets an underscore after it."""
    return f"{name}_" if keyword.iskeyword(name) or name in _TAKEN else name


def camel(name: str) -> str:
    """`s3_bucket` → `S3Bucket`."""
    return "".join(part.capitalize() for part in name.split("_"))


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', "'").strip()


def _wrap(text: str, indent: int = 8) -> list[str]:
    lines, line = [], " " * indent
    for word in text.split():
        if len(line) + len(word) + 1 > _LINE and line.strip():
            lines.append(line.rstrip())
            line = " " * (indent + 4)
        line += f"{word} "
    return [*lines, line.rstrip()]
