from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stacks.environments import environment
from stacks.local_settings import PORT_VARIABLES, LocalPortError, LocalRuntime, with_overrides


@pytest.mark.parametrize(("field", "variable"), PORT_VARIABLES.items())
def test_every_port_has_a_variable(field: str, variable: str) -> None:
    runtime = environment("local", {variable: "20001"}).local_runtime
    assert getattr(runtime, field) == 20001


@pytest.mark.parametrize("value", ["80", "0", "-1", "65536"])
def test_a_port_out_of_range_is_refused_with_variable_and_value(value: str) -> None:
    with pytest.raises(LocalPortError, match=f"SLIPWAY_ROUTER_PORT={value} is not a port from 1024 to 65535"):
        with_overrides(LocalRuntime(), {"SLIPWAY_ROUTER_PORT": value})


def test_a_port_that_is_no_number_is_refused_with_variable_and_value() -> None:
    with pytest.raises(LocalPortError, match="SLIPWAY_ROUTER_PORT='http' is not a number"):
        with_overrides(LocalRuntime(), {"SLIPWAY_ROUTER_PORT": "http"})


def test_two_parts_on_one_port_are_refused_and_both_are_named() -> None:
    with pytest.raises(LocalPortError, match="SLIPWAY_EMULATOR_PORT=5000 is also SLIPWAY_TRACKING_PORT's port"):
        with_overrides(LocalRuntime(), {"SLIPWAY_EMULATOR_PORT": "5000"})


@pytest.mark.parametrize(
    ("variables", "url"),
    [
        ({}, "http://127.0.0.1:4566"),
        ({"SLIPWAY_EMULATOR_PORT": "4700"}, "http://127.0.0.1:4700"),
        ({"AWS_ENDPOINT_URL": "http://10.0.0.1:4566/"}, "http://10.0.0.1:4566"),
        ({"LOCALSTACK_HOST": "box"}, "http://box:4566"),
        ({"LOCALSTACK_HOST": "box:4510"}, "http://box:4510"),
        ({"AWS_ENDPOINT_URL": "https://a:1", "LOCALSTACK_HOST": "b"}, "https://a:1"),
    ],
)
def test_the_emulator_is_the_embedded_one_unless_variables_name_another(variables: dict[str, str], url: str) -> None:
    assert with_overrides(LocalRuntime(), variables).endpoint_url == url


@given(st.text(max_size=8))
def test_a_port_variable_gives_a_usable_port_or_is_refused_by_name(value: str) -> None:
    with suppress(LocalPortError):
        assert 1024 <= with_overrides(LocalRuntime(), {"SLIPWAY_ROUTER_PORT": value}).router_port <= 65535
