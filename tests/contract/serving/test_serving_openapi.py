"""Requests made from the server's own OpenAPI description: never a defect, and never an answer it does not describe."""

from __future__ import annotations

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# No shrinking: a failure prints the request it came of, and the time is bounded.
PHASES = (Phase.explicit, Phase.generate)


@pytest.mark.parametrize("name", ["wine", "obedient"])
def test_every_request_that_the_description_allows_is_answered_as_it_says(servers, name):
    url = servers[name].url
    schema = schemathesis.openapi.from_dict(httpx.get(f"{url}/openapi.json").json())
    schema.config.base_url = url
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 10
    for operation in operations:
        examples = 25 if operation.method == "post" else 2
        _ask(operation, examples)


def _ask(operation, examples):
    @given(case=operation.as_strategy())
    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=PHASES,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case):
        case.call_and_validate(checks=CHECKS)

    ask()
