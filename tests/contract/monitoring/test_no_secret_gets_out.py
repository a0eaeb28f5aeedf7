"""Secrets planted in requests of every kind are nowhere but in the caller's own answer.

A real server with a gossip of a model, which repeats what it is told in its answers and its errors.
"""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.monitoring.records import decode
from app.monitoring.redaction import HASH_PREFIX, MASK
from tests.contract.monitoring.conftest import KEY
from tests.contract.serving.serving_process import ServerProcess
from tests.support.postgres import free_port

# Every planted secret can be found by this, whatever it was mixed with.
SECRET = re.compile(rb"hunter[0-9a-f]{8}|731773[0-9]{6}")

secrets = st.integers(0, 2**32 - 1).map("hunter{:08x}".format) | st.integers(0, 999_999).map("731773{:06d}".format)
commands = st.sampled_from(["hello", "hello", "raise", "refuse"])


@pytest.fixture(scope="module")
def server(models, tmp_path_factory):
    folder = tmp_path_factory.mktemp("gossip")
    (folder / "key").write_text(KEY)
    running = ServerProcess(
        models["gossip"],
        free_port(),
        folder,
        name="gossip",
        payload_log=folder / "log",
        redact="ssn",
        hash="name",
        hash_key_file=folder / "key",
    )
    running.folder = folder
    try:
        yield running.ready()
    finally:
        running.stop()


@st.composite
def rows(draw):
    """One to four rows, with a secret in a masked column, a masked key inside another column, or a hashed one."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        secret = draw(secrets)
        found.append(
            {
                "command": draw(commands),
                "ssn": draw(st.sampled_from([secret, f"no. {secret}"])),
                "customer": {"name": draw(st.sampled_from([secret, "Al Smith"])), "ssn": secret},
            }
        )
    return found


def split(some):
    return {"dataframe_split": {"columns": list(some[0]), "data": [list(row.values()) for row in some]}}


FORMS = [
    lambda some: {"dataframe_records": some},
    lambda some: {"instances": some},
    lambda some: {"inputs": {name: [row[name] for row in some] for name in some[0]}},
    split,
]
forms = st.sampled_from(FORMS)


def spoil(body, how, secret):
    """Make a good body one that is refused, with a secret somewhere in it."""
    text = json.dumps(body)
    return {
        "cut": text[: len(text) * 2 // 3].encode(),
        "not utf-8": text.encode() + b"\xff" + secret.encode(),
        "not json": f"{{ssn: {secret}}}".encode(),
        "extra column": text.replace('"command"', f'"{secret}"').encode(),
        "wrong type": text.replace('"hello"', f'[["{secret}"]]').replace('"raise"', f'{{"{secret}": 1}}').encode(),
        "extra key": text.replace('"name"', f'"{secret}": "{secret}", "name"').encode(),
        "no form": json.dumps({"ssn": secret, "dataframe_splits": secret}).encode(),
        "two forms": json.dumps(body | {"inputs": secret, "instances": [secret]}).encode(),
        "params": json.dumps(body | {"params": {"suffix": {"ssn": secret}}}).encode(),
        "unknown params": json.dumps(body | {"params": {secret: secret}}).encode(),
        "deep": ("[" * 2000 + f'"{secret}"' + "]" * 2000).encode(),
        "ragged": json.dumps({"dataframe_split": {"columns": ["ssn"], "data": [[secret, secret], []]}}).encode(),
        "wrong names": json.dumps({"dataframe_records": [{"SSN ": secret, "Command": secret}]}).encode(),
        "tensor": json.dumps(
            {"inputs": [{"name": "ssn", "shape": [9], "datatype": "BYTES", "data": [secret]}]}
        ).encode(),
        "none": text.encode(),
    }[how]


HOW = [
    "cut", "not utf-8", "not json", "extra column", "wrong type", "extra key", "no form", "two forms", "params",
    "unknown params", "deep", "ragged", "wrong names", "tensor", "none",
]  # fmt: skip
routes = st.sampled_from(["/invocations", "/invocations", "/predict", "/v2/models/gossip/infer", "/nowhere"])
types = st.sampled_from(["application/json"] * 4 + ["text/csv", "text/plain", "application/vnd.apache.parquet"])


often = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@often
@given(rows(), forms)
def test_an_error_of_the_model_never_holds_what_was_sent(server, some, form) -> None:
    answer = server.post("/invocations", form(some))
    if answer.status_code != 200:
        assert not SECRET.search(answer.content)
    assert not SECRET.search(str(answer.headers).encode())


@often
@given(rows(), forms, st.sampled_from(HOW), secrets, routes, types)
def test_a_refusal_never_holds_what_was_sent(  # noqa: PLR0917 - hypothesis gives by position
    server, some, form, how, secret, route, mime
) -> None:
    traced = {"traceparent": f"00-{'a' * 32}-{'b' * 16}-01", "tracestate": f"vendor={secret}"}
    answer = server.post(route, spoil(form(some), how, secret), **{"content-type": mime}, **traced)
    if answer.status_code != 200:
        assert not SECRET.search(answer.content)
    assert not SECRET.search(str(answer.headers).encode())


def test_no_kind_of_malformed_request_is_left_to_chance(server) -> None:
    secret = "hunter0000beef"
    one = [{"command": "hello", "ssn": secret, "customer": {"name": secret, "ssn": secret}}]
    for how in HOW:
        # Another secret than the row's: nothing else in the record tells that it is one.
        answers = [server.post("/invocations", spoil(form(one), how, "hunter0000dead")) for form in FORMS]
        assert how in {"none", "unknown params"} or any(answer.status_code == 400 for answer in answers), how
        for answer in answers:
            assert answer.status_code == 200 or not SECRET.search(answer.content), how


def test_no_secret_is_in_logs_metrics_or_payload_files(server) -> None:
    """Runs last in this file: all that was planted has been written when the server has drained."""
    secret = "hunter00c0ffee"
    told = [
        {"command": "hello", "ssn": secret, "customer": {"name": "Al Smith", "ssn": secret}},
        {"command": "hello", "ssn": "731773000001", "customer": {"name": "Al Smith", "ssn": secret}},
    ]
    answer = server.post("/invocations", {"dataframe_records": told}, **{"x-request-id": "told"})
    assert secret in answer.text  # the model did repeat it, to the caller who knew it
    metrics = server.client.get("/metrics").content
    server.terminate()
    assert server.process.wait(20) == 0
    files = [file.read_bytes() for file in (server.folder / "log").rglob("*") if file.is_file()]
    records = [record for data in files for record in decode(data)[0]]
    assert len(records) > 100
    # All kinds have been there: answered, refused, raised by the model, and never read.
    assert {record.status for record in records} >= {200, 400, 500}
    assert any(record.inputs is None for record in records)
    assert any(line.get("error") == "model" for line in server.log_lines("request"))
    shown = json.dumps(records).encode()
    for place, content in {"log": server.log_text().encode(), "metrics": metrics, "payload log": shown}.items():
        assert not SECRET.search(content), place
    mine = next(record for record in records if record.request_id == "told")
    inputs = json.loads(mine.inputs)
    assert inputs["ssn"] == [MASK, MASK]
    hashes = {customer["name"] for customer in inputs["customer"]}
    assert len(hashes) == 1
    assert hashes.pop().startswith(HASH_PREFIX)
    assert json.loads(mine.outputs)["prediction"][0].startswith(f"you said {MASK} and ")
