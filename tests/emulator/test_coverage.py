"""What no emulator takes, and what only the second one does, is written down and still so."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from stacks.emulator_gaps import FORGOTTEN
from tests.emulator.emulated import ON_MOTO

if TYPE_CHECKING:
    from collections.abc import Callable

GAPS = tomllib.loads((Path(__file__).parent / "coverage.toml").read_text(encoding="utf-8"))
MOST_GAPS = 5
SCALING = {
    "ServiceNamespace": "ecs",
    "ResourceId": "service/a/b",
    "ScalableDimension": "ecs:service:DesiredCount",
}
# Resource type → the service and the call by which Terraform makes it.
MADE_BY: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "aws_appautoscaling_target": (
        "application-autoscaling",
        lambda client: client.register_scalable_target(**SCALING, MinCapacity=1, MaxCapacity=2),
    ),
    # A policy is its target's, which comes first.
    "aws_appautoscaling_policy": (
        "application-autoscaling",
        lambda client: (
            client.register_scalable_target(**SCALING, MinCapacity=1, MaxCapacity=2),
            client.put_scaling_policy(**SCALING, PolicyName="probe", PolicyType="TargetTrackingScaling"),
        ),
    ),
}
# The call of each service for which it is sent to moto.
MISSING: dict[str, Callable[[Any], Any]] = {
    "apigatewayv2": lambda made: made.create_vpc_link(Name="probe", SubnetIds=["subnet-1"]),
    "wafv2": lambda made: made.get_logging_configuration(ResourceArn="arn:aws:wafv2:us-east-1:1:regional/webacl/a/b"),
}


def test_at_most_five_types_are_left_out_and_each_says_why() -> None:
    assert len(GAPS) <= MOST_GAPS
    assert all(gap["reason"] for gap in GAPS.values())


@pytest.mark.parametrize("emulator", ["emulator_port", "moto_port"])
@pytest.mark.parametrize("terraform_type", GAPS)
def test_a_listed_gap_still_exists(terraform_type: str, emulator: str, request: pytest.FixtureRequest) -> None:
    service, make = MADE_BY[terraform_type]
    with pytest.raises(ClientError):
        make(client(service, request.getfixturevalue(emulator)))


def test_what_moto_is_asked_for_is_still_missing_in_the_other_emulator(emulator_port: int) -> None:
    assert set(ON_MOTO) == set(MISSING)
    for service, call in MISSING.items():
        with pytest.raises(ClientError):
            call(client(service, emulator_port))


def test_the_emulator_of_local_gives_a_jwt_authorizer_the_payload_format_of_another_kind(emulator_port: int) -> None:
    """In `stacks.emulator_gaps`, and in no other environment: the others have their gateway on moto."""
    gateway = client("apigatewayv2", emulator_port)
    made = gateway.create_authorizer(
        ApiId=gateway.create_api(Name="probe", ProtocolType="HTTP")["ApiId"],
        AuthorizerType="JWT",
        Name="probe",
        IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Audience": ["probe"], "Issuer": "https://example.com"},
    )
    assert made["AuthorizerPayloadFormatVersion"] == "2.0"
    assert set(FORGOTTEN["aws_apigatewayv2_authorizer"]) == {"authorizer_payload_format_version"}


def client(service: str, port: int) -> Any:
    return boto3.client(
        service,
        endpoint_url=f"http://127.0.0.1:{port}",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 1}),
    )
