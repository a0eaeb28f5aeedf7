"""The routing configuration, in a real Envoy in front of real HTTP servers."""

from __future__ import annotations

import contextlib
import json
import signal
from collections import Counter
from typing import TYPE_CHECKING

import httpx
import psutil
import pytest

from app.routing import Assigned, Backend, Mirror, Route, RouterError, cluster_name
from app.routing.edge import MAX_BODY_BYTES
from tests.contract.deployments.support import (
    ClosedLoop,
    Router,
    Upstream,
    running_router,
    running_upstream,
    wait_until,
)
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROUTER_PORT, ADMIN_PORT = free_port(), free_port()


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Router]:
    directory: Path = tmp_path_factory.mktemp("router")
    with running_router(directory, router_port=ROUTER_PORT, admin_port=ADMIN_PORT) as router:
        yield router


@pytest.fixture(autouse=True)
def _empty(router: Router) -> Iterator[None]:
    yield
    router.publisher.publish([])


@pytest.fixture
def stable() -> Iterator[Upstream]:
    with running_upstream(Upstream(version="1")) as upstream:
        yield upstream


@pytest.fixture
def candidate() -> Iterator[Upstream]:
    with running_upstream(Upstream(version="2")) as upstream:
        yield upstream


def route(*shares: tuple[Upstream, int], mirror: Mirror | None = None) -> Route:
    backends = tuple(Backend(version=up.version, host="127.0.0.1", port=up.port, weight=share) for up, share in shares)
    return Route(deployment="wine", backends=backends, mirror=mirror)


def call(router: Router, path: str = "/endpoints/wine/invocations", **options: object) -> httpx.Response:
    return httpx.post(router.url + path, timeout=30, trust_env=False, **options)  # type: ignore[arg-type]


def test_a_published_route_reaches_the_model_server_with_its_prefix_removed(router: Router, stable: Upstream) -> None:
    router.publisher.publish([route((stable, 100))])
    answer = call(router, json={"data": [[1]]})
    assert answer.status_code == 200
    assert answer.json()["path"] == "/invocations"
    assert answer.headers["x-slipway-model-version"] == "1"


def test_a_callers_request_id_reaches_the_model_server_and_comes_back(router: Router, stable: Upstream) -> None:
    router.publisher.publish([route((stable, 100))])
    answer = call(router, headers={"x-request-id": "mine-1"})
    assert answer.json()["request_id"] == "mine-1"
    assert answer.headers["x-request-id"] == "mine-1"


def test_an_unknown_deployment_is_a_404_that_says_so_in_json(router: Router) -> None:
    answer = call(router, "/endpoints/nobody/invocations")
    assert answer.status_code == 404
    assert answer.json() == {"error": "no deployment is published at this path", "status": 404}


def test_weights_are_kept_within_two_points_over_many_requests(
    router: Router, stable: Upstream, candidate: Upstream
) -> None:
    router.publisher.publish([route((stable, 90), (candidate, 10))])
    with httpx.Client(trust_env=False) as client:
        url = f"{router.url}/endpoints/wine/invocations"
        seen = Counter(client.post(url).headers["x-slipway-model-version"] for _ in range(4000))
    assert abs(seen["2"] / 4000 - 0.10) < 0.02


