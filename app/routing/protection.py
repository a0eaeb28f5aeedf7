"""Edge settings as Envoy's configuration: tokens, limits, TLS. Pure.

Field names: https://www.envoyproxy.io/docs/envoy/v1.40.0/api-v3/api; the limits on connections are those of
https://www.envoyproxy.io/docs/envoy/v1.40.0/configuration/best_practices/edge.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.routing.envoy import discovery_response

if TYPE_CHECKING:
    from pathlib import Path

    from app.routing.edge import Certificate, ClientLimit, EdgeSettings, Tokens

CERTIFICATE_FILE = "certificate.json"

_TYPE = "type.googleapis.com/"
_FILTERS = "envoy.extensions.filters.http"
_TLS = _TYPE + "envoy.extensions.transport_sockets.tls.v3."
_KEYS = "token-keys"
_CERTIFICATE = "edge"
# Clients that are counted at the same time; the one that was seen longest ago is forgotten for a new one.
_CLIENTS = 10_000
_ALWAYS = {"default_value": {"numerator": 100, "denominator": "HUNDRED"}}


def edge_filters(edge: EdgeSettings) -> list[dict[str, Any]]:
    """What a request meets before anything is read of it: first the cheap refusal, then the check of its token."""
    limits = [_client_limit(edge.client_limit)] if edge.client_limit else []
    return limits + ([_tokens(edge.tokens)] if edge.tokens else [])


def edge_clusters(edge: EdgeSettings) -> list[dict[str, Any]]:
    """Where the edge itself calls: the publisher of the keys of tokens."""
    if edge.tokens is None or edge.tokens.jwks_uri is None:
        return []
    parts = urlsplit(edge.tokens.jwks_uri)
    host, secure = str(parts.hostname), parts.scheme == "https"
    address = {"socket_address": {"address": host, "port_value": parts.port or (443 if secure else 80)}}
    cluster: dict[str, Any] = {
        "name": _KEYS,
        "type": "STRICT_DNS",
        "connect_timeout": "5s",
        "load_assignment": {
            "cluster_name": _KEYS,
            "endpoints": [{"lb_endpoints": [{"endpoint": {"address": address}}]}],
        },
    }
    return [cluster | ({"transport_socket": _verified(host, edge.tokens.ca_file)} if secure else {})]


def connection_limits(edge: EdgeSettings) -> dict[str, Any]:
    """The connection manager's settings for callers that nobody knows."""
    return {
        "xff_num_trusted_hops": edge.trusted_hops,
        "request_timeout": f"{edge.request_timeout_seconds:g}s",
        "request_headers_timeout": "10s",
        "stream_idle_timeout": f"{edge.idle_timeout_seconds:g}s",
        "common_http_protocol_options": {
            "idle_timeout": f"{edge.idle_timeout_seconds:g}s",
            "headers_with_underscores_action": "REJECT_REQUEST",
        },
        "http2_protocol_options": {
            "max_concurrent_streams": 100,
            "initial_stream_window_size": 65536,
            "initial_connection_window_size": 1048576,
        },
    }


def transport_socket(secrets: dict[str, Any]) -> dict[str, Any]:
    """TLS for the listener, its certificate from `secrets`: the watched file of `certificate_secret`."""
    return _tls(
        "Downstream",
        {
            "tls_params": {"tls_minimum_protocol_version": "TLSv1_2"},
            "alpn_protocols": ["h2", "http/1.1"],
            "tls_certificate_sds_secret_configs": [{"name": _CERTIFICATE, "sds_config": secrets}],
        },
    )


def certificate_secret(certificate: Certificate) -> str:
    """The content of `CERTIFICATE_FILE`: Envoy reloads certificates only where such a file names them."""
    secret = {
        "@type": _TLS + "Secret",
        "name": _CERTIFICATE,
        "tls_certificate": {
            "certificate_chain": {"filename": str(certificate.certificate_file)},
            "private_key": {"filename": str(certificate.key_file)},
            "watched_directory": {"path": str(certificate.certificate_file.parent)},
        },
    }
    return discovery_response([secret])[0]


def _tokens(tokens: Tokens) -> dict[str, Any]:
    provider: dict[str, Any] = {"issuer": tokens.issuer, "audiences": list(tokens.audiences), "forward": False}
    if tokens.jwks_file is not None:
        provider["local_jwks"] = {"filename": str(tokens.jwks_file)}
    else:
        provider["remote_jwks"] = {
            "http_uri": {"uri": tokens.jwks_uri, "cluster": _KEYS, "timeout": "5s"},
            "cache_duration": "300s",
            # Asked for before the first call needs them; an issuer that does not answer stops no start.
            "async_fetch": {"fast_listener": True},
        }
    return {
        "name": "envoy.filters.http.jwt_authn",
        "typed_config": {
            "@type": _TYPE + f"{_FILTERS}.jwt_authn.v3.JwtAuthentication",
            "providers": {"issuer": provider},
            "rules": [{"match": {"prefix": "/"}, "requires": {"provider_name": "issuer"}}],
        },
    }


def _client_limit(limit: ClientLimit) -> dict[str, Any]:
    bucket = {
        "max_tokens": limit.requests,
        "tokens_per_fill": limit.requests,
        "fill_interval": f"{limit.interval_seconds:g}s",
    }
    return {
        "name": "envoy.filters.http.local_ratelimit",
        "typed_config": {
            "@type": _TYPE + f"{_FILTERS}.local_ratelimit.v3.LocalRateLimit",
            "stat_prefix": "client_limit",
            "filter_enabled": _ALWAYS,
            "filter_enforced": _ALWAYS,
            # Every request has an address and so a bucket of its client's; this one is for requests without.
            "token_bucket": bucket,
            "always_consume_default_token_bucket": False,
            "rate_limits": [{"actions": [{"remote_address": {}}]}],
            # Without a value it stands for every address, each with a bucket of its own.
            "descriptors": [{"entries": [{"key": "remote_address"}], "token_bucket": bucket}],
            "max_dynamic_descriptors": _CLIENTS,
            "enable_x_ratelimit_headers": "DRAFT_VERSION_03",
            "response_headers_to_add": [
                {"header": {"key": "retry-after", "value": str(math.ceil(limit.interval_seconds))}}
            ],
        },
    }


def _verified(host: str, ca_file: Path) -> dict[str, Any]:
    """TLS to a server that must prove to be `host`."""
    validation = {
        "trusted_ca": {"filename": str(ca_file)},
        "match_typed_subject_alt_names": [{"san_type": "DNS", "matcher": {"exact": host}}],
    }
    return _tls("Upstream", {"validation_context": validation}, sni=host)


def _tls(side: str, common: dict[str, Any], **more: str) -> dict[str, Any]:
    context = {"@type": _TLS + f"{side}TlsContext", "common_tls_context": common, **more}
    return {"name": "envoy.transport_sockets.tls", "typed_config": context}
