"""An answer of the emulator that comes too soon makes the AWS SDK for Go send its request twice."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from starlette.responses import PlainTextResponse

from app.local.unhurried import unhurried

TERRAFORM = "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 terraform-provider-aws/5.100.0 aws-sdk-go-v2/1.36.3 ua/2.1 os/linux"
LONG = 3600


def ask(user_agent: str, seconds: float) -> str:
    async def asked() -> str:
        transport = httpx.ASGITransport(unhurried(PlainTextResponse("done"), seconds))
        async with httpx.AsyncClient(transport=transport, base_url="http://emulator") as client:
            return (await client.get("/", headers={"User-Agent": user_agent})).text

    return asyncio.run(asked())


def test_an_answer_to_terraform_is_held_back() -> None:
    started = time.monotonic()
    assert ask(TERRAFORM, 0.05) == "done"
    assert time.monotonic() - started >= 0.05


@pytest.mark.parametrize("user_agent", ["Boto3/1.40.0", "python-requests/2.32.0", ""])
def test_others_do_not_wait(user_agent: str) -> None:
    assert ask(user_agent, LONG) == "done"
