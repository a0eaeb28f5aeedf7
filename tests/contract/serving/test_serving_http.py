"""What a server answers on each route, and how it refuses."""

from __future__ import annotations

import socket
import threading
import time

import httpx
import pytest
from serving_models import WINE, WINE_NAMES

ROWS = WINE.head(3).to_numpy().tolist()
SPLIT = {"dataframe_split": {"columns": WINE_NAMES, "data": ROWS}}


@pytest.fixture(scope="module")
def wine(servers):
    return servers["wine"]


@pytest.fixture(scope="module")
def obedient(servers):
    return servers["obedient"]


@pytest.mark.parametrize(
    "path", ["/ping", "/health", "/ready", "/version", "/v2", "/v2/health/live", "/v2/health/ready"]
)
def test_probes_answer_with_the_version_in_the_header(wine, path):
    answer = wine.client.get(path)
    assert answer.status_code == 200
    assert answer.headers["x-slipway-model-version"] == "7"


def test_a_prediction_is_the_same_on_every_route(wine):
    expected = wine.post("/invocations", SPLIT).json()["predictions"]
    assert wine.post("/predict", {"data": ROWS}).json()["predictions"] == expected
    assert wine.post("/predict", {"data": ROWS[0]}).json()["predictions"] == expected[:1]
    tensor = {"name": "rows", "shape": [3, 13], "datatype": "FP64", "data": ROWS}
    inference = wine.post("/v2/models/wine/versions/7/infer", {"id": "x", "inputs": [tensor]}).json()
    assert inference["id"] == "x"
    assert inference["outputs"][0]["data"] == expected


def test_large_bodies_take_the_same_way(wine):
    expected = wine.post("/invocations", SPLIT).json()["predictions"]
    many = {"dataframe_split": {"columns": WINE_NAMES, "data": ROWS * 500}}
    assert wine.post("/invocations", many).json()["predictions"] == expected * 500


def test_a_request_id_comes_back_and_into_the_log(wine):
    trace = "0af7651916cd43dd8448eb211c80319c"
    headers = {"x-request-id": "abc-123", "traceparent": f"00-{trace}-b7ad6b7169203331-01"}
    answer = wine.post("/invocations", SPLIT, **headers)
    assert answer.headers["x-request-id"] == "abc-123"
    line = wine.until(lambda: [line for line in wine.log_lines("request") if line["request_id"] == "abc-123"])[0]
    assert (line["route"], line["status"], line["version"], line["trace_id"]) == ("/invocations", 200, "7", trace)
    assert answer.headers["traceresponse"] == headers["traceparent"]
    assert line["duration_ms"] > 0


def test_the_callers_trace_is_current_while_the_model_predicts_and_only_then(obedient):
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    document = {"dataframe_records": [{"command": "trace"}]}
    answer = obedient.post("/invocations", document, traceparent=parent, tracestate="vendor=1")
    assert answer.json() == {"predictions": [f"{parent.split('-')[1]} vendor=1 {parent}"]}
    assert answer.headers["traceresponse"] == parent
    nobody = obedient.command("trace")
    assert nobody.json() == {"predictions": [f"{0:032x} None None"]}
    assert "traceresponse" not in nobody.headers


@pytest.mark.parametrize(
    "given", ["hunter2", f"00-{'0' * 32}-b7ad6b7169203331-01", f"ff-{'a' * 32}-b7ad6b7169203331-01"]
)
def test_what_is_no_trace_is_left_out(obedient, given):
    answer = obedient.post("/invocations", {"dataframe_records": [{"command": "trace"}]}, traceparent=given)
    assert answer.json() == {"predictions": [f"{0:032x} None None"]}
    assert "traceresponse" not in answer.headers


@pytest.mark.parametrize("given", ["two words", "x" * 200, "<script>"])
def test_a_request_id_that_does_not_belong_in_a_log_is_replaced(wine, given):
    assert wine.client.get("/ping", headers={"x-request-id": given}).headers["x-request-id"] != given


