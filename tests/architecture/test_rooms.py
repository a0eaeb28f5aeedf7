"""Who may import whom. The rooms are described in docs/architecture.md."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("app", "modules", "stacks", "bin")
# What each room may import of the project, beside itself.
MAY_IMPORT = {"bin": {"app", "stacks", "modules"}, "stacks": {"modules"}, "modules": set(), "app": set()}
# No I/O: these decide, and others act. They may not even import what could reach the world.
PURE = (
    "app/apply/changes.py",
    "app/gates.py",
    "app/monitoring/drift.py",
    "app/monitoring/layout.py",
    "app/monitoring/mirror.py",
    "app/monitoring/sampling.py",
    "app/monitoring/statistics.py",
    "app/rollout/ab.py",
    "app/rollout/analysis.py",
    "app/rollout/blue_green.py",
    "app/rollout/canary.py",
    "app/rollout/expressions.py",
    "app/rollout/planner.py",
    "app/rollout/policy.py",
    "app/rollout/readings.py",
    "app/rollout/results.py",
    "app/rollout/rollback.py",
    "app/rollout/rolling.py",
    "app/rollout/shadow.py",
    "app/rollout/state.py",
    "app/rollout/verification.py",
    "app/rollout/view.py",
    "app/rollout/words.py",
    "app/routing/figures.py",
    "app/routing/route.py",
    "app/routing/envoy.py",
    "app/targets/manifests/common.py",
    "app/targets/manifests/foundation.py",
    "app/targets/manifests/model_server.py",
    "app/targets/manifests/router.py",
)
REACHES_THE_WORLD = {
    "os",
    "subprocess",
    "socket",
    "httpx",
    "requests",
    "boto3",
    "mlflow",
    "sqlalchemy",
    "urllib",
    "shutil",
}


def sources() -> list[Path]:
    plain = [path for path in (ROOT / "bin").iterdir() if path.is_file() and path.suffix == ""]
    scripts = [path for path in plain if path.read_text(encoding="utf-8").startswith("#!/usr/bin/env python3")]
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))] + scripts


def module_name(path: Path) -> str:
    relative = path.relative_to(ROOT).with_suffix("")
    return ".".join(relative.parts[:-1] if relative.name == "__init__" else relative.parts)


@cache
def imports(path: Path, *, at_start_only: bool = False) -> frozenset[str]:
    """The modules that a file imports; with `at_start_only`, without those for type checkers and inside functions."""
    found: set[str] = set()
    for node in _nodes(ast.parse(path.read_text(encoding="utf-8")), at_start_only=at_start_only):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(found)


def _nodes(tree: ast.AST, *, at_start_only: bool) -> list[ast.AST]:
    if not at_start_only:
        return list(ast.walk(tree))
    found: list[ast.AST] = []
    for node in ast.iter_child_nodes(tree):
        for_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        if not for_types and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found += [node, *_nodes(node, at_start_only=True)]
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_imports_only_the_rooms_it_may(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    reached = {name.split(".")[0] for name in imports(path)} & {*ROOMS, "tests"}
    assert reached <= MAY_IMPORT[room] | {room}


def test_only_one_file_imports_cdktf() -> None:
    importers = [path for path in sources() if any(name.split(".")[0] == "cdktf" for name in imports(path))]
    assert [path.relative_to(ROOT).as_posix() for path in importers] == ["modules/cdk.py"]


def test_constructs_never_read_the_environment() -> None:
    readers = [path for path in (ROOT / "modules").rglob("*.py") if "os" in imports(path)]
    assert readers == []


@pytest.mark.parametrize("name", PURE)
def test_what_decides_does_no_input_or_output(name: str) -> None:
    reached = {module.split(".")[0] for module in imports(ROOT / name, at_start_only=True)}
    assert not reached & REACHES_THE_WORLD


def test_no_module_imports_itself_in_a_circle() -> None:
    paths = {module_name(path): path for path in sources() if path.suffix == ".py"}
    graph = {
        name: {other for other in imports(path, at_start_only=True) if other in paths} - {name}
        for name, path in paths.items()
    }
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"import circle: {' → '.join(error.args[1])}")
