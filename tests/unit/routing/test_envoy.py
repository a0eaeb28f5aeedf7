"""Routes and the configuration made of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
import pytest
from hypothesis import given
from pydantic import ValidationError

from app.routing import Assigned, Backend, Mirror, Route, cluster_name, dynamic_configuration, router_command
from app.routing.bootstrap import bootstrap
from app.routing.envoy import discovery_response, referenced
from app.routing.listener import CLUSTERS_FILE, ROUTES_FILE

if TYPE_CHECKING:
    from pathlib import Path


def route(deployment: str = "wine", **weights: int) -> Route:
    backends = tuple(
        Backend(version=name.removeprefix("v"), host="127.0.0.1", port=18100, weight=weight)
        for name, weight in weights.items()
    )
    return Route(deployment=deployment, backends=backends)


def actions(routes: list[Route]) -> dict[str, dict[str, Any]]:
    hosts = dynamic_configuration(routes).routes["virtual_hosts"]
    return {entry["name"]: entry["route"] for host in hosts for entry in host["routes"] if "route" in entry}


@pytest.mark.parametrize("weights", [{"v1": 99}, {"v1": 60, "v2": 50}, {"v1": 10, "v2": 0}])
def test_weights_that_do_not_sum_to_100_are_refused(weights: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="must sum to 100"):
        route(**weights)


@pytest.mark.parametrize("name", ["", "Wine", "wine_1", "-wine", "wine-", "w" * 41, "wine/1", "../wine"])
def test_a_name_that_could_not_be_a_url_segment_or_a_process_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        route(name, v1=100)


def test_a_deployment_is_published_under_each_of_its_endpoints_with_the_same_weights() -> None:
    wine = route(v1=90, v2=10).model_copy(update={"endpoints": ("quality", "wine")})
    made = dynamic_configuration([wine]).routes["virtual_hosts"][0]["routes"]
    assert [entry["match"]["prefix"] for entry in made] == ["/endpoints/wine/", "/endpoints/quality/", "/"]
    assert made[0]["route"] == made[1]["route"]


def test_a_call_may_not_outlast_the_gateway() -> None:
    with pytest.raises(ValidationError):
        Route(deployment="wine", backends=(), timeout_seconds=30)


def test_a_mirror_must_be_one_of_the_backends() -> None:
    with pytest.raises(ValidationError, match="none of the backends"):
        Route(deployment="wine", backends=(), mirror=Mirror(version="2", percent=10))


def test_a_value_of_a_header_must_name_one_of_the_backends() -> None:
    with pytest.raises(ValidationError, match="none of the backends"):
        Route(deployment="wine", backends=(), assigned=Assigned(header="x-variant", values={"b": "2"}))


@pytest.mark.parametrize("header", [":path", "x user", "x-user\n"])
def test_a_name_that_is_no_headers_is_refused(header: str) -> None:
    with pytest.raises(ValidationError, match="header"):
        Route(deployment="wine", backends=(), sticky_header=header)


def test_a_request_that_names_its_version_is_matched_before_those_that_go_by_weight() -> None:
    weighed = route(v1=100, v2=0).model_copy(
        update={
            "assigned": Assigned(header="x-variant", values={"b": "2"}),
            "mirror": Mirror(version="2", percent=10),
            "sticky_header": "x-user",
        }
    )
    made = dynamic_configuration([weighed])
    named, weighted, _ = made.routes["virtual_hosts"][0]["routes"]
    assert named["match"]["headers"] == [{"name": "x-variant", "string_match": {"exact": "b"}}]
    assert (named["route"]["cluster"], weighted["route"]["cluster"]) == ("wine@2", "wine@1")
    assert named["route"]["timeout"] == weighted["route"]["timeout"]
    assert referenced([made.routes]) == {"wine@1", "wine@2"}


def test_a_sticky_header_decides_among_several_versions_only() -> None:
    def action(**weights: int) -> dict[str, Any]:
        return actions([route(**weights).model_copy(update={"sticky_header": "x-user"})])["wine"]

    assert action(v1=90, v2=10)["hash_policy"] == [{"header": {"header_name": "x-user"}}]
    assert action(v1=90, v2=10)["weighted_clusters"]["use_hash_policy"] is True
    assert action(v1=0, v2=100)["cluster"] == "wine@2"


def test_a_version_that_gets_copies_is_waited_for_like_one_that_takes_traffic() -> None:
    mirrored = route(v1=100, v2=0).model_copy(update={"mirror": Mirror(version="2", percent=10)})
    assert referenced([dynamic_configuration([mirrored]).routes]) == {"wine@1", "wine@2"}


def test_a_version_that_waits_has_a_cluster_and_no_traffic() -> None:
    made = dynamic_configuration([route(v1=100, v2=0)])
    assert made.clusters.keys() == {"wine@1", "wine@2"}
    assert referenced([made.routes]) == {"wine@1"}


def test_a_deployment_without_weights_is_not_offered() -> None:
    assert actions([route(v1=0)]) == {}


def test_a_backend_with_a_name_is_looked_up_and_one_with_an_address_is_not() -> None:
    named = Route(deployment="wine", backends=(Backend(version="1", host="wine-1.models", port=80, weight=100),))
    assert dynamic_configuration([named]).clusters["wine@1"]["type"] == "STRICT_DNS"
    assert dynamic_configuration([route(v1=100)]).clusters["wine@1"]["type"] == "STATIC"


def test_all_servers_of_a_version_are_hosts_of_its_cluster() -> None:
    backend = Backend(version="1", host="127.0.0.1", port=18100, more_ports=(18103, 18107), weight=100)
    made = dynamic_configuration([Route(deployment="wine", backends=(backend,))])
    (locality,) = made.clusters["wine@1"]["load_assignment"]["endpoints"]
    addresses = [host["endpoint"]["address"]["socket_address"] for host in locality["lb_endpoints"]]
    assert addresses == [{"address": "127.0.0.1", "port_value": port} for port in (18100, 18103, 18107)]


def test_the_prefix_of_one_deployment_is_no_prefix_of_another() -> None:
    made = dynamic_configuration([route("wine", v1=100), route("wine-2", v1=100)])
    prefixes = [entry["match"]["prefix"] for host in made.routes["virtual_hosts"] for entry in host["routes"]]
    assert prefixes == ["/endpoints/wine/", "/endpoints/wine-2/", "/"]


names = st.from_regex(r"\A[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?\Z")


@st.composite
def routes(draw: st.DrawFn) -> Route:
    versions = draw(st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True))
    cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=len(versions) - 1, max_size=len(versions) - 1)))
    shares = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    pairs = zip(versions, shares, strict=True)
    backends = tuple(Backend(version=str(v), host="127.0.0.1", port=18100, weight=share) for v, share in pairs)
    return Route(deployment=draw(names), backends=backends)


@given(st.lists(routes(), max_size=5, unique_by=lambda route: route.deployment))
def test_every_route_points_to_clusters_that_exist_with_the_weights_it_was_given(given_routes: list[Route]) -> None:
    made = dynamic_configuration(given_routes)
    assert referenced([made.routes]) <= made.clusters.keys()
    for one in given_routes:
        action = actions(given_routes)[one.deployment]
        weighted = action.get("weighted_clusters", {}).get("clusters") or [{"name": action["cluster"], "weight": 100}]
        assert {entry["name"]: entry["weight"] for entry in weighted} == {
            cluster_name(one.deployment, version): weight for version, weight in one.weights.items() if weight
        }


@given(st.lists(routes(), max_size=4, unique_by=lambda route: route.deployment), st.randoms())
def test_the_order_of_the_routes_changes_nothing(given_routes: list[Route], random: Any) -> None:
    shuffled = list(given_routes)
    random.shuffle(shuffled)
    assert dynamic_configuration(shuffled) == dynamic_configuration(given_routes)


def test_equal_content_has_an_equal_version() -> None:
    assert discovery_response([{"a": 1, "b": 2}])[1] == discovery_response([{"b": 2, "a": 1}])[1]
    assert discovery_response([{"a": 1}])[1] != discovery_response([{"a": 2}])[1]


def test_the_listener_and_the_admin_interface_are_on_loopback(tmp_path: Path) -> None:
    text = json.dumps(bootstrap(tmp_path, router_port=1, admin_port=2))
    assert text.count('"address": "127.0.0.1"') == 2
    assert text.count('"address": "') == 2


def test_a_router_that_starts_again_keeps_its_routes(tmp_path: Path) -> None:
    router_command(tmp_path, router_port=1, admin_port=2)
    (tmp_path / ROUTES_FILE).write_text("kept")
    command = router_command(tmp_path, router_port=3, admin_port=2)
    assert (tmp_path / ROUTES_FILE).read_text() == "kept"
    assert (tmp_path / CLUSTERS_FILE).exists()
    assert '"port_value": 3' in (tmp_path / "bootstrap.json").read_text()
    assert command[command.index("--config-path") + 1] == str(tmp_path / "bootstrap.json")


def test_the_servers_behind_a_name_are_looked_up_each_second_and_those_not_ready_get_nothing() -> None:
    named = Route(deployment="wine", backends=(Backend(version="1", host="model-wine-1.models.svc", port=8080),))
    cluster = dynamic_configuration([named]).clusters["wine@1"]
    assert (cluster["type"], cluster["dns_refresh_rate"]) == ("STRICT_DNS", "1s")
    assert cluster["common_lb_config"]["healthy_panic_threshold"]["value"] == 1


def test_a_route_says_how_often_its_requests_are_tried_again() -> None:
    few = Route(deployment="wine", backends=(Backend(version="1", host="h", port=80, weight=100),), retries=5)
    [host] = dynamic_configuration([few]).routes["virtual_hosts"]
    assert host["routes"][0]["route"]["retry_policy"]["num_retries"] == 5