def test_many_clients_at_once_each_get_their_own_answer(wine):
    rows = WINE.to_numpy().tolist()
    expected = wine.post("/predict", {"data": rows}).json()["predictions"]
    wrong = []

    def ask(offset):
        with httpx.Client(base_url=wine.url) as client:
            for index in range(offset, len(rows), 8):
                answer = client.post("/predict", json={"data": [rows[index]]})
                if answer.json() != {"predictions": [expected[index]]}:
                    wrong.append((index, answer.text))

    threads = [threading.Thread(target=ask, args=(offset,)) for offset in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_unknown_path_and_a_wrong_method_are_told_apart(wine):
    assert wine.client.get("/nothing").status_code == 404
    assert wine.post("/v2/models/other/infer", {}).status_code == 404
    refused = wine.client.get("/invocations")
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")


def test_metrics_count_requests_by_route_status_and_version(wine):
    before = wine.metric('slipway_requests_total{route="/predict",status="400",version="7"}')
    wine.post("/predict", {"data": [[1]]})
    assert wine.metric('slipway_requests_total{route="/predict",status="400",version="7"}') == before + 1
    assert wine.metric('slipway_model_errors_total{version="7"}') == 0
    assert wine.metric("slipway_request_duration_seconds_bucket") >= 0
    assert wine.metric('slipway_model_info{flavor="sklearn",name="wine",version="7"}') == 1


def test_openapi_names_the_models_own_inputs(wine):
    description = wine.client.get("/openapi.json").json()
    body = description["paths"]["/invocations"]["post"]["requestBody"]["content"]["application/json"]
    records = body["schema"]["properties"]["dataframe_records"]["items"]["properties"]
    assert list(records) == WINE_NAMES
    assert wine.post("/invocations", body["example"]).status_code == 200
    page = wine.client.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "od280/od315_of_diluted_wines" in page.text


def test_openapi_names_the_models_own_params_and_outputs(obedient):
    description = obedient.client.get("/openapi.json").json()["paths"]["/invocations"]["post"]
    asked = description["requestBody"]["content"]["application/json"]["schema"]["properties"]["params"]
    assert asked["properties"]["suffix"] == {"type": "string", "default": "done", "x-mlflow-type": "DataType.string"}
    answer = description["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["properties"]["predictions"]["x-mlflow-outputs"][0]["type"] == "string"


def test_the_model_describes_its_tensors(wine):
    described = wine.client.get("/v2/models/wine").json()
    assert described["inputs"][0] == {"name": "alcohol", "datatype": "FP64", "shape": [-1]}
    assert (described["versions"], described["platform"]) == (["7"], "mlflow_sklearn")


def test_a_model_that_raises_is_answered_400_counted_apart_and_its_words_kept_in(obedient):
    before = obedient.metric('slipway_model_errors_total{version="7"}')
    answer = obedient.command("raise")
    assert answer.status_code == 400
    assert answer.json()["message"] == "the model raised ValueError on this input"
    assert obedient.metric('slipway_model_errors_total{version="7"}') == before + 1
    line = obedient.until(lambda: [line for line in obedient.log_lines("request") if line.get("error") == "model"])[-1]
    assert line["type"] == "ValueError"
    assert any("serving_models.py" in frame for frame in line["trace"])
    assert "hunter2" not in obedient.log_text()


def test_a_model_chooses_its_status_with_an_mlflow_exception(obedient):
    assert obedient.command("refuse").status_code == 500


def test_an_answer_that_is_no_json_is_an_error_of_the_model(obedient):
    before = obedient.metric('slipway_model_errors_total{version="7"}')
    assert obedient.command("unwritable").status_code == 500
    assert obedient.metric('slipway_model_errors_total{version="7"}') == before + 1


def test_params_reach_the_model_on_every_protocol(obedient):
    assert obedient.command("hi", params={"suffix": "there"}).json() == {"predictions": ["hi there"]}
    assert obedient.command("hi").json() == {"predictions": ["hi done"]}
    tensor = {"name": "command", "shape": [1], "datatype": "BYTES", "data": ["hi"]}
    answer = obedient.post("/v2/models/obedient/infer", {"inputs": [tensor], "parameters": {"suffix": "v2"}})
    assert answer.json()["outputs"][0]["data"] == ["hi v2"]


def test_more_rows_than_the_limit_are_refused(obedient):
    assert obedient.command(*["hi"] * 5).status_code == 200
    assert obedient.command(*["hi"] * 6).status_code == 413


def test_a_larger_body_than_the_limit_is_refused_with_and_without_a_declared_length(obedient):
    body = b'{"inputs": "' + b"x" * 3000 + b'"}'
    assert obedient.post("/invocations", body).status_code == 413
    chunks = (body[start : start + 500] for start in range(0, len(body), 500))
    headers = {"content-type": "application/json"}
    assert obedient.client.post("/invocations", content=chunks, headers=headers).status_code == 413
    assert obedient.command("hi").status_code == 200


def test_a_body_that_never_ends_is_refused_and_its_connection_closed(obedient):
    head = (
        b"POST /invocations HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9999999999\r\n\r\n"
    )
    with socket.create_connection((obedient.client.base_url.host, obedient.client.base_url.port), timeout=30) as client:
        client.sendall(head)
        with pytest.raises(ConnectionError):
            client.sendall(b"x" * 200_000_000)
    assert obedient.command("hi").status_code == 200


def test_a_client_that_leaves_before_its_body_is_complete_leaves_nothing_behind(wine):
    head = "POST /predict HTTP/1.1\r\nhost: x\r\nx-request-id: gone\r\ncontent-length: 100\r\n\r\n"
    with socket.create_connection((wine.client.base_url.host, wine.client.base_url.port)) as client:
        client.sendall(head.encode() + b'{"data": [[1')
    assert wine.until(lambda: any(line.get("request_id") == "gone" for line in wine.log_lines("request")), seconds=10)
    logged = next(line for line in wine.log_lines("request") if line["request_id"] == "gone")
    assert (logged["status"], logged["error"]) == (400, "InvalidInputError")
    assert wine.metric("slipway_requests_in_flight") == 1, "the one that asks for the metrics"


def test_a_prediction_that_takes_too_long_is_answered_504_and_the_server_goes_on(obedient):
    started = time.monotonic()
    assert obedient.command("sleep 2.5").status_code == 504
    assert time.monotonic() - started > 1.9
    assert obedient.client.get("/ping").status_code == 200
    assert obedient.until(lambda: obedient.command("hi").status_code == 200)


def test_a_full_queue_refuses_with_a_time_to_retry_and_answers_what_it_took(obedient):
    statuses, retry_after = [], set()

    def ask():
        with httpx.Client(base_url=obedient.url, timeout=30) as client:
            answer = client.post("/invocations", json={"dataframe_records": [{"command": "sleep 0.3"}]})
            statuses.append(answer.status_code)
            if answer.status_code == 503:
                retry_after.add(answer.headers["retry-after"])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) == {200, 503}
    assert statuses.count(200) >= 2
    assert retry_after == {"1"}
