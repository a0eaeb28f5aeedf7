"""The door for callers from outside, in a real Envoy: tokens of a real key pair, limits, TLS and its renewal."""

from __future__ import annotations

import base64
import datetime as dt
import json
import socket
import ssl
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from app.routing import Backend, EdgeSettings, Route, read_edge
from tests.contract.deployments.support import Router, Upstream, running_router, running_upstream, wait_until
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ISSUER, AUDIENCE = "https://issuer.example", "slipway"
PATH = "/endpoints/wine/invocations"
LIMIT = 5
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def key_set(key: rsa.RSAPrivateKey = KEY) -> str:
    numbers = key.public_key().public_numbers()
    modulus, exponent = (encoded(n.to_bytes((n.bit_length() + 7) // 8, "big")) for n in (numbers.n, numbers.e))
    return json.dumps({"keys": [{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "1", "n": modulus, "e": exponent}]})


def token(key: rsa.RSAPrivateKey = KEY, **changes: Any) -> str:
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "caller", "exp": int(time.time()) + 300} | changes
    parts = [encoded(json.dumps(part).encode()) for part in ({"alg": "RS256", "kid": "1"}, claims)]
    signature = key.sign(".".join(parts).encode(), padding.PKCS1v15(), hashes.SHA256())
    return ".".join([*parts, encoded(signature)])


def bearer(value: str) -> dict[str, str]:
    return {"authorization": f"Bearer {value}"}


def write_certificate(folder: Path, name: str) -> None:
    """A certificate of its own authority for `name`, renamed into the folder as certbot does it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    for file, content in (("tls.key", private), ("tls.crt", certificate.public_bytes(pem))):
        (folder / f".{file}").write_bytes(content)
    for file in ("tls.key", "tls.crt"):
        (folder / f".{file}").replace(folder / file)


def names(port: int) -> tuple[str, str]:
    """Whose certificate the listener shows, and the TLS version."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), 5) as plain, context.wrap_socket(plain) as secure:
        certificate = x509.load_der_x509_certificate(secure.getpeercert(binary_form=True) or b"")
        return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value), str(secure.version())


@pytest.fixture(scope="module")
def upstream() -> Iterator[Upstream]:
    with running_upstream(Upstream(version="1")) as running:
        yield running


def started(directory: Path, upstream: Upstream, settings: dict[str, Any]) -> Any:
    (directory / "edge.json").write_text(json.dumps({"port": free_port()} | settings))
    edge = read_edge(directory / "edge.json")
    running = running_router(directory / "router", router_port=free_port(), admin_port=free_port(), edge=edge)
    return edge, running


def publish(router: Router, upstream: Upstream) -> None:
    backend = Backend(version="1", host="127.0.0.1", port=upstream.port, weight=100)
    router.publisher.publish([Route(deployment="wine", backends=(backend,))])


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, upstream: Upstream) -> Iterator[tuple[Router, EdgeSettings]]:
    """A router with tokens, a client limit behind one trusted proxy, and small bodies."""
    directory = tmp_path_factory.mktemp("guarded")
    (directory / "keys.json").write_text(key_set())
    settings = {
        "tokens": {"issuer": ISSUER, "audiences": [AUDIENCE], "jwks_file": "keys.json"},
        "client_limit": {"requests": LIMIT, "interval_seconds": 600},
        "trusted_hops": 1,
        "max_body_bytes": 1000,
        "request_timeout_seconds": 1,
    }
    edge, running = started(directory, upstream, settings)
    with running as router:
        publish(router, upstream)
        yield router, edge


def call(edge: EdgeSettings, client: str, headers: dict[str, str] | None = None, **options: Any) -> httpx.Response:
    given = {"x-forwarded-for": client} | (headers or {})
    return httpx.post(f"http://127.0.0.1:{edge.port}{PATH}", headers=given, timeout=10, trust_env=False, **options)


def test_a_token_of_the_issuer_opens_the_door_and_goes_no_further(guarded: tuple[Router, EdgeSettings]) -> None:
    _, edge = guarded
    answer = call(edge, "192.0.2.1", bearer(token()), json={"data": [[1]]})
    assert (answer.status_code, answer.json()["authorization"]) == (200, "")


