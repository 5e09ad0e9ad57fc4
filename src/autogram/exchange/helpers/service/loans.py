"""Who has which helper: one borrower at a time, across processes, and nobody for longer than it gives signs of life."""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.runtime import Runtime
from autogram.exchange.helpers import queries
from autogram.exchange.helpers.errors import HelperResting, NoHelperAvailable
from autogram.exchange.helpers.models import Helper, HelperHealth
from autogram.exchange.helpers.service.wellbeing import ILL, State, note, state_after
from autogram.instagram.web.errors import WebError

# Longer than a request may take and a reader pauses. Each request begins it anew; a worker that is killed asks no more,
# and this much later its helper reads for others.
LOAN = timedelta(seconds=45)
# For a helper that reads for somebody else; turns of reading are shorter.
PATIENCE_SECONDS, LOOK_AGAIN_SECONDS = 10.0, 0.3
COME_BACK_AFTER = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Loan:
    """A helper as it was lent. Whoever logs it in again, switches it off or deletes it takes it back."""

    borrower: UUID
    helper_id: UUID
    username: str
    requests_per_hour: int
    is_expired: bool
    session: str | None = field(repr=False)
    password: str | None = field(repr=False)


async def take(runtime: Runtime, community_id: UUID, leaving_out: frozenset[UUID]) -> Loan:
    """The helper whose turn it is. Waits a little for one that is lent. Raises `NoHelperAvailable`."""
    ends_at = monotonic() + PATIENCE_SECONDS
    while True:
        async with runtime.database.transaction() as session:
            if helper := await queries.next_free(session, community_id, clock.now(), leaving_out):
                return await _lend(session, helper)
            refusal = await _nobody(session, community_id, leaving_out)
        if refusal is not None:
            raise refusal
        if monotonic() >= ends_at:
            raise NoHelperAvailable("Every helper reads something else now.", clock.now() + COME_BACK_AFTER)
        await asyncio.sleep(LOOK_AGAIN_SECONDS * random.uniform(1, 2))


async def keep(runtime: Runtime, loan: Loan) -> None:
    """The loan begins anew. Raises `HelperResting` if the helper was taken back."""
    async with runtime.database.transaction() as session:
        if not await queries.keep_borrowed(session, loan.helper_id, loan.borrower, clock.now() + LOAN):
            raise HelperResting("It was taken back while it read.", clock.now())


async def give_back(runtime: Runtime, loan: Loan, failure: WebError | HelperResting | None = None) -> None:
    """Others may have the helper, and its health says what it met. Nothing is said of one that was taken back."""
    async with runtime.database.transaction() as session:
        helper = await queries.borrowed(session, loan.helper_id, loan.borrower)
        if helper is None:
            return
        helper.borrowed_by = helper.borrowed_until = None
        if failure is not None and (state := state_after(failure)):
            await note(session, helper, state)


async def _lend(session: AsyncSession, helper: Helper) -> Loan:
    now, borrower = clock.now(), new_id()
    helper.borrowed_by, helper.borrowed_until, helper.last_used_at = borrower, now + LOAN, now
    if helper.health is HelperHealth.RESTS:
        await note(session, helper, State(HelperHealth.OK))
    return Loan(
        borrower,
        helper.id,
        helper.username,
        helper.requests_per_hour,
        helper.health is HelperHealth.EXPIRED,
        helper.session,
        helper.password,
    )


async def _nobody(session: AsyncSession, community_id: UUID, leaving_out: frozenset[UUID]) -> NoHelperAvailable | None:
    """Why no helper can read, and from when one will; None if one can, as soon as somebody gives it back."""
    now = clock.now()
    if await queries.is_any_usable(session, community_id, now, leaving_out):
        return None
    helpers = [helper for helper in await queries.of_community(session, community_id) if helper.is_active]
    if not helpers:
        return NoHelperAvailable("There is no active helper account. Add one, or switch one on.")
    rests = [helper.rests_until for helper in helpers if helper.rests_until and helper.id not in leaving_out]
    if rests:
        first = min(rests)
        return NoHelperAvailable(f"Every helper rests; the first can read again at {first:%H:%M} UTC.", first)
    if any(helper.health not in ILL for helper in helpers):
        return NoHelperAvailable("Every helper was tried.")
    return NoHelperAvailable("Every helper is blocked or logged out. Look at their problems and log one in again.")
