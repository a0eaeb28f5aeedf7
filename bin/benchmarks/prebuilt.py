"""The prebuilt way, for comparison: run by `bin/bench synth` in an environment that has HashiCorp's AWS package.

Imports the package and makes one resource of each type that Slipway's stacks hold, with the required arguments as they
stand in the synthesised JSON. A lower bound: real stacks make each type many times.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from pathlib import Path
from typing import Any

from modules import cdk

PACKAGE = "cdktf_cdktf_provider_aws"


def one_of_each(stacks: Path) -> dict[str, dict[str, Any]]:
    """Terraform type → arguments of the first resource of that type below the folder `stacks`."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(stacks.glob("*/cdk.tf.json")):
        resources = json.loads(file.read_text(encoding="utf-8"))["resource"]
        for terraform_type, made in resources.items():
            found.setdefault(terraform_type, next(iter(made.values())))
    return found


def make(stack: cdk.Stack, terraform_type: str, given: dict[str, Any]) -> None:
    """Make one resource with the package's own class."""
    name = terraform_type.removeprefix("aws_")
    module = importlib.import_module(f"{PACKAGE}.{name}")
    class_name = "".join(part.capitalize() for part in name.split("_"))
    # The package adds an "A" where the name is also that of a block of another resource.
    made_by = getattr(module, class_name, None) or getattr(module, f"{class_name}A")
    parameters = inspect.signature(made_by.__init__).parameters.values()
    required = [each.name for each in parameters if each.kind is each.KEYWORD_ONLY and each.default is each.empty]
    made_by(stack, name, **{argument: given[argument.rstrip("_")] for argument in required})


def main() -> None:
    """Synthesise one stack into the second argument; its arguments come from the stacks in the first."""
    stacks, output = Path(sys.argv[1]), sys.argv[2]
    resources = one_of_each(stacks)
    app = cdk.App(outdir=output)
    stack = cdk.Stack(app, "prebuilt")
    provider = importlib.import_module(f"{PACKAGE}.provider")
    provider.AwsProvider(stack, "Aws", region="us-east-1")
    for terraform_type, given in sorted(resources.items()):
        make(stack, terraform_type, given)
    app.synth()


if __name__ == "__main__":
    main()