@pytest.mark.parametrize(
    ("headers", "status", "words"),
    [
        ({}, 401, "missing"),
        (bearer("a.b.c"), 401, ""),
        (bearer(token(rsa.generate_private_key(public_exponent=65537, key_size=2048))), 401, "verification fails"),
        (bearer(token(iss="https://else.example")), 401, "issuer"),
        (bearer(token(aud="another")), 403, "udiences"),
        (bearer(token(exp=int(time.time()) - 3600)), 401, "expired"),
        (bearer(token(nbf=int(time.time()) + 3600)), 401, "not yet valid"),
    ],
    ids=["none", "no token", "another key", "another issuer", "another audience", "expired", "not yet valid"],
)
def test_any_other_token_is_refused(
    guarded: tuple[Router, EdgeSettings], upstream: Upstream, headers: dict[str, str], status: int, words: str
) -> None:
    before = upstream.requests
    answer = call(guarded[1], f"192.0.2.{10 + len(words)}", headers)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert words in answer.json()["error"]
    assert upstream.requests == before


def test_each_client_has_a_limit_of_its_own_and_is_told_when_to_come_again(
    guarded: tuple[Router, EdgeSettings],
) -> None:
    _, edge = guarded
    answers = [call(edge, "192.0.2.2", bearer(token())) for _ in range(LIMIT + 2)]
    assert [answer.status_code for answer in answers] == [200] * LIMIT + [429] * 2
    assert [answer.headers["x-ratelimit-remaining"] for answer in answers[: LIMIT - 1]] == ["4", "3", "2", "1"]
    assert answers[-1].headers["retry-after"] == "600"
    assert answers[-1].headers["x-ratelimit-limit"].startswith(str(LIMIT))
    assert answers[-1].json()["status"] == 429
    assert call(edge, "192.0.2.3", bearer(token())).status_code == 200


def test_a_client_cannot_forge_the_address_that_it_is_known_by(guarded: tuple[Router, EdgeSettings]) -> None:
    _, edge = guarded
    statuses = [call(edge, f"198.51.100.{n}, 192.0.2.4", bearer(token())).status_code for n in range(LIMIT + 1)]
    assert statuses[-1] == 429


def test_the_edges_own_limits_hold(guarded: tuple[Router, EdgeSettings]) -> None:
    router, edge = guarded
    assert call(edge, "192.0.2.5", bearer(token()), content=b"x" * 1001).status_code == 413
    with socket.create_connection(("127.0.0.1", edge.port), 5) as slow:
        slow.settimeout(5)
        head = f"POST {PATH} HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 192.0.2.6\r\ncontent-length: 9\r\n"
        slow.sendall(f"{head}authorization: Bearer {token()}\r\n\r\n".encode())
        assert b" 408 " in slow.recv(1000)
    inside = httpx.post(router.url + PATH, content=b"x" * 1001, timeout=10, trust_env=False)
    assert inside.status_code == 200  # the platform's own door asks for no token


def test_readiness_needs_no_token(guarded: tuple[Router, EdgeSettings]) -> None:
    assert httpx.get(f"http://127.0.0.1:{guarded[1].port}/ready", trust_env=False).status_code == 200


def test_keys_from_a_uri_and_a_certificate_that_is_renewed(tmp_path: Path, upstream: Upstream) -> None:
    write_certificate(tmp_path, "first.example")

    class Issuer(Upstream):
        def answer(self, path: str) -> tuple[int, dict[str, Any]]:
            return 200, json.loads(key_set()) if path == "/keys" else {}

    with running_upstream(Issuer(version="issuer")) as issuer:
        tokens = {"issuer": ISSUER, "audiences": [AUDIENCE], "jwks_uri": f"http://127.0.0.1:{issuer.port}/keys"}
        certificate = {"certificate_file": "tls.crt", "key_file": "tls.key"}
        edge, running = started(tmp_path, upstream, {"tokens": tokens, "certificate": certificate})
        with running as router:
            publish(router, upstream)
            url = f"https://127.0.0.1:{edge.port}{PATH}"
            with httpx.Client(verify=False, trust_env=False) as client:  # noqa: S501 - its own authority, of a minute ago
                wait_until(
                    lambda: client.post(url, headers=bearer(token())).status_code == 200, "the keys were not fetched"
                )
                assert client.post(url).status_code == 401
                assert names(edge.port) == ("first.example", "TLSv1.3")
                write_certificate(tmp_path, "second.example")
                wait_until(lambda: names(edge.port)[0] == "second.example", "the new certificate is not taken up")
                assert client.post(url, headers=bearer(token())).status_code == 200
            with pytest.raises(httpx.HTTPError):
                httpx.post(url.replace("https", "http"), trust_env=False)
