"""MiniStack as a process, `python -m app.local.unhurried`, that never answers Terraform sooner than AWS could.

The AWS SDK for Go closes a connection whose answer arrives before it has noted that the request is sent, and sends the
request again: https://github.com/aws/aws-sdk-go-v2/issues/2737. That takes an answer within a moment, which only an
emulator on the same machine gives; what was created then seems to exist already, and `cdktf deploy` fails.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# With five busy programs on two processors, 11 of 9,400 requests were sent twice; with this, none of 3,600.
_HELD_SECONDS = 0.01
_IN_A_HURRY = b"aws-sdk-go"


def unhurried(application: ASGIApp, seconds: float = _HELD_SECONDS) -> ASGIApp:
    """`application`, with the answers to the AWS SDK for Go held back; others get theirs at once.

    Args:
        application: Answers HTTP requests.
        seconds: How long an answer is held back.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def hold_back(message: Message) -> None:
            if message["type"] == "http.response.start":
                await asyncio.sleep(seconds)
            await send(message)

        await application(scope, receive, hold_back if _is_in_a_hurry(scope) else send)

    return answer


def _is_in_a_hurry(scope: Scope) -> bool:
    agents = (value for name, value in scope.get("headers", ()) if name == b"user-agent")
    return any(_IN_A_HURRY in agent for agent in agents)


def main() -> None:
    """Run MiniStack as its own command does, but for the time of its answers."""
    from ministack import app as ministack  # noqa: PLC0415 - it changes the HTTP server for whoever imports it

    ministack.app = unhurried(ministack.app)
    ministack.main()


if __name__ == "__main__":
    main()
