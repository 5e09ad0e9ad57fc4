"""Reading the body of somebody who is not known yet: not too much, not too long, not too many at once."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import Receive

from autogram.core.errors import ContentTooLarge
from autogram.inbox.journal.errors import DeliveryTooSlow, IntakeBusy

# Meta sends up to 1,000 updates at once; a message of 1,000 bytes is up to 6 KB in its way of writing JSON.
LIMIT_BYTES = 8 * 1_048_576
PATIENCE_SECONDS = 10.0
# Of everybody together, in parts and not yet complete.
HELD_BYTES = 64 * 1_048_576


class Reader:
    """Reads bodies for one process."""

    def __init__(self) -> None:
        self._held = 0

    async def read(self, receive: Receive) -> bytes | None:
        """The whole body; None if the sender has gone away.

        Raises `ContentTooLarge`, `DeliveryTooSlow`, and `IntakeBusy` when too many are sending at once.
        """
        message = await receive()
        if message["type"] != "http.request":
            return None
        body: bytes = message.get("body", b"")
        if message.get("more_body"):
            return await self._rest(receive, body)
        _require_size(len(body))
        return body

    async def _rest(self, receive: Receive, begun: bytes) -> bytes | None:
        with self._holding() as hold:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    return await self._collect(receive, begun, hold)
            except TimeoutError:
                raise DeliveryTooSlow(f"A body must be here within {PATIENCE_SECONDS:.0f} seconds.") from None

    async def _collect(self, receive: Receive, begun: bytes, hold: list[int]) -> bytes | None:
        body, more = bytearray(begun), True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return None
            part = message.get("body", b"")
            more = message.get("more_body", False)
            body += part
            _require_size(len(body))
            hold[0] += len(part)
            self._held += len(part)
            if self._held > HELD_BYTES:
                raise IntakeBusy("Too much is being sent at once.")
        return bytes(body)

    @contextmanager
    def _holding(self) -> Iterator[list[int]]:
        hold = [0]
        try:
            yield hold
        finally:
            self._held -= hold[0]


def _require_size(size: int) -> None:
    if size > LIMIT_BYTES:
        raise ContentTooLarge(f"A delivery may have at most {LIMIT_BYTES} bytes.", limit_bytes=LIMIT_BYTES)
