"""What every look through an account has in common: it stays within the quota, and remembers how far it came."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from time import monotonic
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.runtime import Runtime
from autogram.inbox.reception import queries
from autogram.instagram.errors import GraphError, InstagramError, Refusal

T = TypeVar("T")

# A part that needs more goes on where it stopped, when the account's next turn comes.
REQUESTS_A_PART = 60
# Instagram answers two questions a second about an account's conversations.
CONVERSATIONS_EVERY_SECONDS = 0.5
# The first look through an account reaches back as far as a person may still answer.
FIRST_LOOK = timedelta(days=7)
# Webhooks are late and clocks differ, so each look goes back a little before the last one.
OVERLAP = timedelta(minutes=15)
# Where an interrupted look had stopped means nothing after this long: it begins again.
PROGRESS_COUNTS_FOR = timedelta(hours=2)
_ENDS_EVERYTHING = {Refusal.TOKEN_DEAD, Refusal.PERSON_MUST_ACT, Refusal.BLOCKED, Refusal.THROTTLED}


class Part(StrEnum):
    """What is looked through."""

    CONVERSATIONS = "conversations"
    COMMENTS = "comments"


class LookInterrupted(Exception):
    """No more requests now; the look goes on later. `is_over`: nor for anything else of this account."""

    def __init__(self, reason: str, *, is_over: bool) -> None:
        super().__init__(reason)
        self.reason, self.is_over = reason, is_over


@dataclass
class Look:
    """One look through one account, how much it has found, and what it has asked about the part it is at."""

    runtime: Runtime
    client: accounts.AccountClient
    requests: int = 0
    found: int = 0
    may_ask_at: float = 0.0

    @property
    def account_id(self) -> UUID:
        return self.client.account_id

    async def ask(self, question: Callable[[], Awaitable[T]]) -> T:
        """What Instagram answers, outside of any transaction, noted in the account's book.

        Raises `LookInterrupted` for what ends the look, `GraphError` for a refusal of this question alone.
        """
        await self._require_quota()
        self.requests += 1
        try:
            answer = await question()
        except InstagramError as error:
            async with self.runtime.database.transaction() as session:
                await accounts.note_outcome(session, self.client, error)
            if isinstance(error, GraphError):
                if error.refusal in _ENDS_EVERYTHING:
                    raise LookInterrupted(f"Instagram said: {error.reason}", is_over=True) from error
                raise
            raise LookInterrupted(str(error), is_over=True) from error
        async with self.runtime.database.transaction() as session:
            await accounts.note_outcome(session, self.client)
        return answer

    async def ask_slowly(self, question: Callable[[], Awaitable[T]]) -> T:
        """`ask`, as often as Instagram takes it about conversations."""
        await asyncio.sleep(max(0.0, self.may_ask_at - monotonic()))
        self.may_ask_at = monotonic() + CONVERSATIONS_EVERY_SECONDS
        return await self.ask(question)

    async def _require_quota(self) -> None:
        if self.requests >= REQUESTS_A_PART:
            raise LookInterrupted(
                f"Not at its end after {self.requests} requests; the next look goes on.", is_over=False
            )
        async with self.runtime.database.reading() as session:
            try:
                await accounts.require_quota(session, self.account_id, accounts.QuotaKind.REQUESTS)
            except TooManyRequests as refusal:
                raise LookInterrupted(refusal.detail, is_over=True) from refusal

    async def remember(self, session: AsyncSession, part: Part, state: dict[str, Any] | None) -> None:
        """Where the look through this part goes on if it ends here; None: it is at its end."""
        sync = await queries.begin_sync(session, self.account_id)
        others = {name: value for name, value in sync.progress.items() if name != part.value}
        sync.progress = others | ({part.value: state} if state else {})


def goes_on(state: dict[str, Any]) -> bool:
    """Whether an interrupted look can go on where it stopped."""
    began = state.get("began_at")
    return isinstance(began, str) and clock.now() - datetime.fromisoformat(began) < PROGRESS_COUNTS_FOR


def reaches_back_to(last_look: datetime | None) -> datetime:
    """What is older has been seen, or is no longer looked for."""
    oldest = clock.now() - FIRST_LOOK
    return max(last_look - OVERLAP, oldest) if last_look else oldest
