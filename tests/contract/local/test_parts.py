"""The emulator and the tracking server as parts of the local platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.aws import emulator_session
from app.errors import SlipwayError
from app.local import emulator, tracking
from app.local.runtime import Ports, Runtime
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.local.supervisor import Supervisor


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Runtime]:
    ports = Ports(**{name: free_port() for name in Ports.model_fields})
    made = Runtime(
        tmp_path, endpoint_url=f"http://127.0.0.1:{ports.emulator_port}", embedded_emulator=True, ports=ports
    )
    yield made
    made.supervisor().shutdown()


def start(runtime: Runtime) -> Supervisor:
    supervisor = runtime.supervisor()
    supervisor.ensure(emulator.program(runtime.home, runtime.ports.emulator_port))
    emulator.wait(runtime.endpoint_url)
    return supervisor


def parameters(runtime: Runtime) -> list[str]:
    found = emulator_session(runtime.endpoint_url).client("ssm").describe_parameters()["Parameters"]
    return [parameter["Name"] for parameter in found]


def put(runtime: Runtime, name: str) -> None:
    emulator_session(runtime.endpoint_url).client("ssm").put_parameter(Name=name, Value="1", Type="String")


def test_the_emulator_remembers_what_it_knew_when_it_ended_well(runtime: Runtime) -> None:
    supervisor = start(runtime)
    put(runtime, "/known")
    supervisor.remove(emulator.NAME)
    start(runtime)
    assert parameters(runtime) == ["/known"]


def test_the_emulator_that_is_named_is_asked_whatever_the_shell_points_to(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(runtime)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    put(runtime, "/known")
    assert parameters(runtime) == ["/known"]


def test_a_snapshot_that_was_read_is_never_read_again(runtime: Runtime) -> None:
    supervisor = start(runtime)
    put(runtime, "/old")
    supervisor.remove(emulator.NAME)
    start(runtime)
    emulator.set_snapshot_aside(runtime.home)
    put(runtime, "/new")
    process = supervisor.programs()[emulator.NAME]
    assert process.pid
    import psutil

    psutil.Process(process.pid).kill()  # no snapshot is written; the old one would disagree silently
    start(runtime)
    emulator.wait(runtime.endpoint_url)
    assert parameters(runtime) == []


def test_objects_outlive_a_killed_emulator(runtime: Runtime) -> None:
    import psutil

    supervisor = start(runtime)
    s3 = emulator_session(runtime.endpoint_url).client("s3")
    s3.create_bucket(Bucket="artifacts")
    s3.put_object(Bucket="artifacts", Key="models/a", Body=b"weights")
    process = supervisor.programs()[emulator.NAME]
    assert process.pid
    psutil.Process(process.pid).kill()
    start(runtime)
    assert s3.get_object(Bucket="artifacts", Key="models/a")["Body"].read() == b"weights"


def test_an_emulator_that_does_not_answer_is_told_with_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "_START_SECONDS", 0.3)
    address = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(SlipwayError, match=f"does not answer at {address}") as caught:
        emulator.wait(address)
    assert "AWS_ENDPOINT_URL" in caught.value.fix


def test_a_tracking_server_that_does_not_come_up_is_told_with_the_end_of_its_log(runtime: Runtime) -> None:
    log = runtime.home / "logs" / "tracking.log"
    log.parent.mkdir()
    log.write_text("starting\nOut-of-date database schema (found version 1 but expected 2)\n")
    with pytest.raises(SlipwayError, match="does not come up") as caught:
        tracking.wait(runtime, seconds=0.3)
    assert "Out-of-date database schema" in caught.value.why
    assert str(log) in caught.value.fix
