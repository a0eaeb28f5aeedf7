"""The platform's stacks on the emulator: the real `cdktf deploy`, for what changed or no longer answers."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.aws import emulator_session
from app.errors import SlipwayError
from app.local import marked, probes
from app.local.home import PROJECT_ROOT, write_private
from app.local.synthesis import read_stacks, with_neighbours

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from app.local.probes import Answers
    from app.local.runtime import Runtime
    from app.local.synthesis import SynthesisedStack
    from app.progress import Progress, Step

_ENVIRONMENT = "local"
_STYLE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_DONE = re.compile(r"(aws_\w+\.\w+): (?:Creation|Modifications|Destruction) complete")
# How AWS services say that a name is taken: EntityAlreadyExists, BucketAlreadyOwnedByYou, ResourceInUseException, …
_EXISTS = re.compile(r"already\s?exists|AlreadyOwnedByYou|ResourceInUse", re.IGNORECASE)
_STOP_SECONDS = 60


class UnknownToStateError(SlipwayError):
    """A resource is in the way that Terraform's state does not know: its maker was killed, or an answer got lost."""


@dataclass(frozen=True)
class DeployPlan:
    """Which stacks to deploy, dependencies first, and whose Terraform state speaks of nothing that exists."""

    deploy: tuple[str, ...]
    lost: tuple[str, ...]


def plan(stacks: Sequence[SynthesisedStack], deployed: Mapping[str, str], answers: Mapping[str, Answers]) -> DeployPlan:
    """Decide what to deploy.

    Args:
        stacks: The environment's stacks, dependencies first.
        deployed: The fingerprint with which each stack was last deployed to the end.
        answers: What the emulator says of each stack's resources.
    """
    lost = [stack.name for stack in stacks if answers[stack.name].all_lost]
    stale = [
        stack.name
        for stack in stacks
        if deployed.get(stack.name) != stack.fingerprint or answers[stack.name].missing or not answers[stack.name].asked
    ]
    return DeployPlan(deploy=tuple(with_neighbours(stale, stacks)), lost=tuple(lost))


