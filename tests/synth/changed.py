"""Settings made of other settings."""

from __future__ import annotations

from stacks.environments import PROD
from stacks.settings import Settings

CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/1"
PEOPLE = {"host_name": "mlflow.example.com", "certificate_arn": CERTIFICATE, "allowed_cidrs": ("10.0.0.0/8",)}
OIDC = {
    "issuer": "https://id.example.com",
    "authorization_url": "https://id.example.com/authorize",
    "token_url": "https://id.example.com/token",
    "user_info_url": "https://id.example.com/userinfo",
    "client_id": "mlflow",
    "client_secret_name": "mlflow-sign-in",
}


def changed(settings: Settings, **values: object) -> Settings:
    """`settings` with top-level or `block__field` values, validated again."""
    given = settings.model_dump()
    for name, value in values.items():
        block, _, field = name.partition("__")
        if field:
            given[block][field] = value
        else:
            given[block] = value
    return Settings.model_validate(given)


def equipped() -> Settings:
    """Production with everything that is off in every environment unless somebody asks for it."""
    return changed(
        PROD,
        name="equipped",
        database__replica_region="us-west-2",
        tracking__sign_in=PEOPLE,
        gateway__domain={"host_name": "models.example.com", "certificate_arn": CERTIFICATE},
        serving__node_groups=({"name": "Gpu", "instance_types": ("g5.xlarge",), "gpu": True},),
    )
