"""Commands of the documentation that a test of their own runs: those that start, stop, test or deploy a platform.

The test takes the command from here and runs it, so that what stands in the documentation is what was run.
"""

from __future__ import annotations

import ast
import shlex
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

UP = "bin/up"
UP_WITH_OTHER_DATA = "bin/up --dataset breast-cancer"
DOWN = "bin/down"
DOWN_AND_DELETE = "bin/down --delete-data"
DEPLOY = "cdktf deploy 'dev-*'"  # on the emulator
BOOTSTRAP = "cdktf deploy bootstrap-dev --app 'python -m stacks.bootstrap dev'"
MOVE_STATE = "cdktf deploy bootstrap-dev --app 'python -m stacks.bootstrap dev moved' --migrate-state"
# By the name of the constant: the file that runs it.
RUN_BY = {
    "UP": "tests/e2e/conftest.py",
    "UP_WITH_OTHER_DATA": "tests/e2e/test_up.py",
    "DOWN": "tests/e2e/test_up.py",
    "DOWN_AND_DELETE": "tests/e2e/test_up.py",
    "DEPLOY": "tests/emulator/life.py",
    "BOOTSTRAP": "tests/emulator/test_bootstrap.py",
    "MOVE_STATE": "tests/emulator/test_bootstrap.py",
}
ELSEWHERE = {globals()[name]: name for name in RUN_BY}


def words(command: str) -> list[str]:
    """The command as a list of words."""
    return shlex.split(command)


def is_run(name: str) -> bool:
    """Whether the constant `name` is handed to a call that runs it, in the file that `RUN_BY` gives."""
    tree = ast.parse((ROOT / RUN_BY[name]).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _runs(node)]
    return any(_names(argument, name) for call in calls for argument in call.args)


def _runs(call: ast.Call) -> bool:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return called in {"run", "ask", "must", "shell"}


def _names(argument: ast.expr, name: str) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == name for node in ast.walk(argument))