class Infrastructure:
    """The stacks of `local` on the runtime's emulator.

    Args:
        runtime: Where the emulator is and where state is kept.
        terraform_environment: Variables for Terraform, such as where it finds its provider.
    """

    def __init__(self, runtime: Runtime, terraform_environment: Mapping[str, str]) -> None:
        self._runtime = runtime
        self._terraform = runtime.home / "terraform"
        self._output = runtime.home / "cdktf.out"
        self._record = runtime.home / "deployed.json"
        self._environment = {
            **os.environ,
            **runtime.environment,
            **terraform_environment,
            "SLIPWAY_HOME": str(runtime.home),
            "SLIPWAY_ENVIRONMENT": _ENVIRONMENT,  # the others need not be synthesised
            "CI": "1",  # no spinner, no question
        }

    def deploy(self, progress: Progress) -> tuple[str, ...]:
        """Bring the emulator to what the stacks say; returns the names of the stacks that were deployed.

        Raises:
            SlipwayError: Synthesis or deployment fails; the log is kept in `logs/cdktf.log`.
        """
        with progress.step("Synthesising the stacks"):
            self._run(["cdktf", "synth", "--output", str(self._output)], None)
            stacks = read_stacks(self._output, _ENVIRONMENT)
        aws = emulator_session(self._runtime.endpoint_url)
        answers = {stack.name: probes.ask(aws, self.state_file(stack.name)) for stack in stacks}
        decided = plan(stacks, self._deployed(), answers)
        self._set_aside(decided.lost, progress)
        if decided.deploy:
            self._apply([stack for stack in stacks if stack.name in decided.deploy], progress)
        return decided.deploy

    def destroy(self, progress: Progress) -> None:
        """Destroy every deployed stack: for an emulator that lives on without us.

        Raises:
            SlipwayError: Terraform refuses or fails; the log is kept in `logs/cdktf.log`.
        """
        names = sorted(self._deployed())
        if not names:
            return
        command = ["cdktf", "destroy", *names, "--output", str(self._output), "--auto-approve", "--no-color"]
        with progress.step(f"Destroying {len(names)} stacks") as step:
            self._run(command, step)
        self._remember({})

    def answers(self) -> dict[str, Answers]:
        """What the emulator says of each deployed stack's resources, by stack."""
        aws = emulator_session(self._runtime.endpoint_url)
        return {name: probes.ask(aws, self.state_file(name)) for name in self._deployed()}

    def state_file(self, stack: str) -> Path:
        """Terraform's state of a stack."""
        return self._terraform / f"{stack}.tfstate"

    def _apply(self, stacks: Sequence[SynthesisedStack], progress: Progress) -> None:
        self._remember({name: mark for name, mark in self._deployed().items() if name not in {s.name for s in stacks}})
        names = [stack.name for stack in stacks]
        command = ["cdktf", "deploy", *names, "--output", str(self._output), "--skip-synth", "--auto-approve"]
        command += ["--skip-provider-lock", "--no-color"]
        total = sum(stack.resource_count for stack in stacks)
        with progress.step(f"Deploying {len(names)} stacks", total=total) as step:
            step.advance(", ".join(names), by=0)
            self._run(command, step)
        self._remember({**self._deployed(), **{stack.name: stack.fingerprint for stack in stacks}})

    def _set_aside(self, names: Sequence[str], progress: Progress) -> None:
        if not names:
            return
        with progress.step("The emulator lost its memory: setting state aside", total=len(names)) as step:
            moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
            for name in names:
                kept = self.state_file(name).with_suffix(f".tfstate.lost-{moment}")
                self.state_file(name).replace(kept)
                step.advance(kept.name)

    def _deployed(self) -> dict[str, str]:
        try:
            return dict(json.loads(self._record.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}

    def _remember(self, deployed: Mapping[str, str]) -> None:
        write_private(self._record, json.dumps(deployed, indent=2, sort_keys=True) + "\n")

    def _run(self, command: Sequence[str], step: Step | None) -> None:
        log = self._runtime.home / "logs" / "cdktf.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        try:
            process = marked.start(
                command,
                self._runtime.home,
                self._environment,
                cwd=PROJECT_ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C reaches it through us alone, and only once
            )
            lines = _follow(process, log, step)
        except BaseException:
            # As Ctrl-C would, so that Terraform saves its state. Not only the group: `cdktf` ends before its children,
            # may start another meanwhile, and Terraform has a session of its own.
            self._runtime.supervisor().end_strays(signal.SIGINT, seconds=_STOP_SECONDS)
            raise
        if process.wait() != 0:
            raise _failure(command, lines, log)


def _follow(process: subprocess.Popen[str], log: Path, step: Step | None) -> list[str]:
    lines = []
    with log.open("a", encoding="utf-8") as file:
        for raw in process.stdout or ():
            line = _STYLE.sub("", raw).rstrip()
            lines.append(line)
            file.write(line + "\n")
            for name in _DONE.findall(line) if step else ():
                step.advance(name)  # type: ignore[union-attr]  # the loop is empty without a step
    return lines


def _failure(command: Sequence[str], lines: Sequence[str], log: Path) -> SlipwayError:
    text = "\n".join(lines)
    if "Failed to query available provider packages" in text or "registry.terraform.io" in text:
        return SlipwayError(
            "Terraform cannot find the AWS provider",
            why="its registry does not answer, and no folder with a mirror of it was found",
            fix="connect to the internet, or name a mirror: TF_PLUGIN_MIRROR=/folder/that/holds/registry.terraform.io",
        )
    kind = UnknownToStateError if _EXISTS.search(text) else SlipwayError
    start = next((number for number, line in enumerate(lines) if "Error:" in line), max(0, len(lines) - 12))
    why = "\n".join(line for line in lines[start : start + 12] if line.strip())
    return kind(f"`{command[0]} {command[1]}` failed", why=why, fix=f"see {log}")
