"""What a model server can be told: command-line options, each with an environment variable."""

from __future__ import annotations

import argparse
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.serving.payload_settings import PayloadSettings, add_payload_options, take_payload_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ENVIRONMENT_PREFIX = "SLIPWAY_SERVING_"
# The version of a server that is told an alias only, until it has loaded what the alias stands for.
NO_VERSION = "none"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One model server's settings.

    Attributes:
        model_uri: `models:/name/version`, `models:/name@alias`, `runs:/…`, `s3://…` or a path.
        name: The model's name, in routes, metrics and logs.
        version: The model's version, in the header, metrics and logs.
        host: Address to listen on.
        port: Port to listen on.
        load_attempts: How often a load is tried before the process gives up.
        load_retry_seconds: Wait before the second attempt; doubled for each further one.
        max_body_bytes: Larger bodies are refused with 413.
        max_rows: More rows in one request are refused with 413.
        timeout_seconds: A prediction that takes longer is answered with 504.
        queue_limit: Requests that wait for the model; one more is refused with 503.
        drain_seconds: How long after SIGTERM requests are still taken, each answer closing its connection.
        follow_alias: When the URI's alias moves, load the version that it moves to, and serve that.
        follow_seconds: How often is looked where the alias points.
        alert_url_file: The file with the URL of the webhook that alerts are posted to; None: they are only logged.
        payloads: The payload log; None: none is kept.
    """

    model_uri: str
    name: str
    version: str
    host: str = "127.0.0.1"
    port: int = 8080
    load_attempts: int = 3
    load_retry_seconds: float = 1.0
    # An HTTP API in front ends a call at 30 s and 10 MB (API Gateway's quotas): ours stay below.
    max_body_bytes: int = 8 * 1024 * 1024
    max_rows: int = 10_000
    timeout_seconds: float = 25.0
    queue_limit: int = 512
    drain_seconds: float = 1.0
    follow_alias: bool = False
    follow_seconds: float = 5.0
    alert_url_file: str | None = None
    payloads: PayloadSettings | None = None


def _at_least(low: float, convert: Callable[[str], float]) -> Callable[[str], float]:
    def parse(text: str) -> float:
        value = convert(text)
        if not low <= value < float("inf"):
            raise argparse.ArgumentTypeError(f"{text} is out of range: at least {low:g}")
        return value

    # argparse names the type in "invalid … value".
    parse.__name__ = convert.__name__
    return parse


def _port(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 65535:  # noqa: PLR2004 - the port range itself
        raise argparse.ArgumentTypeError(f"{text} is no port: 1 to 65535")
    return value


def _model_uri_parts(model_uri: str) -> tuple[str | None, str | None]:
    """Name and version that a `models:/name/version` URI spells out; an alias has no version to be read."""
    match = re.fullmatch(r"models:/{1,3}([^/@]+)(?:/(\d+)|@.+)?/?", model_uri)
    return (match[1], match[2]) if match else (None, None)


class _Options:
    """Options that an environment variable can give as well: `--max-rows` is SLIPWAY_SERVING_MAX_ROWS."""

    def __init__(self, parser: argparse.ArgumentParser, environment: Mapping[str, str]) -> None:
        self._parser = parser
        self._environment = environment

    def add(self, flag: str, help_text: str, *, default: object = None, parse: Callable[[str], object] = str) -> None:
        variable = ENVIRONMENT_PREFIX + flag.removeprefix("--").replace("-", "_").upper()
        shown = "" if default is None else f", default {default}"
        # A default that is a string goes through `type`, so a bad value in the environment is refused like a typed one.
        self._parser.add_argument(
            flag,
            default=self._environment.get(variable, default),
            type=parse,
            metavar=flag.removeprefix("--").split("-")[-1].upper(),
            help=f"{help_text} [{variable}{shown}]",
        )


_ALIAS = re.compile(r"models:/{1,3}[^/@]+@[^/@]+")


def _parser(environment: Mapping[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m app.serving",
        description="Serve one MLflow model over HTTP: /invocations, /predict, /v2, /metrics, /openapi.json.",
        epilog="Every option can be given as the environment variable in brackets; an option wins over its variable. "
        "MLFLOW_TRACKING_URI and AWS_* say where the model is.",
    )
    add = _Options(parser, environment).add
    add("--model-uri", "the model: models:/name/version, models:/name@alias, runs:/…, s3://… or a path (required)")
    add("--name", "the model's name; read from a models:/ URI when left out")
    add("--version", "the model's version; read from a models:/ URI when left out")
    add("--host", "address to listen on", default=Settings.host)
    add("--port", "port to listen on", default=Settings.port, parse=_port)
    add("--load-attempts", "tries to load the model", default=Settings.load_attempts, parse=_at_least(1, int))
    add(
        "--load-retry-seconds",
        "wait before the second try, doubled each time",
        default=Settings.load_retry_seconds,
        parse=_at_least(0, float),
    )
    add("--max-body-bytes", "refuse larger bodies (413)", default=Settings.max_body_bytes, parse=_at_least(1, int))
    add("--max-rows", "refuse more rows in a request (413)", default=Settings.max_rows, parse=_at_least(1, int))
    add("--timeout-seconds", "answer 504 after", default=Settings.timeout_seconds, parse=_at_least(0.001, float))
    add(
        "--queue-limit",
        "requests that may wait; beyond: 503 with Retry-After",
        default=Settings.queue_limit,
        parse=_at_least(1, int),
    )
    add(
        "--drain-seconds",
        "after SIGTERM, keep taking requests this long",
        default=Settings.drain_seconds,
        parse=_at_least(0, float),
    )
    add(
        "--follow-alias",
        "yes: when the alias in the URI moves, serve the version that it moves to; not together with --version",
        default="no",
        parse=_yes_or_no,
    )
    add("--follow-seconds", "look where the alias points", default=Settings.follow_seconds, parse=_at_least(0.1, float))
    add(
        "--alert-url-file",
        "the file that holds the URL of a webhook: told of a version that the alias moved to and that cannot be loaded",
    )
    add_payload_options(add)
    return parser


def _yes_or_no(text: str) -> bool:
    words = {"yes": True, "no": False}
    if text not in words:
        raise argparse.ArgumentTypeError(f"{text} is neither yes nor no")
    return words[text]


def _check_following(parser: argparse.ArgumentParser, values: dict[str, Any]) -> None:
    """Following is for a server that somebody runs by hand; a release gives each of its servers a version."""
    if not values["follow_alias"]:
        if values["alert_url_file"]:
            parser.error("--alert-url-file needs --follow-alias yes: only a server that follows an alias raises alerts")
        return
    if values["version"]:
        parser.error(
            f"--follow-alias cannot follow with --version {values['version']}: a server with a version is managed by "
            "a release, and following would go around its gates; leave out one of the two"
        )
    if not _ALIAS.fullmatch(values["model_uri"]):
        parser.error(f"--follow-alias needs an alias to follow, models:/name@alias, and not {values['model_uri']}")


def parse_arguments(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Settings:
    """Read settings from the command line, with `environment` (default: this process's) behind it.

    Raises:
        SystemExit: With code 2, after a message on standard error, for anything that cannot be used; with code 0
            after `--help`.
    """
    parser = _parser(os.environ if environment is None else environment)
    values = vars(parser.parse_args(arguments))
    if not values["model_uri"]:
        parser.error("--model-uri is missing: name a model, for example --model-uri models:/wine/1")
    name, version = _model_uri_parts(values["model_uri"])
    _check_following(parser, values)
    if values["follow_alias"] and values["name"] not in {None, name}:
        parser.error(f"--name {values['name']} is not the model of {values['model_uri']}")
    if _ALIAS.fullmatch(values["model_uri"]) and not values["version"]:
        # Told by the alias as soon as the model is loaded.
        version = NO_VERSION
    if version and values["version"] not in {None, version}:
        parser.error(f"--version {values['version']} is not the version of {values['model_uri']}")
    values["name"] = values["name"] or name
    values["version"] = values["version"] or version
    for flag in ("name", "version"):
        if not values[flag]:
            parser.error(f"--{flag} is missing, and {values['model_uri']} does not tell it: give --{flag}")
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._ -]*", values[flag]):
            parser.error(f"--{flag} {values[flag]!r} cannot be used in a header: letters, digits, '.', '_', '-', ' '")
    try:
        payloads = take_payload_settings(values)
    except ValueError as error:
        parser.error(str(error))
    return Settings(**values, payloads=payloads)
