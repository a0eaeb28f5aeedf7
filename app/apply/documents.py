"""What a deployment's file says: read, checked, and described by a JSON schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from app.errors import BadInputError
from app.rollout.config import read as read_config
from app.rollout.policy import Policy, Strategy
from app.routing.route import DEPLOYMENT_NAME
from app.suggest import nearest
from app.targets.placement import Placement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class DeploymentDocument(BaseModel):
    """A deployment as it shall be, in a file kept beside the model's code."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=DEPLOYMENT_NAME, description="the deployment's name, and its path")]
    target: Annotated[str, Field(pattern=r"^slipway:/+[^/]+$", description="where it runs: slipway:/<environment>")] = (
        "slipway:/local"
    )
    model: Annotated[
        str, Field(description="the registered version: models:/name/version, models:/name@alias, models:/name/Stage")
    ]
    strategy: Annotated[
        str, Field(description="how an update takes over; a first version takes all of the traffic at once")
    ] = Strategy.CANARY.value
    config: Annotated[
        dict[str, Any], Field(description="what the version must show, by the keys of `mlflow deployments help`")
    ] = {}
    endpoint: Annotated[
        str | None, Field(pattern=DEPLOYMENT_NAME, description="an endpoint that it answers; made where it is missing")
    ] = None

    @field_validator("config")
    @classmethod
    def _without_strategy(cls, config: dict[str, Any]) -> dict[str, Any]:
        if "strategy" in config:
            raise ValueError("strategy is a key of its own, beside config")
        return config

    @property
    def policy(self) -> tuple[Strategy, Policy]:
        """How an update goes.

        Raises:
            BadInputError: A key of `config` is unknown, or a value is out of range.
        """
        return read_config({**self.config, "strategy": self.strategy}, default=Strategy.CANARY)


def read(files: Iterable[Path]) -> list[DeploymentDocument]:
    """Every document of every file, in order; one file may hold several, with `---` between them.

    Raises:
        BadInputError: A file cannot be read, says what no deployment can be, or two documents are of one deployment.
    """
    found = [document for file in files for document in _read(file)]
    for number, document in enumerate(found):
        for other in found[:number]:
            _check_apart(document, other)
    if not found:
        raise BadInputError("the files say nothing", fix="name at least one deployment in them")
    return found


def schema() -> dict[str, Any]:
    """The JSON schema of a document, for editors and for checks before anything is applied."""
    made, policy, placement = (each.model_json_schema() for each in (DeploymentDocument, Policy, Placement))
    keys = {**policy["properties"], **placement["properties"]}
    keys.pop("placement")
    used = {name: each for name, each in policy["$defs"].items() if name != Placement.__name__}
    config = made["properties"]["config"]
    config |= {"additionalProperties": False, "properties": keys}
    made["properties"]["strategy"]["enum"] = [each.value for each in Strategy if each is not Strategy.ROLLBACK]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **made,
        "$defs": {**used, **placement.get("$defs", {})},
    }


def _read(file: Path) -> list[DeploymentDocument]:
    import yaml  # noqa: PLC0415 - needed for a file only

    try:
        contents = list(yaml.safe_load_all(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInputError(f"{file} cannot be read", why=str(error), fix="give a YAML file") from error
    return [_document(file, number, each) for number, each in enumerate(contents, start=1) if each is not None]


def _document(file: Path, number: int, content: object) -> DeploymentDocument:
    try:
        document = DeploymentDocument.model_validate(content)
        _ = document.policy
    except ValidationError as error:
        raise BadInputError(
            f"{file}, document {number}: {_words(error)}", fix="see `bin/slipway apply --schema`"
        ) from error
    except BadInputError as error:
        raise BadInputError(f"{file}, document {number}: {error.what}", why=error.why, fix=error.fix) from error
    return document


def _words(error: ValidationError) -> str:
    return "; ".join(_word(each) for each in error.errors(include_url=False))


def _word(error: Any) -> str:
    place = ".".join(map(str, error["loc"]))
    if error["type"] == "extra_forbidden":
        return f"unknown key {place!r}{nearest(place, DeploymentDocument.model_fields)}"
    shown = "" if error["type"] == "missing" else f"={error['input']!r}"
    return f"{place}{shown}: {error['msg']}"


def _check_apart(one: DeploymentDocument, other: DeploymentDocument) -> None:
    if one.target != other.target:
        return
    if one.name == other.name:
        raise BadInputError(f"two documents are of the deployment {one.name!r}", fix="keep one of them")
    if one.endpoint and one.endpoint == other.endpoint:
        raise BadInputError(
            f"two documents want the endpoint {one.endpoint!r}: {other.name} and {one.name}",
            why="one deployment answers an endpoint at a time",
            fix="take it out of one of them",
        )
