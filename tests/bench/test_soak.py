"""The soak's short form, and that what the measuring commands print can be read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bin.benchmarks import serving, soak, wrk
from bin.benchmarks.serving import Rest
from bin.benchmarks.wrk import Load

ROOT = Path(__file__).parents[2]
SECONDS = 60


def bench(*words):
    command = [sys.executable, str(ROOT / "bin" / "bench"), *words]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=280)


@pytest.mark.parametrize("command", ["deploy", "serving", "soak", "synth"])
def test_every_command_says_what_it_measures_and_takes_json(command):
    done = bench(command, "--help")
    assert done.returncode == 0
    assert "--json" in done.stdout


def test_a_minute_at_load_with_a_new_version_every_eight_seconds_fails_no_request():
    done = bench("soak", "--seconds", str(SECONDS), "--swap-seconds", "8", "--port", "4848", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(done.stdout)
    assert (result["failed"], result["swapped"]) == (0, result["swaps"])
    assert result["swaps"] >= 5
    assert result["per_second"] > 0


def test_a_soak_with_a_failed_request_a_missed_swap_or_growing_memory_has_not_passed():
    good = {"failed": 0, "swaps": 3, "swapped": 3, "memory_mib_start": 100.0, "memory_mib_end": 105.0}
    assert soak.passed(good)
    assert not soak.passed(good | {"failed": 1})
    assert not soak.passed(good | {"swapped": 2})
    assert not soak.passed(good | {"memory_mib_end": 120.0})


def test_failed_answers_do_not_count_as_answers():
    assert wrk.read("slipway-bench 3000 1000000 1000 250.0 900.0") == Load(2000.0, 0.25, 0.9, 1000)


def test_the_comparison_is_with_the_best_peer_of_each_measure():
    def server(per_second, p50_ms):
        return {count: [Load(per_second, p50_ms, 1.0, 0)] * 3 for count in serving.CONNECTIONS}

    loads = {
        "no-op": server(10_000, 0.1),
        "Slipway": server(5_000, 0.2),
        "mlflow models serve": server(200, 4.0),
        "MLServer": server(1_000, 2.0),
    }
    rests = {name: Rest(1.0, 400.0 if name == "mlflow models serve" else 200.0) for name in loads}
    targets = serving.compare(rests, loads)["targets"]
    assert [each["is"] for each in targets] == [10, 5, 0.5, 2]
    assert all(each["reached"] for each in targets)
