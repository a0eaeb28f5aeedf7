"""What pods are told of AWS by a caller who speaks to an emulator, and by one who does not."""

from __future__ import annotations

import pytest

from app.targets.kubernetes.connect import emulated


def test_pods_of_a_caller_who_speaks_to_an_emulator_do_so_too() -> None:
    told = emulated({"AWS_ENDPOINT_URL": "http://10.0.0.1:4566", "AWS_SECRET_ACCESS_KEY": "the caller's own"})
    assert told["AWS_ENDPOINT_URL"] == "http://10.0.0.1:4566"
    assert told["AWS_SECRET_ACCESS_KEY"] == "test"


@pytest.mark.parametrize("environ", [{}, {"AWS_ENDPOINT_URL": "https://vpce-1.s3.us-east-1.vpce.amazonaws.com"}])
def test_on_aws_they_are_told_nothing_and_have_an_identity_of_their_own(environ: dict[str, str]) -> None:
    assert emulated(environ) == {}