def test_routes_stay_as_they_were_where_a_new_backend_is_not_ready(
    router: Router, stable: Upstream, candidate: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.routing.publisher.WARM_SECONDS", 2.0)
    candidate.ready = False
    before = [route((stable, 100))]
    router.publisher.publish(before)
    with pytest.raises(RouterError, match="wine@2 not healthy"):
        router.publisher.publish([route((candidate, 100))])
    assert call(router).headers["x-slipway-model-version"] == "1"


def test_a_server_that_is_not_ready_for_a_moment_is_asked_again(router: Router, stable: Upstream) -> None:
    router.publisher.publish([route((stable, 100))])
    stable.failures_left = 3
    answer = call(router, json={"data": [[1]]})
    assert answer.status_code == 200


def test_an_error_of_the_model_is_not_tried_again(router: Router, stable: Upstream) -> None:
    router.publisher.publish([route((stable, 100))])
    stable.status = 500
    assert call(router).status_code == 500
    assert stable.requests == 1


def test_a_body_over_the_gateways_limit_is_refused_before_it_reaches_a_model(router: Router, stable: Upstream) -> None:
    router.publisher.publish([route((stable, 100))])
    answer = call(router, content=b"x" * (MAX_BODY_BYTES + 1))
    assert answer.status_code == 413
    assert stable.requests == 0
    assert call(router, content=b"x" * (MAX_BODY_BYTES - 1)).status_code == 200


def test_a_call_that_takes_too_long_ends_before_the_gateway_would_end_it(router: Router, stable: Upstream) -> None:
    stable.delay_seconds = 2.0
    quick = route((stable, 100)).model_copy(update={"timeout_seconds": 0.5})
    router.publisher.publish([quick])
    answer = call(router)
    assert answer.status_code == 504
    assert answer.json()["error"] == "upstream request timeout"


def test_a_mirrored_version_gets_copies_and_its_answers_are_thrown_away(
    router: Router, stable: Upstream, candidate: Upstream
) -> None:
    mirrored = route((stable, 100), (candidate, 0), mirror=Mirror(version="2", percent=100))
    router.publisher.publish([mirrored])
    versions = {call(router).headers["x-slipway-model-version"] for _ in range(5)}
    assert versions == {"1"}
    wait_until(lambda: candidate.requests == 5, f"{candidate.requests} of 5 copies arrived")


def asked(router: Router, header: str, values: list[str]) -> dict[str, set[str]]:
    """The versions that answered requests with each value of a header, three requests a value."""
    seen: dict[str, set[str]] = {value: set() for value in values}
    with httpx.Client(trust_env=False) as client:
        for value in values * 3:
            answer = client.post(f"{router.url}/endpoints/wine/invocations", headers={header: value})
            seen[value].add(answer.headers["x-slipway-model-version"])
    return seen


def test_equal_values_of_a_sticky_header_meet_one_version_and_a_growing_share_takes_none_back(
    router: Router, stable: Upstream, candidate: Upstream
) -> None:
    users = [f"user-{number}" for number in range(300)]
    with_candidate: list[set[str]] = []
    for share in (30, 60):
        sticky = route((stable, 100 - share), (candidate, share)).model_copy(update={"sticky_header": "x-user"})
        router.publisher.publish([sticky])
        seen = asked(router, "x-user", users)
        assert all(len(versions) == 1 for versions in seen.values())
        with_candidate.append({user for user, versions in seen.items() if versions == {"2"}})
        assert abs(len(with_candidate[-1]) / len(users) - share / 100) < 0.1
    assert with_candidate[0] <= with_candidate[1]


def test_requests_without_the_sticky_header_go_by_weight(router: Router, stable: Upstream, candidate: Upstream) -> None:
    sticky = route((stable, 50), (candidate, 50)).model_copy(update={"sticky_header": "x-user"})
    router.publisher.publish([sticky])
    with httpx.Client(trust_env=False) as client:
        url = f"{router.url}/endpoints/wine/invocations"
        seen = {client.post(url).headers["x-slipway-model-version"] for _ in range(50)}
    assert seen == {"1", "2"}


def test_a_value_of_a_header_names_its_version_and_all_other_requests_go_by_weight(
    router: Router, stable: Upstream, candidate: Upstream
) -> None:
    assigned = Assigned(header="x-variant", values={"beta": "2"})
    router.publisher.publish([route((stable, 100), (candidate, 0)).model_copy(update={"assigned": assigned})])
    seen = asked(router, "x-variant", ["beta", "Beta", "gamma"])
    assert seen == {"beta": {"2"}, "Beta": {"1"}, "gamma": {"1"}}


def test_no_request_fails_while_weights_move_and_the_old_version_goes(
    router: Router, stable: Upstream, candidate: Upstream
) -> None:
    published = [route((stable, 100))]
    router.publisher.publish(published)
    with ClosedLoop(f"{router.url}/endpoints/wine/invocations", {"data": [[1]]}) as client:
        for share in (10, 50, 100):
            following = [route((stable, 100 - share), (candidate, share))]
            router.publisher.publish(following)
            published = following
        router.publisher.publish([route((candidate, 100))])
        served = candidate.requests
        wait_until(lambda: candidate.requests > served + 20, "no traffic after the move")
    assert client.failures == []
    assert "wine@1" not in router.admin.cluster_health()


def test_no_request_fails_while_the_router_is_replaced_by_a_new_one(
    tmp_path: Path, stable: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.routing.bootstrap.DRAIN_SECONDS", 2)
    monkeypatch.setattr("app.routing.bootstrap.REPLACED_SECONDS", 3)
    ports = {"router_port": free_port(), "admin_port": free_port()}

    def epoch(router: Router) -> int:
        with contextlib.suppress(RouterError):  # while the one hands the interface over to the other
            return router.admin.epoch()
        return -1

    def envoys(router: Router) -> set[int]:
        return {child.pid for child in psutil.Process(router.process.pid).children()}

    with running_router(tmp_path, **ports) as router:
        router.publisher.publish([route((stable, 100))])
        (first,) = envoys(router)
        with ClosedLoop(f"{router.url}/endpoints/wine/invocations", {"data": [[1]]}, clients=4) as callers:
            wait_until(lambda: callers.answers, "no answer")
            router.process.send_signal(signal.SIGHUP)
            wait_until(lambda: epoch(router) == 1, "the new router does not take over")
            wait_until(lambda: first not in envoys(router), "the old router does not end")
            before = sum(callers.answers.values())
            wait_until(lambda: sum(callers.answers.values()) > before + 100, "the new router does not answer")
        assert callers.failures == []
        assert len(envoys(router)) == 1


def test_a_router_that_cannot_start_leaves_the_one_that_runs(tmp_path: Path, stable: Upstream) -> None:
    with running_router(tmp_path, router_port=free_port(), admin_port=free_port()) as router:
        router.publisher.publish([route((stable, 100))])
        (tmp_path / "bootstrap.json").write_text("{}}")
        with ClosedLoop(f"{router.url}/endpoints/wine/invocations", {"data": [[1]]}) as callers:
            router.process.send_signal(signal.SIGHUP)
            wait_until(lambda: "Unable to parse JSON" in router.log.read_text(), "the new router did not try")
            wait_until(lambda: sum(callers.answers.values()) > 100, "the old router does not answer")
        assert callers.failures == []
        assert router.admin.epoch() == 0


def test_the_admin_interface_counts_requests_errors_and_latency(router: Router, stable: Upstream) -> None:
    name = cluster_name("wine", "1")
    router.publisher.publish([route((stable, 100))])
    before = router.admin.traffic([name])[name]
    for status in (200, 200, 500):
        stable.status = status
        call(router)
    stable.delay_seconds = 0.2
    call(router)
    after = router.admin.traffic([name])[name]
    assert (after.requests - before.requests, after.server_errors - before.server_errors) == (4, 2)

    def slow_one_is_seen() -> bool:
        return any(upper >= 200 for upper in router.admin.traffic([name])[name].latency_buckets)

    wait_until(slow_one_is_seen, "the histogram never shows the slow request")


def test_every_request_is_one_line_of_json_in_the_access_log(router: Router, stable: Upstream) -> None:
    router.publisher.publish([route((stable, 100))])
    call(router, headers={"x-request-id": "logged-1"})

    def line() -> dict[str, object]:
        lines = [text for text in router.log.read_text().splitlines() if "logged-1" in text]
        return json.loads(lines[0]) if lines else {}

    wait_until(line, "no line in the access log")
    logged = line()
    assert logged["path"] == "/endpoints/wine/invocations"
    assert (logged["status"], logged["backend"], logged["model_version"]) == (200, "wine@1", "1")


def test_a_file_envoy_refuses_is_an_error_and_the_old_routes_stay(
    router: Router, stable: Upstream, candidate: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [route((stable, 100))]
    router.publisher.publish(before)
    with monkeypatch.context() as patch:
        patch.setattr("app.routing.envoy.RETRY_POLICY", {"retry_back_off": {"base_interval": "-1s"}})
        with pytest.raises(RouterError, match=r"has not taken its new routes\.json"):
            router.publisher.publish([route((candidate, 100))])
    assert call(router).headers["x-slipway-model-version"] == "1"
    router.publisher.publish([route((candidate, 100))])
    assert call(router).headers["x-slipway-model-version"] == "2"
