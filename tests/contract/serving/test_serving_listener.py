"""What a socket brings: heads in pieces, without an end or late, silence, offers, and what is no HTTP at all."""

from __future__ import annotations

import asyncio
import socket
import threading
import time

import pytest
import uvloop

from app.serving import listener
from tests.support.postgres import free_port

PAUSE_SECONDS = {"/slow": 0.5}
REQUEST = b"POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"


async def echo(scope, receive, send):
    """Answer with the body, one piece for each piece between bars."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message["body"]
        if not message["more_body"]:
            break
    pieces = body.split(b"|")
    headers = [(b"content-length", b"%d" % sum(map(len, pieces)))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for number, piece in enumerate(pieces, 1):
        await asyncio.sleep(PAUSE_SECONDS.get(scope["path"], 0))
        await send({"type": "http.response.body", "body": piece, "more_body": number < len(pieces)})


@pytest.fixture
def port():
    chosen = free_port()
    made = listener.Listener(echo, grace_seconds=1)
    listening = listener.listen("127.0.0.1", chosen)
    thread = threading.Thread(target=lambda: uvloop.run(made.serve([listening])))
    thread.start()
    yield chosen
    made.should_exit = True
    thread.join(timeout=20)
    assert not thread.is_alive()


@pytest.fixture
def connection(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as made:
        yield made


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(listener, "_HEAD_SECONDS", 0.5)


def everything(connection):
    answer = b""
    while chunk := connection.recv(65536):
        answer += chunk
    return answer


def test_a_head_in_pieces_is_one_request(connection):
    for piece in (REQUEST[:5], REQUEST[5:30], REQUEST[30:], b"content-length: 2\r\n", b"\r\n", b"h", b"i"):
        connection.sendall(piece)
    assert connection.recv(1000).endswith(b"\r\n\r\nhi")


def test_requests_sent_ahead_are_answered_in_their_order(connection):
    connection.sendall(b"".join(REQUEST + b"content-length: 1\r\n\r\n%d" % number for number in range(8)))
    connection.sendall(REQUEST + b"content-length: 1\r\nconnection: close\r\n\r\n8")
    answers = everything(connection).split(b"HTTP/1.1 200 OK")
    assert [answer[-1:] for answer in answers[1:]] == [b"%d" % number for number in range(9)]


def test_the_head_of_an_answer_waits_for_its_body_and_further_pieces_for_nothing(connection):
    connection.sendall(b"POST /slow HTTP/1.1\r\nhost: x\r\ncontent-length: 7\r\n\r\none|two")
    started = time.monotonic()
    first = connection.recv(1000)
    assert first.startswith(b"HTTP/1.1 200 OK\r\n")
    assert first.endswith(b"\r\n\r\none")
    assert connection.recv(1000) == b"two"
    assert time.monotonic() - started >= 2 * PAUSE_SECONDS["/slow"]


@pytest.mark.parametrize("method", [b"HEAD", b"GET"])
def test_an_answer_without_a_body_waits_for_none(connection, method):
    for _ in range(2):
        connection.sendall(method + b" / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert connection.recv(1000) == b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"


CHUNKED = REQUEST + b"transfer-encoding: chunked\r\n\r\n"


def test_a_body_in_chunks_is_read_to_its_end_and_trailers_are_passed_over(connection):
    for _ in range(2):
        connection.sendall(CHUNKED + b"2\r\nhi\r\n")
        connection.sendall(b"3\r\n")
        connection.sendall(b" yo\r\n0\r\n")
        connection.sendall(b"x-sum: 1\r\n\r\n")
        assert connection.recv(1000).endswith(b"\r\n\r\nhi yo")


@pytest.mark.parametrize("pause", [b"3\r\n", b"3\r\n yo\r\n0\r\n"], ids=["in the body", "before the trailers"])
def test_a_long_piece_before_a_pause_is_no_long_head(connection, pause):
    size = 2 * listener._HEAD_BYTES
    connection.sendall(CHUNKED + b"%x\r\n" % size + b"x" * size + b"\r\n" + pause)
    time.sleep(0.2)
    connection.sendall((b" yo\r\n0\r\n" if len(pause) < 5 else b"") + b"\r\n")
    answer = b""
    while not answer.endswith(b" yo"):
        answer += connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 200 OK")


def test_a_long_body_before_the_next_request_is_no_long_head(connection):
    size = 2 * listener._HEAD_BYTES
    connection.sendall(REQUEST + b"content-length: %d\r\n\r\n" % size + b"x" * size + REQUEST)
    time.sleep(0.2)
    connection.sendall(b"content-length: 2\r\nconnection: close\r\n\r\nhi")
    assert everything(connection).count(b"HTTP/1.1 200 OK") == 2


@pytest.mark.parametrize("filling", [b"x-filling: " + b"x" * 1000 + b"\r\n", b"x" * 1000], ids=["many", "one"])
def test_trailers_without_an_end_are_refused(connection, filling):
    connection.sendall(CHUNKED + b"2\r\nhi\r\n0\r\nx-first: ")
    with pytest.raises(ConnectionError):
        connection.sendall(filling * 100_000)


def test_headers_without_an_end_are_refused(connection):
    connection.sendall(REQUEST)
    with pytest.raises(ConnectionError):
        connection.sendall((b"x-filling: " + b"x" * 1000 + b"\r\n") * 100_000)


def test_a_head_that_is_too_large_is_answered_431(connection):
    connection.sendall(REQUEST)
    time.sleep(0.2)  # what comes with the first byte is not counted
    connection.sendall(b"x-filling: " + b"x" * (listener._HEAD_BYTES + 1))
    assert everything(connection).startswith(b"HTTP/1.1 431 ")


@pytest.mark.usefixtures("impatient")
def test_a_head_that_is_late_is_answered_408(connection):
    connection.sendall(REQUEST)
    assert everything(connection).startswith(b"HTTP/1.1 408 ")


@pytest.mark.usefixtures("impatient")
def test_a_silent_connection_is_kept_for_the_next_request(connection):
    for _ in range(2):
        connection.sendall(REQUEST + b"content-length: 2\r\n\r\nhi")
        assert connection.recv(1000).endswith(b"hi")
        connection.settimeout(0.8)
        with pytest.raises(TimeoutError):
            connection.recv(1)
        connection.settimeout(10)


def test_what_is_no_http_is_answered_400(connection):
    connection.sendall(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")
    assert everything(connection).startswith(b"HTTP/1.1 400 ")


def test_one_who_waits_for_leave_to_send_the_body_is_given_it(connection):
    connection.sendall(REQUEST + b"content-length: 2\r\nexpect: 100-continue\r\n\r\n")
    assert connection.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
    connection.sendall(b"hi")
    assert connection.recv(1000).endswith(b"hi")


def test_a_port_that_is_taken_is_refused_at_once(port):
    with pytest.raises(listener.BadInputError, match="cannot listen on"):
        listener.listen("127.0.0.1", port)


def test_the_listener_ends_though_a_body_never_does(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as stuck:
        stuck.sendall(REQUEST + b"content-length: 9\r\n\r\nhi")
        time.sleep(0.2)


def test_an_offer_of_another_protocol_is_passed_over(connection):
    offer = b"connection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n"
    for _ in range(2):
        connection.sendall(REQUEST + offer + b"content-length: 2\r\n\r\nhi")
        assert connection.recv(1000).endswith(b"hi")
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n" + offer + b"\r\n")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")


def test_a_body_in_chunks_survives_an_offer(connection):
    connection.sendall(REQUEST + b"connection: upgrade\r\nupgrade: h2c\r\ntransfer-encoding: chunked\r\n\r\n")
    connection.sendall(b"1\r\nh\r\n1\r\ni\r\n0\r\n\r\n")
    assert connection.recv(1000).endswith(b"hi")


def test_nobody_is_connected_through(connection):
    connection.sendall(b"CONNECT example.com:80 HTTP/1.1\r\nhost: example.com\r\n\r\n")
    assert everything(connection).startswith(b"HTTP/1.1 501 ")
