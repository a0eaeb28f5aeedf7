"""`bin/synth` and `bin/bench synth`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bin.benchmarks import synth as bench_synth
from bin.commands import synth

PROJECT = Path(__file__).resolve().parents[2]


def test_one_environment_is_written_and_summed_up(tmp_path: Path) -> None:
    result = CliRunner().invoke(synth.app, ["dev", "--output", str(tmp_path), "--json"])
    assert result.exit_code == 0, result.output
    stacks = {each["name"]: each for each in json.loads(result.stdout)["stacks"]}
    assert set(stacks) == {f"dev-{part}" for part in ("network", "data", "ingress", "tracking", "serving", "gateway")}
    assert stacks["dev-data"]["needs"] == ["dev-network"]
    assert stacks["dev-network"]["resources"] > 20


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"SLIPWAY_ENVIRONMENT": "prd"}, "unknown environment 'prd': give one of local, dev, staging, prod"),
        ({"SLIPWAY_ROUTER_PORT": "80"}, "SLIPWAY_ROUTER_PORT=80 is not a port from 1024 to 65535"),
    ],
)
def test_what_cdktf_runs_refuses_bad_input_in_one_line(variables: dict[str, str], message: str, tmp_path: Path) -> None:
    environment = {**os.environ, "CDKTF_OUTDIR": str(tmp_path), **variables}
    command = [sys.executable, "-m", "stacks.app"]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_variant_is_judged_by_its_share_of_the_prebuilt_way() -> None:
    medians = {
        bench_synth.PREBUILT: bench_synth.Sample(40.0, 1600.0),
        bench_synth.ONE: bench_synth.Sample(1.0, 160.0),
        bench_synth.EVERY: bench_synth.Sample(4.0, 240.0),
    }
    reached = {(each["variant"], each["measure"]): each["reached"] for each in bench_synth.compare(medians)["targets"]}
    assert reached == {
        (bench_synth.ONE, "seconds"): True,
        (bench_synth.EVERY, "seconds"): False,
        (bench_synth.ONE, "peak_mib"): True,
        (bench_synth.EVERY, "peak_mib"): False,
    }


def test_a_run_is_watched_with_its_children() -> None:
    child = "import time; held = bytearray(64 << 20); time.sleep(2)"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    sample = bench_synth.run([sys.executable, "-c", program], os.environ)
    assert sample.seconds >= 2
    assert sample.peak_mib > 64
