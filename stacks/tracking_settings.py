"""The tracking server's settings, for machines and for people."""

from __future__ import annotations

import ipaddress
from typing import Self

from pydantic import Field, model_validator

from stacks.existing_settings import CertificateArn, HostName, HttpsUrl  # noqa: TC001 - pydantic reads them
from stacks.frozen import Frozen
from stacks.log_retention import known_retention

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
FARGATE_MEMORY_MIB = {
    512: range(1024, 4096 + 1, 1024),
    1024: range(2048, 8192 + 1, 1024),
    2048: range(4096, 16384 + 1, 1024),
    4096: range(8192, 30720 + 1, 1024),
}


class OidcProvider(Frozen):
    """An OpenID Connect provider that people sign in with.

    Its client secret lies in Secrets Manager, and from there goes into the load balancer, and into Terraform's state,
    which is encrypted (docs/decisions/0070).

    Args:
        issuer: What a token's `iss` says; it and the three below stand in the provider's discovery document.
        authorization_url: Where a browser is sent.
        token_url: Where the load balancer exchanges the code.
        user_info_url: Where it reads who that is.
        client_id: The load balancer's client, with `https://<host_name>/oauth2/idpresponse` as its callback.
        client_secret_name: The secret in Secrets Manager that holds the client's secret as plain text.
    """

    issuer: HttpsUrl
    authorization_url: HttpsUrl
    token_url: HttpsUrl
    user_info_url: HttpsUrl
    client_id: str = Field(min_length=1)
    client_secret_name: str = Field(min_length=1)


class SignInSettings(Frozen):
    """How people reach the tracking server: a load balancer of their own, on HTTPS, where they sign in.

    Args:
        host_name: What people type; its DNS record points to the load balancer, which the stack `ingress` publishes.
        certificate_arn: A certificate for `host_name`, in the environment's region.
        allowed_cidrs: Who may connect at all: offices and VPNs.
        public: The load balancer has addresses of the internet; else of the VPC, for people on a VPN.
        identity: Who says who somebody is; None: a Cognito user pool of the environment's own.
    """

    host_name: HostName
    certificate_arn: CertificateArn
    allowed_cidrs: tuple[str, ...] = Field(min_length=1)
    public: bool = False
    identity: OidcProvider | None = None

    @model_validator(mode="after")
    def _not_the_whole_world(self) -> Self:
        for cidr in self.allowed_cidrs:
            if ipaddress.ip_network(cidr).prefixlen == 0:
                raise ValueError(f"allowed_cidrs has {cidr!r}, the whole internet: name your offices or your VPN")
        return self


class TrackingSettings(Frozen):
    """The MLflow tracking server on ECS Fargate.

    Args:
        cpu_units: 1024 is one vCPU.
        memory_mib: Memory of a task.
        minimum_tasks: Tasks that always run.
        maximum_tasks: Up to how many are started under load; equal to the minimum: no scaling.
        image_tag: Which image of the tracking repository runs.
        allowed_hosts: Host names that the server answers to besides the load balancer's own.
        certificate_arn: A certificate for the load balancer; without one it speaks HTTP inside the VPC.
        sign_in: A door for people, with a browser, apart from the machines'; None: machines alone reach the server.
        log_retention_days: How long the server's log is kept.
    """

    cpu_units: int = 1024
    memory_mib: int = 2048
    minimum_tasks: int = Field(default=1, ge=1)
    maximum_tasks: int = Field(default=1, ge=1)
    image_tag: str = "0.1.0"
    allowed_hosts: tuple[str, ...] = ()
    certificate_arn: str | None = None
    sign_in: SignInSettings | None = None
    log_retention_days: int = 365

    @model_validator(mode="after")
    def _fargate_size(self) -> Self:
        sizes = FARGATE_MEMORY_MIB.get(self.cpu_units)
        if sizes is None:
            raise ValueError(f"cpu_units {self.cpu_units} is not one of Fargate's {sorted(FARGATE_MEMORY_MIB)}")
        if self.memory_mib not in sizes:
            raise ValueError(
                f"memory_mib {self.memory_mib} does not go with {self.cpu_units} cpu_units: Fargate takes "
                f"{sizes[0]} to {sizes[-1]} in steps of {sizes.step}"
            )
        return self

    @model_validator(mode="after")
    def _counts_and_retention(self) -> Self:
        if self.maximum_tasks < self.minimum_tasks:
            raise ValueError(f"maximum_tasks {self.maximum_tasks} is below minimum_tasks {self.minimum_tasks}")
        known_retention(self.log_retention_days)
        return self
