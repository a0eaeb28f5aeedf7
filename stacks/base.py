"""What every stack has: its state, its provider, its tags, and the document it publishes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from modules import cdk, names
from modules.aws import account, ssm
from stacks import emulator_file
from stacks.emulator_gaps import FORGOTTEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stacks.settings import Settings

PROJECT = Path(__file__).resolve().parents[1]
SCHEMA_VERSION = 1


def local_home() -> Path:
    """Where the local environment keeps its files: `SLIPWAY_HOME`, or `.slipway/local` of the project."""
    return Path(os.environ.get("SLIPWAY_HOME") or PROJECT / ".slipway" / "local").resolve()


class SlipwayStack(cdk.Stack):
    """One deployable part of an environment.

    Args:
        app: The app that the stack belongs to.
        settings: The environment.
    """

    part: ClassVar[str]  # the second half of the stack's name: `network` in `dev-network`

    def __init__(self, app: cdk.App, settings: Settings) -> None:
        super().__init__(app, f"{settings.name}-{self.part}")
        self.settings = settings
        if settings.local_runtime:
            self.ignored_changes = FORGOTTEN
        self._keep_state()
        cdk.aws_provider(self, provider_arguments(settings))

    @property
    def account_id(self) -> str:
        """The account: the one in the settings, or whichever the credentials are for."""
        if self.settings.account_id:
            return self.settings.account_id
        if not hasattr(self, "_identity"):
            self._identity = account.DataCallerIdentity(self, "Account")
        return self._identity.account_id

    def publish(self, values: Mapping[str, Any]) -> None:
        """Make `values` known to the app: one JSON document in SSM Parameter Store, and the output `document`.

        Args:
            values: What `app/outputs.py` expects of this stack, without the three keys that every document has.
        """
        head = {"schema_version": SCHEMA_VERSION, "environment": self.settings.name, "stack": self.part}
        document = json.dumps({**head, **values}, sort_keys=True)
        name = f"/slipway/{self.settings.name}/{self.part}"
        ssm.Parameter(
            self, "Document", name=name, type="String", value=document, description="What the app may know of the stack"
        )
        cdk.output(self, "document", document, f"The same as the parameter {name}")

    def _keep_state(self) -> None:
        stack = f"{self.settings.name}-{self.part}"
        state = self.settings.state
        if state is None:
            cdk.local_backend(self, local_home() / "terraform" / f"{stack}.tfstate")
        else:
            cdk.s3_backend(
                self,
                bucket=state.bucket,
                key=f"{stack}.tfstate",
                region=self.settings.region,
                role_arn=state.role_arn,
            )


def provider_arguments(settings: Settings) -> dict[str, Any]:
    """The AWS provider's configuration for an environment."""
    tags = {
        "Project": "slipway",
        "Environment": settings.name,
        "Owner": settings.owner,
        "CostCenter": settings.cost_center,
        "ManagedBy": "terraform",
    }
    arguments: dict[str, Any] = {"region": settings.region, "default_tags": [{"tags": tags}]}
    if settings.account_id:
        arguments["allowed_account_ids"] = [settings.account_id]
    if settings.deploy_role_arn:
        role = {"role_arn": settings.deploy_role_arn, "session_name": f"{names.prefix(settings.name)}-deploy"}
        arguments["assume_role"] = [role]
    if settings.local_runtime:
        arguments |= emulator_file.provider_arguments()
    return arguments
