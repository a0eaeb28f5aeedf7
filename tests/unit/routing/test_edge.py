"""Edge settings: what is refused before a router starts, and what is left to Envoy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from app.errors import BadInputError
from app.routing import EdgeSettings, read_edge
from app.routing.bootstrap import bootstrap
from app.routing.protection import certificate_secret, edge_clusters

TOKENS = {"issuer": "https://issuer.example", "audiences": ["slipway"], "jwks_uri": "https://issuer.example/keys"}
CERTIFICATE = {"certificate_file": "/etc/edge/tls.crt", "key_file": "/etc/edge/tls.key"}


def edge(**settings: Any) -> EdgeSettings:
    return EdgeSettings.model_validate({"port": 8443} | settings)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"tokens": TOKENS | {"jwks_file": "keys.json"}}, "give one of the two"),
        ({"tokens": {"issuer": "i", "audiences": ["a"]}}, "give one of the two"),
        ({"tokens": TOKENS | {"audiences": []}}, "audiences"),
        ({"tokens": TOKENS | {"jwks_uri": "ftp://issuer.example/keys"}}, "jwks_uri"),
        ({"tokens": TOKENS | {"jwks_uri": "https://issuer.example:99999/keys"}}, "jwks_uri|[Pp]ort"),
        ({"client_limit": {"requests": 0}}, "requests"),
        ({"client_limit": {"requests": 1, "interval_seconds": 0.01}}, "interval_seconds"),
        ({"certificate": CERTIFICATE | {"key_file": "/etc/keys/tls.key"}}, "must lie in one folder"),
        ({"max_body_bytes": 10_000_001}, "max_body_bytes"),
        ({"request_timeout_seconds": 31}, "request_timeout_seconds"),
        ({"rate_limit": 5}, "rate_limit"),
    ],
    ids=str,
)
def test_what_cannot_hold_is_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        edge(**settings)


def test_without_an_edge_there_is_one_listener_and_no_cluster() -> None:
    plain = bootstrap(Path("/router"), router_port=8080, admin_port=9901)["static_resources"]
    assert ([listener["name"] for listener in plain["listeners"]], plain["clusters"]) == (["router"], [])


def test_a_client_is_stopped_before_its_token_is_worked_on() -> None:
    settings = edge(tokens=TOKENS, client_limit={"requests": 5})
    listeners = bootstrap(Path("/router"), router_port=8080, admin_port=9901, edge=settings)
    [_, listener] = listeners["static_resources"]["listeners"]
    [chain] = listener["filter_chains"]
    names = [each["name"].rpartition(".")[2] for each in chain["filters"][0]["typed_config"]["http_filters"]]
    assert names == ["health_check", "local_ratelimit", "jwt_authn", "buffer", "router"]


def test_the_publisher_of_keys_must_prove_its_name() -> None:
    [cluster] = edge_clusters(edge(tokens=TOKENS))
    context = cluster["transport_socket"]["typed_config"]
    [name] = context["common_tls_context"]["validation_context"]["match_typed_subject_alt_names"]
    assert (context["sni"], name["matcher"]["exact"]) == ("issuer.example", "issuer.example")
    address = cluster["load_assignment"]["endpoints"][0]["lb_endpoints"][0]["endpoint"]["address"]["socket_address"]
    assert address == {"address": "issuer.example", "port_value": 443}


def test_a_certificate_is_named_and_never_copied() -> None:
    certificate = edge(certificate=CERTIFICATE).certificate
    assert certificate is not None
    [secret] = json.loads(certificate_secret(certificate))["resources"]
    assert secret["tls_certificate"]["private_key"] == {"filename": "/etc/edge/tls.key"}


def test_paths_are_relative_to_the_file_that_names_them(tmp_path: Path) -> None:
    file = tmp_path / "edge.json"
    tokens = {"issuer": "i", "audiences": ["a"], "jwks_file": "keys.json"}
    file.write_text(json.dumps({"port": 8443, "tokens": tokens}))
    with pytest.raises(BadInputError, match=r"keys.json[\s\S]*no such file"):
        read_edge(file)
    (tmp_path / "keys.json").write_text("{}")
    read = read_edge(file)
    assert read.tokens is not None
    assert read.tokens.jwks_file == tmp_path / "keys.json"


@pytest.mark.parametrize(("text", "words"), [(None, "cannot be read"), ("{", "holds no edge"), ("{}", "port")])
def test_a_file_that_holds_no_settings_is_bad_input(tmp_path: Path, text: str | None, words: str) -> None:
    if text is not None:
        (tmp_path / "edge.json").write_text(text)
    with pytest.raises(BadInputError, match=words):
        read_edge(tmp_path / "edge.json")
