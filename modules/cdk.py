"""The only importer of cdktf: what Slipway uses of it, in Slipway's own words.

Moving to another distribution of CDK for Terraform (cdktn) is a change to the two imports below and nothing else.

`Resource` and `Data` are the bases of the generated bindings in `modules/aws`. They hold a plain `TerraformResource`
(or data source), whose arguments the stack tells: importing HashiCorp's prebuilt AWS package instead costs tens of
seconds and over a gigabyte for each synth.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeAlias

import cdktf as terraform
import constructs

if TYPE_CHECKING:
    from pathlib import Path

App: TypeAlias = terraform.App

__all__ = [
    "App",
    "BindingError",
    "Block",
    "Construct",
    "Data",
    "Lifecycle",
    "Resource",
    "Scope",
    "Stack",
    "aws_provider",
    "local_backend",
    "output",
    "protected",
    "s3_backend",
]

# Write only what both majors accept; 7.0 is not out, and nothing says what it will drop.
AWS_PROVIDER_CONSTRAINT = ">= 5.100.0, < 7.0.0"


class _Arguments(terraform.TerraformElement):
    """The arguments of everything in a stack, by block, type and logical id, told to cdktf at once when it asks.

    cdktf runs in another process; one by one, as overrides of each resource, they were seven of ten messages to it.
    """

    def __init__(self, stack: Stack) -> None:
        super().__init__(stack, "Arguments")
        self._blocks: dict[str, dict[str, dict[str, Any]]] = {}  # Terraform refuses a block with nothing in it

    def add(self, block: str, terraform_type: str, logical_id: str, arguments: Any) -> None:
        """Take over the arguments of one resource or data source."""
        self._blocks.setdefault(block, {}).setdefault(terraform_type, {})[logical_id] = arguments

    def to_terraform(self) -> Any:
        """What cdktf merges into the stack."""
        return self._blocks


class Stack(terraform.TerraformStack):
    """A deployable unit with a state of its own."""

    # Resource type → arguments whose drift is left alone in this stack, whatever the resource itself says.
    ignored_changes: Mapping[str, Sequence[str]] = MappingProxyType({})

    def __init__(self, scope: App, stack_id: str) -> None:
        super().__init__(scope, stack_id)
        self.arguments = _Arguments(self)


class Construct(constructs.Construct):
    """A part of a stack that is made of resources and other constructs.

    Args:
        scope: The stack or construct that it belongs to.
        construct_id: A PascalCase literal, unique in its scope.
    """

    def __init__(self, scope: Scope, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        # Kept here, because to ask cdktf for it is a message to another process, for each resource.
        self.stack: Stack = scope if isinstance(scope, Stack) else scope.stack
        # What is made in here belongs to the provider of this alias: another region. None: the stack's own.
        self.provider_alias: str | None = None if isinstance(scope, Stack) else scope.provider_alias


Scope: TypeAlias = Stack | Construct


class BindingError(TypeError):
    """A resource was given an argument that it does not have, or not given one that it needs."""


class _Checked:
    """Refuses unknown and missing keyword arguments, by name, before Python's own `TypeError` would."""

    terraform_type: ClassVar[str]

    def __new__(cls, *_positional: Any, **arguments: Any) -> Self:
        """Compare what is given with the signature of the class.

        Raises:
            BindingError: The message names the resource, the argument and the nearest known argument.
        """
        code = cls.__init__.__code__
        known = code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]
        unknown = [name for name in arguments if name not in known]
        if unknown:
            raise BindingError(_unknown(cls.terraform_type, unknown[0], known))
        defaults = cls.__init__.__kwdefaults__ or {}
        missing = [name for name in known if name not in arguments and name not in defaults]
        if missing:
            names = ", ".join(repr(name) for name in missing)
            raise BindingError(f"{cls.terraform_type}: required argument {names} is missing")
        return super().__new__(cls)


