"""What a version's servers get: how many there are, their resources, and where they may run."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads it
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

_QUANTITY = r"^[0-9]+(\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$"
"""Kubernetes' quantities as people write them:
https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/"""


class Placement(BaseModel):
    """The servers of one version; each field's description says what it means.

    Raises:
        pydantic.ValidationError: A value is out of range, or `max_replicas` is below `replicas`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    replicas: Annotated[int, Field(ge=1, le=1000, description="servers that always run")] = 2
    max_replicas: Annotated[
        int | None,
        Field(ge=1, le=1000, description="up to how many are started under load; left out: no scaling"),
    ] = None
    cpu: Annotated[str, Field(pattern=_QUANTITY, description="cores that a server asks for, such as 500m")] = "500m"
    memory: Annotated[str, Field(pattern=_QUANTITY, description="memory that a server gets, such as 2Gi")] = "2Gi"
    gpu: Annotated[int, Field(ge=0, le=16, description="GPUs that a server gets")] = 0
    node_selector: Annotated[
        Mapping[str, str],
        Field(description="labels that a node must have, such as pool=models,zone=a"),
    ] = Field(default_factory=dict)

    @field_validator("node_selector", mode="before")
    @classmethod
    def _pairs(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        pairs = [part.partition("=") for part in given.split(",")]
        if not all(key.strip() and sign for key, sign, _ in pairs):
            raise ValueError(f"{given!r} must be key=value pairs with commas between them")
        return {key.strip(): value.strip() for key, _, value in pairs}

    @model_validator(mode="after")
    def _room(self) -> Placement:
        if self.max_replicas is not None and self.max_replicas < self.replicas:
            raise ValueError(f"max_replicas {self.max_replicas} is below replicas {self.replicas}")
        return self

    @property
    def scales(self) -> bool:
        """Whether the number of servers follows the load."""
        return self.max_replicas is not None and self.max_replicas > self.replicas
