"""Bodies that nobody means, sent to a real server: refused or answered, and the server goes on."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving_models import WINE, WINE_NAMES

from tests.support.malformed import bodies

GOOD = json.dumps({"dataframe_split": {"columns": WINE_NAMES, "data": WINE.head(1).to_numpy().tolist()}}).encode()
# A good body that was cut off, or has a few other bytes in the middle: what networks and wrong lengths make.
spoiled = st.builds(
    lambda start, length, put: GOOD[:start] + put + GOOD[start + length :],
    st.integers(0, len(GOOD)),
    st.integers(0, 40),
    st.binary(max_size=6) | st.sampled_from([b"1e999", b"NaN", b"null", b"[]", b'"', b"\xff"]),
)
answers = settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", ["wine", "obedient"])
@pytest.mark.parametrize("route", ["/invocations", "/predict", "/v2/models/{name}/infer"])
def test_a_malformed_body_is_refused_and_the_server_goes_on(servers, name, route):
    server, path = servers[name], route.format(name=name)

    @answers
    @given(bodies | spoiled)
    def ask(body):
        assert server.post(path, body).status_code in {200, 400, 413}

    ask()
    assert server.process.poll() is None
    assert server.client.get("/ready").status_code == 200
    assert [line for line in server.log_lines("request") if line.get("error") == "internal"] == []
