"""The upgrade of a tracking database: copy it, let MLflow migrate it, and on any failure put the copy back."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import SlipwayError
from app.tracking import schema
from app.tracking.copies import Copies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import URL

    from app.progress import Progress

_LINES = 6  # of MLflow's errors


@dataclass(frozen=True)
class Upgrade:
    """What was done: the database's revision before (None: it was empty) and after."""

    before: str | None
    after: str

    @property
    def changed(self) -> bool:
        """The schema is another one now."""
        return self.before != self.after


def mlflow_upgrade(url: URL) -> tuple[str, ...]:
    """MLflow's own command. The URL has no password: the plugin that it names gives one."""
    return (sys.executable, "-m", "mlflow", "db", "upgrade", url.render_as_string())


def upgrade(url: URL, progress: Progress, *, command: Sequence[str] | None = None) -> Upgrade:
    """Bring the database to the schema of the installed MLflow. Nobody else may write to it meanwhile.

    What a killed upgrade has left is dealt with first: its copy is put back where the database is half upgraded.

    Args:
        url: The database, with the token plugin.
        progress: Told of each step.
        command: What migrates the database; `mlflow db upgrade` unless given.

    Raises:
        SlipwayError: It cannot be copied, or the upgrade failed; then the database is as it was before.
    """
    copies = Copies(url)
    with copies.alone():
        _recover(copies, url)
        found = schema.read(url)
        if found.current:
            return Upgrade(found.found, found.expected)
        if found.found is not None and not found.known:
            found.check()
        with progress.step(f"Copying the database {copies.original}"):
            copies.make()
        try:
            with progress.step(f"Upgrading the schema {found.found or '(none)'} → {found.expected}"):
                _migrate(url, command or mlflow_upgrade(url))
        except BaseException:  # Ctrl-C too
            with progress.step("The upgrade failed: putting the copy back"):
                copies.put_back()
            raise
        copies.drop()
    return Upgrade(found.found, found.expected)


def _migrate(url: URL, command: Sequence[str]) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise SlipwayError(
            "the tracking database is not upgraded, and is as it was before",
            why=_reason(done.stderr),
            fix=f"{url.database}_failed_upgrade is the database as the failed upgrade left it: compare, then try again",
        )
    schema.read(url).check()


def _reason(errors: str) -> str:
    """From the line that names the last exception; before it is where in MLflow it was raised."""
    lines = errors.strip().splitlines()
    named = [number for number, line in enumerate(lines) if re.match(r"[\w.]+(Error|Exception)\b", line)]
    return "\n".join(lines[named[-1] :][:_LINES] if named else lines[-_LINES:])


def _recover(copies: Copies, url: URL) -> None:
    """Deal with the copy of an upgrade that was killed."""
    if not copies.exists():
        return
    now, before = schema.read(url), schema.read(copies.url_of_copy())
    if now.current or now.found == before.found:  # it was done, or PostgreSQL rolled back what it had begun
        copies.drop()
    else:
        copies.put_back()
