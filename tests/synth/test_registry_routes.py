"""Nobody promotes around the approvals: what changes the registry needs a scope of its own, however it is spelled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from mlflow.server.handlers import get_endpoints

from stacks.environments import NAMES
from tests.support.template import every_environment

if TYPE_CHECKING:
    from collections.abc import Mapping

# By what MLflow says of itself: a call of the registry changes it unless it is one of these.
HARMLESS = re.compile(r"GET .*|POST .*/(get-latest-versions|create)|PATCH .*/update")
CALLS = [
    f"{method} {re.sub('<[^>]+>', 'x', path)}"
    for path, _, methods in get_endpoints()
    for method in methods
    if re.match(r"/(ajax-)?api/\d\.0/mlflow/", path)
]
CHANGES = [
    call for call in CALLS if re.search("/(registered-models|model-versions)/", call) and not HARMLESS.match(call)
]


def routes(name: str) -> Mapping[str, str]:
    """Route key → scope."""
    made = every_environment()[f"{name}-gateway"].resources_by_type("aws_apigatewayv2_route").values()
    return {route["route_key"]: route["authorization_scopes"][0] for route in made}


def chosen(keys: Mapping[str, str], call: str) -> str | None:
    """The scope of the route that a gateway chooses: an exact one, or the greedy one with the longest beginning.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    """
    method, path = call.split(" ")
    found = []
    for key, scope in keys.items():
        route_method, route_path = key.split(" ")
        start = route_path.removesuffix("{proxy+}")
        greedy = start != route_path
        matches = path.startswith(start) and len(path) > len(start) if greedy else path == route_path
        if matches and route_method in {method, "ANY"}:
            found.append((not greedy, len(start), route_method != "ANY", scope))
    return max(found)[-1] if found else None


def test_mlflow_has_calls_that_change_the_registry_under_both_its_prefixes() -> None:
    assert {call.split("/")[1] for call in CHANGES} == {"api", "ajax-api"}
    for path in ("POST {}/alias", "DELETE {}/alias", "DELETE {}/delete", "POST {}/rename", "POST {}/set-tag"):
        assert path.format("/api/2.0/mlflow/registered-models") in CHANGES
    assert "POST /ajax-api/2.0/mlflow/model-versions/transition-stage" in CHANGES


@pytest.mark.parametrize("name", NAMES)
def test_every_call_that_changes_the_registry_needs_the_registrys_scope(name: str) -> None:
    keys = routes(name)
    assert {call: chosen(keys, call) for call in CHANGES} == dict.fromkeys(CHANGES, "slipway/registry")


@pytest.mark.parametrize("name", NAMES)
def test_whoever_trains_needs_no_more_than_the_scope_of_tracking(name: str) -> None:
    keys = routes(name)
    known = ("experiments", "runs", "logged-models", "traces", "artifacts", "registered-models", "model-versions")
    calls = [call for call in CALLS if call not in CHANGES and call.split("/")[4] in known]
    assert len(calls) > 100
    assert {call for call in calls if chosen(keys, call) != "slipway/tracking"} == set()
    assert chosen(keys, "POST /endpoints/iris/invocations") == "slipway/predict"


@pytest.mark.parametrize(
    "path",
    [
        "registered-models%2Falias",
        "registered-models/%61lias",
        "%72egistered-models/alias",
        "/registered-models/alias",
        "registered-models/alias/",
        "registered-models//alias",
        "./registered-models/alias",
        "registered-models/something-new",
    ],
)
def test_another_spelling_is_not_a_way_around_it(path: str) -> None:
    for prefix in ("/api/2.0/mlflow", "/ajax-api/2.0/mlflow"):
        for method in ("POST", "DELETE", "PUT", "PATCH"):
            assert chosen(routes("prod"), f"{method} {prefix}/{path}") == "slipway/registry"
