"""What is installed on top of an image, and what a failing docker command is told as."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInputError
from app.image.build import build, layer, own_requirements
from app.image.docker import failure
from app.progress import PlainProgress


def test_mlflow_is_left_out_in_whatever_way_a_model_names_it():
    lines = [
        "mlflow==3.17.2",
        "MLflow[extras]",
        "mlflow_skinny>=3",
        "mlflow-export-import==1",
        "humanize==4.9.0  # why",
    ]
    assert own_requirements(lines) == ["mlflow-export-import==1", "humanize==4.9.0"]


def test_options_and_urls_are_left_to_pip():
    lines = ["--extra-index-url https://example.org/simple", "git+https://example.org/x.git#egg=x", "# a remark", ""]
    assert own_requirements(lines) == lines[:2]


@given(st.lists(st.from_regex(r"[a-z][a-z0-9]{0,8}(==\d+\.\d+)?", fullmatch=True)))
def test_every_package_but_mlflow_is_kept_in_its_order(lines):
    assert own_requirements(lines) == [line for line in lines if line.partition("==")[0] != "mlflow"]


def test_the_layer_installs_as_root_and_runs_as_the_servers_user():
    words = [line.split()[:2] for line in layer("slipway/model-server:dev").splitlines()]
    assert words[0] == ["FROM", "slipway/model-server:dev"]
    assert [word for word in words if word[0] == "USER"] == [["USER", "0:0"], ["USER", "10001:10001"]]


def test_an_unknown_target_is_refused_with_the_nearest_known_one(tmp_path):
    with pytest.raises(BadInputError, match="did you mean 'model-server'"):
        build(tmp_path, "model-servr", "x:dev", PlainProgress())


@pytest.mark.parametrize(
    ("reason", "fix"),
    [
        ("Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?", "start"),
        ("no basic auth credentials", "docker login"),
        ("denied: requested access to the resource is denied", "docker login"),
        ("tag invalid: The image tag '1' already exists and cannot be overwritten because the tag is immutable", "tag"),
        ("manifest unknown: manifest unknown", "push the image first"),
        ("dial tcp 127.0.0.1:4799: connect: connection refused", "address"),
    ],
)
def test_a_failure_that_is_known_comes_with_its_fix(reason, fix):
    error = failure(("push", "x"), reason)
    assert (error.what, error.why) == ("docker push failed", reason)
    assert fix in error.fix


def test_a_failure_that_is_not_known_comes_with_dockers_own_words():
    error = failure(("build", "."), "something else")
    assert (error.why, error.fix) == ("something else", "")
