from __future__ import annotations

import json
from typing import Any

import pytest

from app.errors import SlipwayError
from app.outputs import read_outputs

DOCUMENTS: dict[str, dict[str, Any]] = {
    "network": {"vpc_id": "vpc-1", "public_subnet_ids": [], "private_subnet_ids": [], "database_subnet_ids": []},
    "data": {
        "artifact_bucket": "artifacts",
        "payload_log_bucket": "payloads",
        "kms_key_arn": "arn:aws:kms:us-east-1:000000000000:key/1",
        "database": {"host": "127.0.0.1", "port": 5442, "name": "mlflow", "username": "mlflow"},
        "model_server_repository_url": "models",
        "tracking_repository_url": "tracking",
    },
    "tracking": {"tracking_uri": "http://127.0.0.1:5000"},
}


class ParameterStore:
    """The one call that reading makes, answered from a dictionary of documents."""

    def __init__(self, documents: dict[str, dict[str, Any]]) -> None:
        head = {"schema_version": 1, "environment": "dev"}
        self._parameters = [
            {"Name": f"/slipway/dev/{stack}", "Value": json.dumps({**head, "stack": stack, **document})}
            for stack, document in documents.items()
        ]

    def client(self, service: str) -> ParameterStore:
        assert service == "ssm"
        return self

    def get_paginator(self, operation: str) -> ParameterStore:
        assert operation == "get_parameters_by_path"
        return self

    def paginate(self, *, Path: str) -> list[dict[str, Any]]:  # noqa: N803 - boto3's own name for it
        assert Path == "/slipway/dev"
        return [{"Parameters": [parameter]} for parameter in self._parameters]


def test_an_environment_that_stops_at_tracking_has_no_serving_and_no_gateway() -> None:
    outputs = read_outputs(ParameterStore(DOCUMENTS), "dev")
    assert outputs.data.database.port == 5442
    assert outputs.serving is None
    assert outputs.gateway is None


def test_a_document_of_a_stack_that_the_app_does_not_know_is_left_alone() -> None:
    assert read_outputs(ParameterStore({**DOCUMENTS, "bootstrap": {"anything": 1}}), "dev")


def test_a_missing_stack_is_named_with_the_command_that_deploys_it() -> None:
    some = {name: document for name, document in DOCUMENTS.items() if name != "tracking"}
    with pytest.raises(SlipwayError, match="'dev'") as caught:
        read_outputs(ParameterStore(some), "dev")
    assert "tracking" in caught.value.why
    assert "cdktf deploy 'dev-*'" in caught.value.fix


def test_a_document_of_another_schema_is_refused() -> None:
    newer = {**DOCUMENTS, "tracking": {"tracking_uri": "http://x", "schema_version": 2}}
    with pytest.raises(SlipwayError, match="do not publish what this version"):
        read_outputs(ParameterStore(newer), "dev")
