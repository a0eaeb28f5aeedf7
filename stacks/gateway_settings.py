"""The gateway's settings."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from stacks.existing_settings import (  # noqa: TC001 - pydantic reads them when the classes are made
    CertificateArn,
    ExistingIdentity,
    HostName,
)
from stacks.frozen import Frozen
from stacks.log_retention import known_retention


class DomainSettings(Frozen):
    """A name of one's own for the gateway; API Gateway's own name is then switched off.

    Args:
        host_name: What callers use; its DNS record points to the output `domain_target` of the stack.
        certificate_arn: A certificate for `host_name`, in the environment's region.
    """

    host_name: HostName
    certificate_arn: CertificateArn


class GatewaySettings(Frozen):
    """The HTTP API in front of predictions and of the tracking server.

    Args:
        vpc_link: Reach the load balancers privately; off only where both are on the same machine as the gateway.
        requests_per_second: Steady rate of predictions, above which calls get 429.
        burst_requests: How many predictions may come at once.
        tracking_requests_per_second: Steady rate of each route of MLflow's API.
        tracking_burst_requests: How many calls of such a route may come at once.
        log_retention_days: How long the access log is kept.
        identity: An identity provider to accept tokens of instead of making a Cognito user pool.
        firewall: A web ACL before the user pool that tokens come from; an HTTP API itself takes none
            (https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html).
        domain: A name of one's own; None: the one that API Gateway gives.
    """

    vpc_link: bool = True
    requests_per_second: float = Field(default=200, gt=0)
    burst_requests: int = Field(default=400, gt=0)
    tracking_requests_per_second: float = Field(default=100, gt=0)
    tracking_burst_requests: int = Field(default=200, gt=0)
    log_retention_days: int = 365
    identity: ExistingIdentity | None = None
    firewall: bool = False
    domain: DomainSettings | None = None

    @model_validator(mode="after")
    def _retention(self) -> Self:
        known_retention(self.log_retention_days)
        return self
