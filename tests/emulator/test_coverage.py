"""What no emulator takes is written down, and is still so."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

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
    "aws_apigatewayv2_vpc_link": (
        "apigatewayv2",
        lambda client: client.create_vpc_link(Name="probe", SubnetIds=["subnet-1"]),
    ),
    "aws_appautoscaling_target": (
        "application-autoscaling",
        lambda client: client.register_scalable_target(**SCALING, MinCapacity=1, MaxCapacity=2),
    ),
    "aws_appautoscaling_policy": (
        "application-autoscaling",
        lambda client: client.put_scaling_policy(**SCALING, PolicyName="probe", PolicyType="TargetTrackingScaling"),
    ),
}


def test_at_most_five_types_are_left_out_and_each_says_why() -> None:
    assert len(GAPS) <= MOST_GAPS
    assert all(gap["reason"] for gap in GAPS.values())


@pytest.mark.parametrize("terraform_type", GAPS)
def test_a_listed_gap_still_exists(terraform_type: str, emulator_port: int) -> None:
    service, make = MADE_BY[terraform_type]
    client = boto3.client(
        service,
        endpoint_url=f"http://127.0.0.1:{emulator_port}",
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 1}),
    )
    with pytest.raises(ClientError):
        make(client)
