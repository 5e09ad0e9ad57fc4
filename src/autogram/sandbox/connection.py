"""What faults do to the connection itself: silence until the client gives up, or an end without an answer."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

Silence = Callable[[float | None], Awaitable[None]]


class ConnectionDropped(Exception):
    """The connection ends here, without an answer."""


def until_disconnect(request: Request) -> Silence:
    """Return how to say nothing until the client gives up, or the seconds are over."""

    async def silence(seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                while (await request.receive())["type"] != "http.disconnect":
                    pass
        except TimeoutError:
            return

    return silence


async def drop(request: Request) -> Response:
    """Cut the connection. Servers other than uvicorn offer no way to, so there the call ends in an exception."""
    transport = getattr(getattr(request.scope.get("sandbox.send"), "__self__", None), "transport", None)
    if transport is None:
        raise ConnectionResetError("The sandbox dropped this connection.")
    transport.abort()
    await asyncio.sleep(0.01)
    return Response()
