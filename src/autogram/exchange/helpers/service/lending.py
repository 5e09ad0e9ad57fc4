"""Helpers in turn: the well one that was used longest ago, within its budget; what it meets is noted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.limits import RateLimit, spend
from autogram.core.runtime import Runtime
from autogram.exchange.helpers import queries
from autogram.exchange.helpers.errors import HelperResting, NoHelperAvailable
from autogram.exchange.helpers.models import Helper, HelperHealth
from autogram.exchange.helpers.schemas import Borrowed
from autogram.exchange.helpers.service.logging_in import log_in_by_itself
from autogram.exchange.helpers.service.opening import open_reader
from autogram.exchange.helpers.service.wellbeing import note_refusal, note_rest
from autogram.instagram.web.errors import WebError
from autogram.instagram.web.posts import CommentPage, PostReader, SeenPost
from autogram.instagram.web.switch import require_unofficial_access

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class MeteredReader:
    """A reader that counts each request against the helper's hour before it is sent. Raises `HelperResting`."""

    runtime: Runtime
    username: str
    requests_per_hour: int
    reader: PostReader

    async def post(self, shortcode: str) -> SeenPost:
        await self._spend()
        return await self.reader.post(shortcode)

    async def comments(self, post: SeenPost, cursor: str | None) -> CommentPage:
        await self._spend()
        return await self.reader.comments(post, cursor)

    async def recent_posts(self, username: str, count: int) -> list[SeenPost]:
        await self._spend()
        return await self.reader.recent_posts(username, count)

    async def _spend(self) -> None:
        limit = RateLimit("helper-requests", self.requests_per_hour, HOUR)
        try:
            await spend(self.runtime.database, limit, self.username)
        except TooManyRequests as refusal:
            wait = timedelta(seconds=int(refusal.headers["Retry-After"]))
            raise HelperResting(clock.now() + wait) from None


@asynccontextmanager
async def borrow_helper(
    runtime: Runtime, community_id: UUID, *, leaving_out: frozenset[UUID] = frozenset()
) -> AsyncIterator[Borrowed]:
    """The helper whose turn it is, logged in. What Instagram refuses it in the block is in its health afterwards.

    Raises `UnofficialAccessDisabled`, and `NoHelperAvailable` when no other than those in `leaving_out` can read.
    """
    require_unofficial_access(runtime.settings)
    helper = await _next(runtime, community_id, leaving_out)
    reader = open_reader(runtime, helper)
    metered = MeteredReader(runtime, helper.username, helper.requests_per_hour, reader)
    try:
        yield Borrowed(helper.id, helper.username, metered)
    except HelperResting as rest:
        await note_rest(runtime, community_id, helper.id, rest.until, rest.detail)
        raise
    except WebError as error:
        await note_refusal(runtime, community_id, helper.id, error)
        raise
    finally:
        await reader.close()


async def _next(runtime: Runtime, community_id: UUID, leaving_out: frozenset[UUID]) -> Helper:
    """The next helper that is logged in, or can do so by itself."""
    while True:
        now = clock.now()
        async with runtime.database.transaction() as session:
            helper = await queries.next_free(session, community_id, now, leaving_out)
            if helper is None:
                raise await _nobody(runtime, community_id, leaving_out)
            helper.last_used_at = now
        if helper.health is not HelperHealth.EXPIRED or await log_in_by_itself(runtime, helper):
            return helper
        leaving_out |= {helper.id}


async def _nobody(runtime: Runtime, community_id: UUID, leaving_out: frozenset[UUID]) -> NoHelperAvailable:
    """Why no helper can read, and from when one will."""
    async with runtime.database.reading() as session:
        helpers = [helper for helper in await queries.of_community(session, community_id) if helper.is_active]
    if not helpers:
        return NoHelperAvailable("There is no active helper account. Add one, or switch one on.")
    rests = [helper.rests_until for helper in helpers if helper.rests_until and helper.id not in leaving_out]
    if rests:
        first = min(rests)
        return NoHelperAvailable(f"Every helper rests; the first can read again at {first:%H:%M} UTC.", first)
    if all(helper.id in leaving_out for helper in helpers):
        return NoHelperAvailable("Every helper was tried.")
    return NoHelperAvailable("Every helper is blocked or logged out. Look at their problems and log one in again.")
