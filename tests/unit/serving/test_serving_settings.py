from __future__ import annotations

import pytest

from app.serving.settings import NO_VERSION, Settings, parse_arguments

VALID = ["--model-uri", "models:/wine/3"]


def refused(arguments: list[str], environment: dict[str, str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as stop:
        parse_arguments(arguments, environment)
    assert stop.value.code == 2
    return capsys.readouterr().err


def test_name_and_version_are_read_from_a_registry_uri():
    assert parse_arguments(VALID, {}) == Settings(model_uri="models:/wine/3", name="wine", version="3")


def test_an_option_wins_over_its_variable_and_the_variable_over_the_default():
    environment = {"SLIPWAY_SERVING_PORT": "18102", "SLIPWAY_SERVING_MAX_ROWS": "7"}
    settings = parse_arguments([*VALID, "--port", "18101"], environment)
    assert (settings.port, settings.max_rows, settings.queue_limit) == (18101, 7, Settings.queue_limit)


def test_the_model_uri_may_come_from_the_environment():
    assert parse_arguments([], {"SLIPWAY_SERVING_MODEL_URI": "models:/wine/3"}).name == "wine"


def test_a_missing_model_uri_is_named(capsys):
    assert "--model-uri is missing" in refused([], {}, capsys)


@pytest.mark.parametrize("uri", ["/some/folder", "s3://bucket/model"])
def test_a_uri_that_does_not_tell_the_version_needs_one(uri, capsys):
    assert "--version is missing" in refused(["--model-uri", uri, "--name", "wine"], {}, capsys)


def test_an_alias_tells_the_version_when_it_is_loaded():
    assert parse_arguments(["--model-uri", "models:/wine@champion"], {}).version == NO_VERSION
    assert parse_arguments(["--model-uri", "models:/wine@champion", "--version", "4"], {}).version == "4"


def test_alerts_are_for_a_server_that_follows(capsys):
    assert "needs --follow-alias" in refused([*VALID, "--alert-url-file", "url"], {}, capsys)


@pytest.mark.parametrize(
    ("options", "words"),
    [(["--hash", "id"], "--hash needs --hash-key-file"), (["--payload-sample-share", "1.5"], "1.5 is no share")],
)
def test_a_payload_log_that_cannot_be_kept_is_refused(options, words, capsys):
    assert words in refused([*VALID, "--payload-log", "x", *options], {}, capsys)


def test_a_version_that_contradicts_the_uri_is_refused(capsys):
    assert "--version 2 is not the version of models:/wine/3" in refused([*VALID, "--version", "2"], {}, capsys)


def test_a_name_that_would_break_a_header_is_refused(capsys):
    assert "--name" in refused([*VALID, "--name", "wine\nx-evil: 1"], {}, capsys)


@pytest.mark.parametrize(
    ("flag", "value"),
    [
        ("--port", "0"),
        ("--port", "65536"),
        ("--max-rows", "0"),
        ("--timeout-seconds", "nan"),
        ("--timeout-seconds", "inf"),
        ("--load-attempts", "none"),
        ("--drain-seconds", "-1"),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(flag, value, capsys):
    assert flag in refused([*VALID, flag, value], {}, capsys)


def test_a_bad_value_in_the_environment_is_refused_as_well(capsys):
    assert "--port" in refused(VALID, {"SLIPWAY_SERVING_PORT": "http"}, capsys)


def test_help_names_every_option_and_its_variable(capsys):
    with pytest.raises(SystemExit) as stop:
        parse_arguments(["--help"], {})
    text = capsys.readouterr().out
    assert stop.value.code == 0
    # The payload log's options make one object together.
    payload_options = {"payload_log", "payload_sample_share", "payload_flush_seconds", "redact", "hash", "deployment"}
    for field in (Settings.__dataclass_fields__.keys() - {"payloads"}) | payload_options:
        assert f"--{field.replace('_', '-')}" in text
        assert f"SLIPWAY_SERVING_{field.upper()}" in text


def test_a_server_that_a_release_manages_refuses_to_follow_an_alias(capsys):
    follow = ["--model-uri", "models:/wine@champion", "--follow-alias", "yes"]
    said = refused([*follow, "--version", "3"], {}, capsys)
    assert "a server with a version is managed by a release" in said
    assert parse_arguments(follow, {}).follow_alias


@pytest.mark.parametrize("uri", ["models:/wine/3", "/some/folder"])
def test_there_has_to_be_an_alias_to_follow(uri, capsys):
    assert "needs an alias to follow" in refused(["--model-uri", uri, "--follow-alias", "yes"], {}, capsys)
