"""The token that an EKS cluster takes, as its authenticator reads it."""

from __future__ import annotations

import base64
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from app.targets.kubernetes.connect import cluster_token


@pytest.mark.parametrize(
    ("region", "host"),
    [("eu-west-1", "sts.eu-west-1.amazonaws.com"), ("cn-north-1", "sts.cn-north-1.amazonaws.com.cn")],
)
def test_it_is_a_call_of_the_regional_sts_signed_for_one_cluster_and_one_minute(region: str, host: str) -> None:
    session = boto3.session.Session(aws_access_key_id="AKID", aws_secret_access_key="secret", region_name=region)
    head, _, body = cluster_token(session, "slipway-dev").partition(".")
    assert head == "k8s-aws-v1"
    assert "=" not in body
    url = urlsplit(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode())
    query = parse_qs(url.query)
    assert (url.scheme, url.netloc) == ("https", host)
    assert query["Action"] == ["GetCallerIdentity"]
    assert query["X-Amz-SignedHeaders"] == ["host;x-k8s-aws-id"]
    assert query["X-Amz-Expires"] == ["60"]
    assert query["X-Amz-Credential"][0].startswith("AKID/")


def test_another_cluster_gets_another_signature() -> None:
    session = boto3.session.Session(aws_access_key_id="AKID", aws_secret_access_key="secret", region_name="eu-west-1")
    assert cluster_token(session, "slipway-dev") != cluster_token(session, "slipway-prod")
