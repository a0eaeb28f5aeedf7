"""Predictions through the API gateway, as a machine outside the network makes them: a token, then a request."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.errors import SlipwayError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from app.outputs import GatewayOutputs

PREDICT_SCOPE = "slipway/predict"
_TIMEOUT_SECONDS = 30  # an HTTP API ends a call at 30 s: AWS quota "Maximum integration timeout"


class Gateway:
    """The gateway of one environment.

    Args:
        aws: A session of boto3's kind; it may read the machine client of the user pool.
        outputs: What the gateway stack published.
    """

    def __init__(self, aws: Any, outputs: GatewayOutputs) -> None:
        self._aws = aws
        self._outputs = outputs

    def url(self, deployment: str) -> str:
        """Where predictions of `deployment` are asked for."""
        return f"{self._outputs.endpoint_url.rstrip('/')}/endpoints/{deployment}/invocations"

    def token(self) -> str:
        """A bearer token for predictions, by OAuth 2.0 client credentials (RFC 6749, section 4.4); it lives an hour.

        The client's secret is asked of Cognito with the caller's own identity; no stack publishes it.

        Raises:
            SlipwayError: The identity provider refuses, or is not ours to ask.
        """
        token_url, client_id = self._outputs.token_url, self._outputs.client_id
        if token_url is None or client_id is None:
            raise SlipwayError(
                "no token can be made for this gateway",
                why=f"its identity provider is {self._outputs.issuer}, which Slipway did not set up",
                fix="ask that provider for a token",
            )
        pool = self._aws.client("cognito-idp")
        found = pool.describe_user_pool_client(UserPoolId=self._outputs.user_pool_id, ClientId=client_id)
        answer = _post(
            token_url,
            data={"grant_type": "client_credentials", "scope": PREDICT_SCOPE},
            auth=(client_id, found["UserPoolClient"]["ClientSecret"]),
        )
        return str(answer["access_token"])

    def predict(self, deployment: str, payload: Mapping[str, Any]) -> Any:
        """What `/invocations` answers to `payload`: for most models `{"predictions": [...]}`.

        Raises:
            SlipwayError: The gateway, the router or the model server refuses.
        """
        return _post(self.url(deployment), json=payload, headers={"Authorization": f"Bearer {self.token()}"})

    def curl(self, deployment: str, payload: Mapping[str, Any]) -> str:
        """A line for a shell that makes the same call, its token included."""
        words = ["curl", "-sS", self.url(deployment), "-H", f"Authorization: Bearer {self.token()}"]
        words += ["-H", "Content-Type: application/json", "-d", json.dumps(payload, separators=(",", ":"))]
        return shlex.join(words)


def _post(url: str, **request: Any) -> Any:
    import httpx  # noqa: PLC0415 - slow to import

    address, headers = _reachable(url)
    headers |= request.pop("headers", {})
    try:
        answer = httpx.post(address, headers=headers, timeout=_TIMEOUT_SECONDS, **request)
        answer.raise_for_status()
    except httpx.HTTPStatusError as error:
        raise SlipwayError(f"{url} answers {error.response.status_code}", why=error.response.text[:1000]) from error
    except httpx.HTTPError as error:
        raise SlipwayError(f"{url} does not answer", why=str(error), fix="bin/slipway status") from error
    return _json(answer, url)


def _json(answer: httpx.Response, url: str) -> Any:
    try:
        return answer.json()
    except ValueError as error:
        raise SlipwayError(f"{url} answers something that is not JSON", why=answer.text[:1000]) from error


def _reachable(url: str) -> tuple[str, dict[str, str]]:
    """The emulator's names end in `.localhost`: loopback by RFC 6761, which not every resolver knows."""
    parts = urlsplit(url)
    if not (parts.hostname or "").endswith(".localhost"):
        return url, {}
    return parts._replace(netloc=f"127.0.0.1:{parts.port}").geturl(), {"Host": parts.netloc}
