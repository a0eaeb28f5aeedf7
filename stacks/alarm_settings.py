"""When somebody is told, who that is, and what a month may cost."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from stacks.frozen import Frozen

EmailAddress = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]


class AlarmSettings(Frozen):
    """Limits of the alarms.

    Args:
        email_addresses: Who gets a mail; others subscribe to the topic by themselves.
        server_error_percent: Share of the gateway's calls answered with 5xx.
        latency_p99_milliseconds: What 99 of 100 calls stay below. An HTTP API ends a call at 30 s, so that a limit
            from there on could never be exceeded
            (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html).
        throttled_calls_per_minute: Calls refused with 429.
        free_storage_percent: Free part of the storage that the database started with. RDS grows the storage when less
            than 10 % are free; the alarm is for when it did not
            (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html).
        connections_percent: Part of the connections that the database's instance class takes.
        monthly_budget_usd: US dollars; None: no budget.
    """

    email_addresses: tuple[EmailAddress, ...] = ()
    server_error_percent: float = Field(default=1, gt=0, lt=100)
    latency_p99_milliseconds: int = Field(default=2000, gt=0, lt=30_000)
    throttled_calls_per_minute: int = Field(default=60, ge=1)
    free_storage_percent: float = Field(default=5, gt=0, lt=10)
    connections_percent: int = Field(default=80, gt=0, lt=100)
    monthly_budget_usd: int | None = Field(default=None, gt=0)
