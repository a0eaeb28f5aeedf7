"""What callers from outside must bring and may do: tokens, requests per client, TLS, and how long a call may take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.errors import BadInputError

MAX_BODY_BYTES = 10_000_000
"""Below the 10 MB at which an API Gateway HTTP API refuses a call."""

REQUEST_TIMEOUT_SECONDS = 30.0
"""For the whole request to arrive; an API Gateway HTTP API ends every call after 30 s."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tokens(_Frozen):
    """Every call needs a JSON Web Token (RFC 7519), which goes no further than the router.

    Args:
        issuer: What its `iss` must be.
        audiences: What its `aud` must be one of.
        jwks_file: The issuer's public keys as a JSON Web Key Set, read when the router starts.
        jwks_uri: Where the issuer publishes them instead; asked again every five minutes.
        ca_file: The authorities that the server of an https `jwks_uri` is verified with.
    """

    issuer: Annotated[str, Field(min_length=1)]
    audiences: Annotated[tuple[str, ...], Field(min_length=1)]
    jwks_file: Path | None = None
    jwks_uri: Annotated[str, Field(pattern=r"^https?://[^/?#@]+(/[^#]*)?$")] | None = None
    ca_file: Path = Path("/etc/ssl/certs/ca-certificates.crt")

    @model_validator(mode="after")
    def _check_keys(self) -> Self:
        if (self.jwks_file is None) == (self.jwks_uri is None):
            raise ValueError("a token is verified with keys from jwks_file or jwks_uri: give one of the two")
        if self.jwks_uri is not None:
            _ = urlsplit(self.jwks_uri).port  # raises ValueError for what is no port
        return self


class ClientLimit(_Frozen):
    """How many requests each client may make to one router; beyond, it is told when to come again (429).

    Args:
        requests: How many may come at once, and are granted anew each interval.
        interval_seconds: The interval; Envoy grants nothing faster than every 50 ms.
    """

    requests: Annotated[int, Field(ge=1)]
    interval_seconds: Annotated[float, Field(ge=0.05)] = 1.0


class Certificate(_Frozen):
    """The listener's certificate, for TLS 1.2 and 1.3.

    Files that are renamed into the folder (as certbot and a Kubernetes Secret do) are taken up without a restart.

    Args:
        certificate_file: PEM: the certificate and the chain that signs it.
        key_file: PEM: its private key, in the same folder, so that both change together.
    """

    certificate_file: Path
    key_file: Path

    @model_validator(mode="after")
    def _check_folder(self) -> Self:
        if self.certificate_file.parent != self.key_file.parent:
            raise ValueError(
                f"{self.certificate_file} and {self.key_file} must lie in one folder: it is watched for new ones"
            )
        return self


class EdgeSettings(_Frozen):
    """The door for callers from outside, a listener of its own beside the one that the platform itself uses.

    Args:
        port: Where it listens.
        address: On which address.
        tokens: What a caller must bring; None: nothing.
        client_limit: What a client may do; None: as much as it likes.
        certificate: TLS; None: plain HTTP, behind a load balancer that ends TLS itself.
        trusted_hops: Proxies in front that append to x-forwarded-for, so that a client is the address they saw; 0: the
            client is whoever connects.
        max_body_bytes: Larger bodies are refused with 413.
        request_timeout_seconds: A request that has not arrived by then is refused with 408.
        idle_timeout_seconds: A connection without a request is closed after this long.
    """

    port: Annotated[int, Field(ge=1, le=65535)]
    address: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    tokens: Tokens | None = None
    client_limit: ClientLimit | None = None
    certificate: Certificate | None = None
    trusted_hops: Annotated[int, Field(ge=0, le=10)] = 0
    max_body_bytes: Annotated[int, Field(ge=1, le=MAX_BODY_BYTES)] = MAX_BODY_BYTES
    request_timeout_seconds: Annotated[float, Field(gt=0, le=REQUEST_TIMEOUT_SECONDS)] = REQUEST_TIMEOUT_SECONDS
    # Longer than the 60 s of AWS' load balancers: who reuses a connection must be the first to give it up.
    idle_timeout_seconds: Annotated[float, Field(gt=0)] = 75.0


def read_edge(file: Path) -> EdgeSettings:
    """The settings in a JSON file; relative paths in it are relative to its folder.

    Raises:
        BadInputError: It cannot be read, is no such document, or names a file that is not there.
    """
    try:
        edge = EdgeSettings.model_validate_json(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInputError(
            f"{file} cannot be read", why=str(error), fix="name a JSON file of edge settings"
        ) from error
    except ValidationError as error:
        raise BadInputError(f"{file} holds no edge settings", why=str(error), fix="see docs/edge.md") from error
    placed = _placed(edge, file.absolute().parent)
    for path in _files(placed):
        if not path.is_file():
            raise BadInputError(f"{file} names {path}", why="there is no such file", fix="put it there, or correct it")
    return placed


def _placed(edge: EdgeSettings, folder: Path) -> EdgeSettings:
    tokens, certificate = edge.tokens, edge.certificate
    if tokens is not None:
        keys = folder / tokens.jwks_file if tokens.jwks_file else None
        tokens = tokens.model_copy(update={"jwks_file": keys, "ca_file": folder / tokens.ca_file})
    if certificate is not None:
        files = {"certificate_file": certificate.certificate_file, "key_file": certificate.key_file}
        certificate = certificate.model_copy(update={name: folder / path for name, path in files.items()})
    return edge.model_copy(update={"tokens": tokens, "certificate": certificate})


def _files(edge: EdgeSettings) -> list[Path]:
    files: list[Path] = []
    if edge.tokens is not None:
        needs_authorities = (edge.tokens.jwks_uri or "").startswith("https:")
        files += [edge.tokens.jwks_file] if edge.tokens.jwks_file else []
        files += [edge.tokens.ca_file] if needs_authorities else []
    if edge.certificate is not None:
        files += [edge.certificate.certificate_file, edge.certificate.key_file]
    return files
