"""As many messages a second as Instagram takes of an account."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from autogram.core.limits import RateLimit
from autogram.core.runtime import Runtime
from autogram.inbox.conversations.queries import outgoing, pacing
from autogram.inbox.conversations.schemas import AttachmentType
from autogram.jobs.api import JobContext, RetryLater

# 80 a second of the 100 that Meta documents, and 10 of 10 with sound or film, never many at once.
TEXT_RATE = RateLimit("messages", 8, timedelta(milliseconds=100))
HEAVY_RATE = RateLimit("heavy-messages", 1, timedelta(milliseconds=100))
# So often a message waits for its turn where it is, before its job goes back into the queue.
SHORT_WAITS = 10
HEAVY = {AttachmentType.AUDIO.value, AttachmentType.VIDEO.value}


async def keep_rate(context: JobContext, message_id: UUID) -> None:
    """It is the message's turn. Counted apart, since waiting must hold no row. Raises `RetryLater`."""
    for _ in range(SHORT_WAITS):
        if await context.together(take_turns, message_id):
            return
        await asyncio.sleep(random.uniform(0.03, 0.2))
    raise RetryLater(timedelta(seconds=1), "as many messages as Instagram takes in a second", counts=False)


async def take_turns(runtime: Runtime, message_ids: Sequence[UUID]) -> list[bool]:
    """Of these messages, whose turn it is: as many of each account as fit. One that is gone need not wait."""
    async with runtime.database.transaction() as session:
        senders = await outgoing.senders(session, message_ids)
        found = {message_id: _line(account_id, attachments) for message_id, account_id, attachments in senders}
        wanted = Counter(found.values())
        left: Counter[tuple[RateLimit, str]] = Counter()
        for limit in (TEXT_RATE, HEAVY_RATE):
            counts = {account: count for (rate, account), count in wanted.items() if rate == limit}
            granted = await pacing.spend_many(session, limit, counts)
            left.update({(limit, account): count for account, count in granted.items()})
    turns = []
    for message_id in message_ids:
        line = found.get(message_id)
        turns.append(line is None or left[line] > 0)
        if line is not None:
            left[line] -= 1
    return turns


def _line(account_id: UUID, attachments: Sequence[dict[str, object]]) -> tuple[RateLimit, str]:
    """What the message stands in line for."""
    is_heavy = any(entry.get("type") in HEAVY for entry in attachments)
    return HEAVY_RATE if is_heavy else TEXT_RATE, str(account_id)
