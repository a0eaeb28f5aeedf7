"""The Kubernetes API as far as the target needs it: server-side apply, lists, and the proxies to pods and Services.

The official client finds the cluster, trusts it and signs requests; what is sent is said here, because its typed calls
know neither kinds of other packages nor an answer of a proxied server that is not 200.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx
from urllib3.exceptions import HTTPError

from app.errors import SlipwayError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kubernetes.client import ApiClient

FIELD_MANAGER = "slipway"
_APPLY = "application/apply-patch+yaml"
_MERGE = "application/merge-patch+json"
_SECONDS = 30.0
_NOT_FOUND, _CONFLICT = 404, 409

_log = logging.getLogger(__name__)


class ApiError(SlipwayError):
    """The API server refuses; `status` is its HTTP status."""

    def __init__(self, what: str, *, status: int, why: str = "", fix: str = "") -> None:
        super().__init__(what, why=why, fix=fix)
        self.status = status


class ConflictError(ApiError):
    """Somebody else has changed the object since it was read."""


@dataclass(frozen=True)
class Reply:
    """An answer, whatever its status; header names are in lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Api:
    """One namespace of a cluster.

    Args:
        client: The official client, which knows where the cluster is and who is calling.
        namespace: The namespace that names without one are in.
    """

    def __init__(self, client: ApiClient, namespace: str) -> None:
        self._client = client
        self.namespace = namespace
        self._kinds = cache(self._served_kinds)  # what a server serves does not change while a command runs

    def send(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        seconds: float = _SECONDS,
    ) -> Reply:
        """Send a request and return the answer, whatever its status.

        Args:
            method: HTTP's.
            path: Path and query.
            body: What is sent.
            headers: Beside those that identify the caller.
            seconds: How long the answer may take.

        Raises:
            SlipwayError: The API server cannot be reached.
        """
        signed = {"content-type": "application/json", **(headers or {})}
        self._client.update_params_for_auth(signed, [], ["BearerToken"])
        try:
            answer = self._client.rest_client.pool_manager.request(
                method,
                self._client.configuration.host + path,
                body=body,
                headers=signed,
                timeout=seconds,
                retries=False,
            )
        except HTTPError as error:
            raise SlipwayError(
                f"the Kubernetes API at {self._client.configuration.host} does not answer",
                why=str(error),
                fix="see whether the cluster is reachable from here: kubectl get --raw /readyz",
            ) from error
        return Reply(answer.status, answer.data, {name.lower(): value for name, value in answer.headers.items()})

    def call(
        self, method: str, path: str, content: Any = None, *, content_type: str = "application/json"
    ) -> dict[str, Any]:
        """Send JSON and return the JSON answered.

        Raises:
            ConflictError: The object is not what it was when it was read, or exists already.
            ApiError: The API server refuses.
            SlipwayError: It cannot be reached.
        """
        body = None if content is None else json.dumps(content).encode()
        reply = self.send(method, path, body=body, headers={"content-type": content_type})
        if not httpx.codes.is_success(reply.status):
            kind = ConflictError if reply.status == _CONFLICT else ApiError
            raise kind(f"the cluster refuses {method} {path}", status=reply.status, why=_words(reply))
        answered: dict[str, Any] = json.loads(reply.body)
        return answered

    def find(self, path: str) -> dict[str, Any] | None:
        """The object at `path`; None where there is none.

        Raises:
            SlipwayError: As for `call`.
        """
        try:
            return self.call("GET", path)
        except ApiError as error:
            if error.status == _NOT_FOUND:
                return None
            raise

    def items(self, api_version: str, kind: str, labelled: Mapping[str, str]) -> list[dict[str, Any]]:
        """The objects of a kind that carry these labels; none where the server does not serve the kind.

        Raises:
            SlipwayError: As for `call`.
        """
        path = self.path(api_version, kind)
        if path is None:
            return []
        chosen = ",".join(f"{name}={value}" for name, value in labelled.items())
        found: list[dict[str, Any]] = self.call("GET", f"{path}?{urlencode({'labelSelector': chosen})}")["items"]
        return found

    def apply(self, manifest: Mapping[str, Any]) -> bool:
        """Make the object be as the manifest says, leaving to others what it does not mention (server-side apply).

        Returns:
            Whether the server serves this kind; a warning says so where it does not.

        Raises:
            SlipwayError: As for `call`.
        """
        path = self.path(manifest["apiVersion"], manifest["kind"], manifest["metadata"]["name"])
        if path is None:
            _log.warning("this cluster serves no %s %s: it goes without", manifest["apiVersion"], manifest["kind"])
            return False
        self.call("PATCH", f"{path}?fieldManager={FIELD_MANAGER}&force=true", manifest, content_type=_APPLY)
        return True

    def annotate(self, path: str, annotations: Mapping[str, str]) -> None:
        """Set annotations of the object at `path`.

        Raises:
            SlipwayError: As for `call`.
        """
        self.call("PATCH", path, {"metadata": {"annotations": dict(annotations)}}, content_type=_MERGE)

    def delete(self, api_version: str, kind: str, name: str) -> None:
        """Delete an object and what it owns; nothing where there is none, or no such kind.

        Raises:
            SlipwayError: As for `call`.
        """
        path = self.path(api_version, kind, name)
        if path is None:
            return
        try:
            self.call("DELETE", path, {"propagationPolicy": "Background"})
        except ApiError as error:
            if error.status != _NOT_FOUND:
                raise

    def path(self, api_version: str, kind: str, name: str = "") -> str | None:
        """Where objects of a kind are, or the one named so; None where the server does not serve the kind.

        Raises:
            SlipwayError: As for `call`.
        """
        served = self._kinds(api_version).get(kind)
        if served is None:
            return None
        plural, namespaced = served
        where = f"/namespaces/{self.namespace}" if namespaced else ""
        return f"{_root(api_version)}{where}/{plural}" + (f"/{name}" if name else "")

    def pod(self, name: str, suffix: str = "") -> str:
        """The path of a pod; `suffix` is a subresource such as `/log`, or `:8080/proxy/ready`."""
        return f"/api/v1/namespaces/{self.namespace}/pods/{name}{suffix}"

    def _served_kinds(self, api_version: str) -> dict[str, tuple[str, bool]]:
        found = self.find(_root(api_version)) or {"resources": []}
        return {
            each["kind"]: (each["name"], each["namespaced"]) for each in found["resources"] if "/" not in each["name"]
        }


class PodTransport(httpx.BaseTransport):
    """Carries an HTTP client's requests to one port of a pod, through the API server.

    Args:
        api: The cluster.
        pod: The pod's name.
        port: Its port.
    """

    def __init__(self, api: Api, pod: str, port: int) -> None:
        self._api = api
        self._base = api.pod(pod, f":{port}/proxy")

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request.

        Raises:
            httpx.ConnectError: The API server cannot be reached.
        """
        path = request.url.raw_path.decode()
        try:
            reply = self._api.send(request.method, self._base + path, body=request.read() or None)
        except SlipwayError as error:
            raise httpx.ConnectError(str(error)) from error
        return httpx.Response(reply.status, content=reply.body)


def _root(api_version: str) -> str:
    return f"/apis/{api_version}" if "/" in api_version else f"/api/{api_version}"


def _words(reply: Reply) -> str:
    try:
        return str(json.loads(reply.body)["message"])
    except (ValueError, KeyError, TypeError):
        return f"status {reply.status}: {reply.body[:500].decode(errors='replace')}"
