"""The bootstrap stack: once an account, before anything else. The bucket of Terraform's state, and the deploy role.

It is not among an environment's stacks, and so not deployed with them:

    cdktf deploy bootstrap-prod --app 'python -m stacks.bootstrap prod'

Its own state starts in a file, for want of the bucket that it makes, and then moves there:

    cdktf deploy bootstrap-prod --app 'python -m stacks.bootstrap prod moved' --migrate-state
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from modules import cdk, names
from modules.aws import account
from modules.buckets import PrivateBucket
from modules.deploy_role import DeployRole
from modules.encryption_key import EncryptionKey
from stacks.base import local_home, provider_arguments
from stacks.environments import UnknownEnvironmentError, environment

if TYPE_CHECKING:
    from stacks.setting_blocks import PipelineSettings, StateSettings
    from stacks.settings import Settings


class BootstrapStack(cdk.Stack):
    """What an account needs before an environment can be deployed to it.

    Args:
        app: The app that the stack belongs to.
        settings: The environment.
        state: Where the environment keeps its state.
        moved: The stack's own state is in the bucket too.
    """

    def __init__(self, app: cdk.App, settings: Settings, *, state: StateSettings, moved: bool) -> None:
        name = f"bootstrap-{settings.name}"
        super().__init__(app, name)
        self._settings = settings
        if moved:
            cdk.s3_backend(self, bucket=state.bucket, key=f"{name}.tfstate", region=settings.region, role_arn=None)
        else:
            cdk.local_backend(self, local_home().parent / "bootstrap" / f"{name}.tfstate")
        # Whoever bootstraps does so as themselves: the role that deploys is made here.
        cdk.aws_provider(self, provider_arguments(settings.model_copy(update={"deploy_role_arn": None})))
        self._account_id = settings.account_id or account.DataCallerIdentity(self, "Account").account_id
        bucket = self._make_state_bucket(state)
        if settings.pipeline:
            self._make_deploy_role(bucket, settings.pipeline)

    def _make_state_bucket(self, state: StateSettings) -> PrivateBucket:
        key = EncryptionKey(
            self,
            "StateKey",
            alias=f"alias/{names.prefix(self._settings.name)}-state",
            description="Terraform's state",
            account_id=self._account_id,
            may_be_lost=False,
        )
        return PrivateBucket(self, "State", name=state.bucket, key_arn=key.arn, delete_with_objects=False)

    def _make_deploy_role(self, bucket: PrivateBucket, pipeline: PipelineSettings) -> None:
        role = DeployRole(
            self,
            "DeployRole",
            environment=self._settings.name,
            account_id=self._account_id,
            regions=[each for each in (self._settings.region, self._settings.database.replica_region) if each],
            issuer=pipeline.issuer,
            audience=pipeline.audience,
            subject=pipeline.subject,
            state_bucket_arn=bucket.arn,
        )
        cdk.output(self, "deploy_role_arn", role.arn, "What the pipeline assumes, and deploy_role_arn of the settings")


def main(words: list[str]) -> int:
    """Synthesise the bootstrap stack of the environment that the first word names.

    Returns:
        The exit code: 2 where the environment is unknown or is not on AWS.
    """
    try:
        settings = environment(words[0])
    except UnknownEnvironmentError as error:
        return _refuse(str(error))
    if settings.state is None:
        return _refuse(f"environment {settings.name!r} keeps its state in files: there is nothing to bootstrap")
    app = cdk.App()
    BootstrapStack(app, settings, state=settings.state, moved="moved" in words[1:])
    app.synth()
    return 0


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)  # noqa: T201 - the message is for the person at the command line
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
