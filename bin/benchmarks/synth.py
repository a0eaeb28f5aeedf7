"""`bin/bench synth`: what a synth costs here, and at the least with HashiCorp's prebuilt AWS package, in one run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bin.bootstrap import uv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import psutil

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

PROJECT = Path(__file__).resolve().parents[2]
# An environment of its own, so that the everyday one stays as it is.
BENCH_VENV = PROJECT / ".slipway" / "bench-venv"
SAMPLE_SECONDS = 0.05
WATCHING_SHARE = 20
ONE, EVERY, PREBUILT = "one environment", "every environment", "prebuilt package"


@dataclass(frozen=True)
class Sample:
    """One run: wall time, and the most memory that its processes (Python and node) held together."""

    seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Target:
    """What a variant may cost, as a share of the prebuilt way's."""

    variant: str
    measure: str  # "seconds" or "peak_mib"
    at_most: float


TARGETS = (
    Target(ONE, "seconds", 1 / 20),
    Target(EVERY, "seconds", 1 / 12),
    Target(ONE, "peak_mib", 1 / 8),
    Target(EVERY, "peak_mib", 1 / 8),
)


@app.command()
def synth(
    repeats: Annotated[int, typer.Option(min=1, help="Runs of each variant; medians are compared.")] = 3,
    *,
    bytecode: Annotated[
        bool, typer.Option(help="Let Python use compiled bytecode, which a fresh checkout does not have.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Time and memory of synthesising one and every environment, against a lower bound for the prebuilt AWS package."""
    python = install_prebuilt()
    with tempfile.TemporaryDirectory(prefix="slipway-bench-") as folder:
        runs = _measure(python, Path(folder), repeats, bytecode=bytecode)
    result = compare({variant: _median(samples) for variant, samples in runs.items()})
    result |= {"repeats": repeats, "bytecode": bytecode}
    result["samples"] = {variant: [asdict(sample) for sample in samples] for variant, samples in runs.items()}
    if as_json:
        print(json.dumps(result, indent=2))
    else:
        _show(result)
    if not all(each["reached"] for each in result["targets"]):
        raise typer.Exit(1)


def install_prebuilt() -> Path:
    """Install the `bench` group into a virtual environment of its own; returns its Python. Quick once it is there.

    Raises:
        SlipwayError: uv fails, for example without internet.
    """
    from app.errors import SlipwayError

    command = (uv(), "sync", "--frozen", "--only-group", "bench", "--no-install-project", "--quiet")
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(BENCH_VENV)}
    done = subprocess.run(command, cwd=PROJECT, env=environment, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise SlipwayError(
            "the prebuilt AWS package cannot be installed to compare with",
            why=done.stderr.strip(),
            fix="the package is 100 MB from PyPI: see that it can be reached",
        )
    return BENCH_VENV / "bin" / "python"


def _measure(prebuilt: Path, folder: Path, repeats: int, *, bytecode: bool) -> dict[str, list[Sample]]:
    environment = _environment(folder, bytecode=bytecode)
    ours, theirs, out = folder / "all", folder / "prebuilt", {"CDKTF_OUTDIR": str(folder / "all")}
    stacks = (sys.executable, "-m", "stacks.app")
    script = str(PROJECT / "bin" / "benchmarks" / "prebuilt.py")
    variants: dict[str, tuple[Sequence[str], Mapping[str, str]]] = {
        EVERY: (stacks, {**environment, **out}),
        ONE: (stacks, {**environment, "SLIPWAY_ENVIRONMENT": "local", "CDKTF_OUTDIR": str(folder / "one")}),
        PREBUILT: ((str(prebuilt), script, str(ours / "stacks"), str(theirs)), environment),
    }
    runs: dict[str, list[Sample]] = {variant: [] for variant in variants}
    # One round that is not counted: it fills the disk's cache, and where allowed the bytecode's, for all alike.
    for round_number in range(repeats + 1):
        for variant, (command, variables) in variants.items():
            sample = run(command, variables)
            if round_number:
                runs[variant].append(sample)
    return runs


def _environment(folder: Path, *, bytecode: bool) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(PROJECT), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    return environment if bytecode else {**environment, "PYTHONDONTWRITEBYTECODE": "1"}


def run(command: Sequence[str], environment: Mapping[str, str]) -> Sample:
    """Run a command to its end, watching it and its children.

    Raises:
        SlipwayError: It failed.
    """
    import psutil

    from app.errors import SlipwayError

    started = time.monotonic()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, cwd=PROJECT, env=dict(environment), stdout=errors, stderr=errors)
        peak, watched = 0, psutil.Process(process.pid)
        while process.poll() is None:
            asked = time.monotonic()
            peak = max(peak, _memory(watched))
            # To count a large process's pages halts it: the larger, the rarer, so that watching costs all alike 5 %.
            time.sleep(max(SAMPLE_SECONDS, WATCHING_SHARE * (time.monotonic() - asked)))
        seconds = time.monotonic() - started
        if process.returncode != 0:
            errors.seek(0)
            raise SlipwayError(f"{command[0]} failed", why=errors.read().decode(errors="replace")[-2000:])
    return Sample(seconds, peak / 2**20)


def _memory(process: psutil.Process) -> int:
    import psutil

    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            # Pages that the two processes share count once (Linux: pss); macOS knows only what is not shared at all.
            memory = each.memory_full_info()
            total += getattr(memory, "pss", memory.uss)
    except psutil.NoSuchProcess:  # it ended between being listed and being asked
        return total
    return total


def _median(samples: Sequence[Sample]) -> Sample:
    return Sample(
        statistics.median(sample.seconds for sample in samples),
        statistics.median(sample.peak_mib for sample in samples),
    )


def compare(medians: Mapping[str, Sample]) -> dict[str, Any]:
    """Set each variant beside the prebuilt way.

    Returns:
        `medians` by variant, and `targets`: each with the share reached, the share allowed, and whether it holds.
    """
    targets = []
    for target in TARGETS:
        share = getattr(medians[target.variant], target.measure) / getattr(medians[PREBUILT], target.measure)
        targets.append({**asdict(target), "share": share, "reached": share <= target.at_most})
    return {"medians": {variant: asdict(sample) for variant, sample in medians.items()}, "targets": targets}


def _show(result: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    medians = Table("synth of", "seconds", "MiB", title=f"medians of {result['repeats']} interleaved runs")
    for variant, sample in result["medians"].items():
        medians.add_row(variant, f"{sample['seconds']:.2f}", f"{sample['peak_mib']:.0f}")
    targets = Table("target", "of", "at most", "is", "")
    for each in result["targets"]:
        reached = "[green]reached[/green]" if each["reached"] else "[red]missed[/red]"
        row = (each["variant"], each["measure"], f"1/{1 / each['at_most']:.0f}", f"1/{1 / each['share']:.1f}", reached)
        targets.add_row(*row)
    console.print(medians)
    console.print(targets)
