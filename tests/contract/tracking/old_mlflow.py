"""An older MLflow, the real one, for as long as its database is younger than the one we run."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.database import SECRET_FILE_VARIABLE
from tests.support.isolated import python_with

if TYPE_CHECKING:
    from app.outputs import Database

# The first of the 3.x line that many teams stayed on; skinny is the client and the database store, without the server.
VERSION = "3.1.4"
REQUIREMENTS = (f"mlflow-skinny=={VERSION}", "alembic==1.16.5", "sqlalchemy==2.0.43", "psycopg2-binary==2.9.10")
ESTATE = Path(__file__).with_name("estate.py")


def ask(verb: str, database: Database) -> Any:
    """Let the older MLflow `write` an estate into the database, or `read` what is there."""
    secret = Path(os.environ[SECRET_FILE_VARIABLE]).read_text().strip()
    uri = f"postgresql+psycopg2://{database.username}@{database.host}:{database.port}/{database.name}"
    command = [str(python_with(*REQUIREMENTS)), str(ESTATE), verb, uri]
    variables = {**os.environ, "PGPASSWORD": secret}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)
