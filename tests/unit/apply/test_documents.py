"""Files that say how deployments shall be, and what is made of them."""

from __future__ import annotations

import json
from pathlib import Path

import hypothesis.strategies as st
import jsonschema
import pytest
import yaml
from hypothesis import given

from app.apply.changes import Change, Difference, Kind, Present, change
from app.apply.documents import read, schema
from app.errors import BadInputError
from app.rollout.policy import Strategy
from app.targets.placement import Placement

DOCS = Path(__file__).resolve().parents[3] / "docs"
WINE = {"name": "wine", "model": "models:/wine/2"}


def written(folder: Path, *documents: object) -> Path:
    file = folder / "deployment.yaml"
    file.write_text(yaml.safe_dump_all(documents))
    return file


def test_a_file_holds_several_deployments_and_a_deployment_little(tmp_path: Path) -> None:
    config = {"steps": [5, 100], "pause_seconds": 1}
    wine, rose = read([written(tmp_path, WINE, {**WINE, "name": "rose", "strategy": "canary", "config": config})])
    assert (wine.target, wine.policy[0], wine.endpoint) == ("slipway:/local", Strategy.CANARY, None)
    assert rose.policy[1].steps == (5, 100)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"name": "wine"}, "model: Field required"),
        ({**WINE, "modell": "x"}, "unknown key 'modell'; did you mean 'model'?"),
        ({**WINE, "name": "Wine"}, "name='Wine'"),
        ({**WINE, "target": "local"}, "target='local'"),
        ({**WINE, "strategy": "cannary"}, "did you mean 'canary'?"),
        ({**WINE, "config": {"stepz": [100]}}, "unknown config key 'stepz'; did you mean 'steps'?"),
        ({**WINE, "config": {"strategy": "canary"}}, "strategy is a key of its own"),
        ({**WINE, "config": {"steps": [50, 10, 100]}}, "must rise and end at 100"),
        ("wine", "document 1"),
    ],
)
def test_what_cannot_be_a_deployment_is_refused_with_its_place_and_the_rule(
    tmp_path: Path, content: object, message: str
) -> None:
    file = written(tmp_path, content)
    with pytest.raises(BadInputError) as caught:
        read([file])
    assert message in str(caught.value)
    assert f"{file}, document 1" in str(caught.value)


@pytest.mark.parametrize("text", ["name: [", "\x00"])
def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "deployment.yaml"
    file.write_text(text)
    with pytest.raises(BadInputError, match="cannot be read"):
        read([file])


def test_a_file_that_is_not_there_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        read([tmp_path / "nowhere.yaml"])
    with pytest.raises(BadInputError, match="say nothing"):
        read([written(tmp_path)])


def test_two_documents_of_one_deployment_or_one_endpoint_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="two documents are of the deployment 'wine'"):
        read([written(tmp_path, WINE), written(tmp_path, WINE)])
    with pytest.raises(BadInputError, match="two documents want the endpoint 'quality'"):
        read([written(tmp_path, {**WINE, "endpoint": "quality"}, {**WINE, "name": "rose", "endpoint": "quality"})])


def test_the_schema_in_the_docs_is_the_one_that_is_used() -> None:
    kept = json.loads((DOCS / "deployment.schema.json").read_text())
    assert kept == schema(), "bin/slipway apply --schema > docs/deployment.schema.json"


@pytest.mark.parametrize(
    ("content", "fits"),
    [
        (WINE, True),
        ({**WINE, "strategy": "blue-green", "endpoint": "quality", "config": {"keep_seconds": 5}}, True),
        ({**WINE, "config": {"stepz": [100]}}, False),
        ({**WINE, "config": {"max_error_rate": 7}}, False),
        ({**WINE, "strategy": "rollback"}, False),
        ({"name": "wine"}, False),
    ],
)
def test_the_schema_refuses_what_the_command_refuses(tmp_path: Path, content: dict[str, object], fits: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    checked = jsonschema.Draft202012Validator(schema())
    assert checked.is_valid(content) is fits
    if fits:
        read([written(tmp_path, content)])
    else:
        with pytest.raises(BadInputError):
            read([written(tmp_path, content)])


names = st.sampled_from(["", "wine", "rose"])
versions = st.sampled_from(["", "1", "2"])


@given(versions, versions, names, st.sampled_from([None, "quality"]), st.sampled_from(["1", "2"]))
def test_what_has_been_applied_is_unchanged_and_nothing_else_is(
    stable: str, candidate: str, endpoint_of: str, endpoint: str | None, wanted: str
) -> None:
    there = Present(model="wine" if stable else "", stable=stable, candidate=candidate, endpoint_of=endpoint_of)
    found = change("wine", "wine", wanted, endpoint, there)
    as_wanted = (stable, candidate != wanted) == (wanted, True) and (endpoint is None or endpoint_of == "wine")
    assert (found.kind is Kind.UNCHANGED) == as_wanted
    applied = Present(model="wine", stable=wanted, endpoint_of="wine" if endpoint else endpoint_of)
    assert change("wine", "wine", wanted, endpoint, applied) == Change(Kind.UNCHANGED)


def test_a_deployment_does_not_change_its_model() -> None:
    with pytest.raises(BadInputError, match="serves the model 'wine', not 'cancer'"):
        change("wine", "cancer", "1", None, Present(model="wine", stable="1"))


def test_only_what_is_said_of_the_servers_is_compared() -> None:
    there = Present(model="wine", stable="1", placement=Placement(replicas=2, cpu="2"))
    more = change("wine", "wine", "1", None, there, placement=Placement(replicas=3))
    assert more == Change(Kind.UPDATE, (Difference("replicas", "2", "3"),))
    assert change("wine", "wine", "1", None, there, placement=Placement(cpu="2")).kind is Kind.UNCHANGED
    unknown = Present(model="wine", stable="1")
    assert change("wine", "wine", "1", None, unknown, placement=Placement(replicas=3)).kind is Kind.UNCHANGED
