"""Which scope each route of MLflow's API needs at the gateway.

What is not known to leave the registry alone needs the registry's scope. So a spelling that the gateway takes for
another path than MLflow does (`registered-models%2Falias`) is refused without it, and so is a route of a later MLflow.
https://mlflow.org/docs/latest/api_reference/rest-api.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from modules.machine_identity import REGISTRY, TRACKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_APIS = {"Api": "/api", "AjaxApi": "/ajax-api"}
# Version 2 holds the registry. Tags are not among what is harmless: a version's stage is also a tag.
_HARMLESS = {
    "Reads": "GET /{proxy+}",
    "Experiments": "ANY /experiments/{proxy+}",
    "Runs": "ANY /runs/{proxy+}",
    "LoggedModel": "ANY /logged-models",
    "LoggedModels": "ANY /logged-models/{proxy+}",
    "Trace": "ANY /traces",
    "Traces": "ANY /traces/{proxy+}",
    "Artifacts": "ANY /artifacts/{proxy+}",
    "ModelCreate": "POST /registered-models/create",
    "ModelDescribe": "PATCH /registered-models/update",
    "LatestVersions": "POST /registered-models/get-latest-versions",
    "VersionCreate": "POST /model-versions/create",
    "VersionDescribe": "PATCH /model-versions/update",
}


def tracking_routes() -> Iterator[tuple[str, str, str]]:
    """Construct id, route key and scope of every route; the gateway prefers the more exact one.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    """
    for kind, api in _APIS.items():
        yield f"{kind}3Route", f"ANY {api}/3.0/mlflow/{{proxy+}}", TRACKING
        yield f"{kind}2Route", f"ANY {api}/2.0/mlflow/{{proxy+}}", REGISTRY
        for name, route in _HARMLESS.items():
            method, path = route.split(" ")
            yield f"{kind}{name}Route", f"{method} {api}/2.0/mlflow{path}", TRACKING