def _unknown(terraform_type: str, name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{terraform_type}: unknown argument {name!r}{hint}"


class Block(_Checked):
    """A nested block of a resource. Arguments left at None are not written.

    Args:
        arguments: The block's arguments by their Terraform names.
    """

    def __init__(self, arguments: Mapping[str, Any]) -> None:
        self.arguments = arguments


class Lifecycle(Block):
    """Terraform's `lifecycle` meta-argument.

    Args:
        create_before_destroy: A replacement is made before the old resource is removed.
        prevent_destroy: A plan that would destroy the resource fails.
        ignore_changes: Argument names whose drift is left alone.
    """

    terraform_type = "lifecycle"

    def __init__(
        self,
        *,
        create_before_destroy: bool | None = None,
        prevent_destroy: bool | None = None,
        ignore_changes: Sequence[str] | None = None,
    ) -> None:
        super().__init__(
            {
                "create_before_destroy": create_before_destroy,
                "prevent_destroy": prevent_destroy,
                "ignore_changes": ignore_changes,
            }
        )


def protected(*, may_be_lost: bool, ignore_changes: Sequence[str] = ()) -> Lifecycle:
    """The lifecycle of what holds data: unless it may be lost, a plan that would destroy it fails as a whole.

    AWS's own deletion protection comes too late for that: by then Terraform has destroyed what stood beside it.
    """
    return Lifecycle(prevent_destroy=None if may_be_lost else True, ignore_changes=ignore_changes or None)


class _Element(_Checked):
    """What a resource and a data source share: a construct in the tree, and tokens for its attributes."""

    construct: terraform.TerraformResource | terraform.TerraformDataSource
    _tokens: dict[str, Any]  # each is asked for once: it is a message to another process

    def _write(self, block: str, scope: Scope, arguments: Mapping[str, Any]) -> None:
        stack = scope if isinstance(scope, Stack) else scope.stack
        stack.arguments.add(block, self.terraform_type, self.construct.friendly_unique_id, plain(arguments))

    def reference(self, path: str) -> str:
        """A string token for an attribute inside a nested block, as in `vpc_config[0].vpc_id`."""
        return self._string(path)

    def reference_if_any(self, path: str) -> str:
        """A string token for an attribute of a block that there may be none of: `master_user_secret[*].secret_arn`.

        Empty where there is none: an index would fail the whole stack. Named, for its quotes would not do in JSON.
        """
        joined = terraform.Fn.join("", self.construct.get_list_attribute(path))
        return terraform.TerraformLocal(self.construct, path.replace("[*].", "_"), joined).as_string

    def _string(self, name: str) -> str:
        if name not in self._tokens:
            self._tokens[name] = self.construct.get_string_attribute(name)
        return str(self._tokens[name])

    def _number(self, name: str) -> float:
        return self.construct.get_number_attribute(name)

    def _strings(self, name: str) -> list[str]:
        return self.construct.get_list_attribute(name)


class Resource(_Element):
    """The base of every generated resource.

    Args:
        scope: The construct that the resource belongs to.
        construct_id: A PascalCase literal, unique in its scope; part of the resource's address, so a contract.
        arguments: Arguments by their Terraform names; those at None are not written.
        depends_on: Resources that must exist first although no argument refers to them.
        lifecycle: Terraform's lifecycle rules.
    """

    def __init__(
        self,
        scope: Scope,
        construct_id: str,
        arguments: Mapping[str, Any],
        *,
        depends_on: Sequence[Resource] = (),
        lifecycle: Lifecycle | None = None,
    ) -> None:
        self._tokens = {}
        self.construct = terraform.TerraformResource(
            scope,
            construct_id,
            terraform_resource_type=self.terraform_type,
            terraform_generator_metadata=_provider_metadata(),
            depends_on=[resource.construct for resource in depends_on] or None,
        )
        provider = None if isinstance(scope, Stack) or not scope.provider_alias else f"aws.{scope.provider_alias}"
        self._write(
            "resource", scope, {**arguments, "provider": provider, "lifecycle": self._lifecycle(scope, lifecycle)}
        )

    def _lifecycle(self, scope: Scope, own: Lifecycle | None) -> dict[str, Any] | None:
        rules = plain(own) if own else {}
        stack = scope if isinstance(scope, Stack) else scope.stack
        also = stack.ignored_changes.get(self.terraform_type, ())
        ignored = [*rules.get("ignore_changes", ()), *also]
        return {**rules, **({"ignore_changes": ignored} if ignored else {})} or None


class Data(_Element):
    """The base of every generated data source.

    Args:
        scope: The construct that the data source belongs to.
        construct_id: A PascalCase literal, unique in its scope.
        arguments: Arguments by their Terraform names; those at None are not written.
    """

    def __init__(self, scope: Scope, construct_id: str, arguments: Mapping[str, Any]) -> None:
        self._tokens = {}
        self.construct = terraform.TerraformDataSource(
            scope,
            construct_id,
            terraform_resource_type=self.terraform_type,
            terraform_generator_metadata=_provider_metadata(),
        )
        self._write("data", scope, arguments)


def plain(value: Any) -> Any:
    """Turn blocks and tuples, nested anywhere, into the dicts and lists that cdktf takes; None is left out."""
    if isinstance(value, Block):
        value = value.arguments
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def aws_provider(stack: Stack, arguments: Mapping[str, Any], *, alias: str | None = None) -> None:
    """Configure the stack's AWS provider.

    Args:
        stack: The stack.
        arguments: Those of Terraform's provider block.
        alias: What constructs name a second provider by (`Construct.provider_alias`); None: the first.
    """
    provider = terraform.TerraformProvider(
        stack,
        f"Aws{(alias or '').capitalize()}",
        terraform_resource_type="aws",
        terraform_provider_source="hashicorp/aws",
        terraform_generator_metadata=_provider_metadata(),
    )
    for name, value in {**arguments, **({"alias": alias} if alias else {})}.items():
        provider.add_override(name, plain(value))
    # cdktf writes the generator's exact version here, which would hold everybody to that one.
    stack.add_override("terraform.required_providers.aws.version", AWS_PROVIDER_CONSTRAINT)


def local_backend(stack: Stack, path: Path) -> None:
    """Keep the stack's state in the file `path`."""
    terraform.LocalBackend(stack, path=str(path))


def s3_backend(stack: Stack, *, bucket: str, key: str, region: str, role_arn: str | None) -> None:
    """Keep the stack's state in S3, encrypted, locked by S3 itself (no DynamoDB table).

    `use_lockfile` is newer than cdktf 0.21's own class, hence the override. Needs Terraform 1.10:
    https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
    """
    role = {"assume_role": terraform.S3BackendAssumeRoleConfig(role_arn=role_arn)} if role_arn else {}
    terraform.S3Backend(stack, bucket=bucket, key=key, region=region, encrypt=True, **role)  # type: ignore[arg-type]
    stack.add_override("terraform.backend.s3.use_lockfile", value=True)


def output(stack: Stack, name: str, value: Any, description: str) -> None:
    """Declare a Terraform output with exactly this name."""
    terraform.TerraformOutput(stack, name, value=value, description=description, static_id=True)


def _provider_metadata() -> terraform.TerraformProviderGeneratorMetadata:
    # Without a version the command line refuses the stack ("unsupported" provider).
    return terraform.TerraformProviderGeneratorMetadata(provider_name="aws", provider_version="5.100.0")
