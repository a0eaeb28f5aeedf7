"""What a model server can be told about its payload log."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_FLAGS = (
    "deployment",
    "payload_log",
    "payload_sample_share",
    "payload_flush_seconds",
    "redact",
    "hash",
    "hash_key_file",
)


@dataclass(frozen=True, kw_only=True)
class PayloadSettings:
    """A server's payload log.

    Attributes:
        place: `s3://bucket/prefix` or a folder.
        deployment: The deployment that the server belongs to; empty: the model's name.
        sample_share: The share of requests that is logged, above 0 to 1, chosen by their ids.
        flush_seconds: A record's greatest age before its file is written.
        mask: Fields whose values are masked.
        hashed: Fields whose values are replaced by keyed hashes.
        key_file: The file that holds the hashes' key; None where nothing is hashed.
    """

    place: str
    deployment: str = ""
    sample_share: float = 1.0
    flush_seconds: float = 30.0
    mask: tuple[str, ...] = ()
    hashed: tuple[str, ...] = ()
    key_file: str | None = None


def add_payload_options(add: Callable[..., None]) -> None:
    """Add the options by `add(flag, help, default=…, parse=…)`."""
    add("--payload-log", "log requests and answers to s3://bucket/prefix or to a folder")
    share = PayloadSettings.sample_share
    add("--payload-sample-share", "the share of requests to log, chosen by their ids", default=share, parse=_share)
    seconds = PayloadSettings.flush_seconds
    add("--payload-flush-seconds", "write a file after, at the latest", default=seconds, parse=_seconds)
    add("--redact", "fields to mask before they are logged: a,b,c", parse=_fields)
    add("--hash", "fields to log as keyed hashes: a,b,c", parse=_fields)
    add("--hash-key-file", "the file that holds the key of these hashes")
    add("--deployment", "the deployment's name in the payload log; the model's when left out")


def take_payload_settings(values: dict[str, Any]) -> PayloadSettings | None:
    """Take these options out of the parsed ones; None without `--payload-log`.

    Raises:
        ValueError: Fields are to be hashed without a key.
    """
    given = {flag: values.pop(flag) for flag in _FLAGS}
    if given["hash"] and not given["hash_key_file"]:
        raise ValueError("--hash needs --hash-key-file: openssl rand -hex 32 > FILE")
    if not given["payload_log"]:
        return None
    return PayloadSettings(
        place=given["payload_log"],
        deployment=given["deployment"] or "",
        sample_share=given["payload_sample_share"],
        flush_seconds=given["payload_flush_seconds"],
        mask=given["redact"] or (),
        hashed=given["hash"] or (),
        key_file=given["hash_key_file"],
    )


def _share(text: str) -> float:
    value = float(text)
    if not 0 < value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is no share: above 0, at most 1")
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not 0.1 <= value <= 3600:  # noqa: PLR2004 - files of fewer milliseconds hold nothing, of more hours come too late
        raise argparse.ArgumentTypeError(f"{text} is out of range: 0.1 to 3600")
    return value


def _fields(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())
