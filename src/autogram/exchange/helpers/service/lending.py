"""Helpers in turn: the well one that was used longest ago, within its budget; what it meets is noted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.runtime import Runtime
from autogram.exchange.helpers.errors import HelperResting
from autogram.exchange.helpers.schemas import Borrowed
from autogram.exchange.helpers.service.budget import spend_requests
from autogram.exchange.helpers.service.loans import Loan, give_back, keep, take
from autogram.exchange.helpers.service.logging_in import log_in_by_itself
from autogram.exchange.helpers.service.opening import open_reader
from autogram.instagram.web.errors import WebError
from autogram.instagram.web.posts import CommentPage, PostReader, SeenPost
from autogram.instagram.web.switch import require_unofficial_access

# The account, its facts, the tokens of a page, and a page of posts.
REQUESTS_OF_RECENT_POSTS = 4
# Whoever has nothing left gets some together, so that its turn does not come for a single request.
LEAST_REST = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class MeteredReader:
    """A reader that counts each request against the helper's hour before it is sent. Raises `HelperResting`."""

    runtime: Runtime
    loan: Loan
    reader: PostReader

    async def post(self, shortcode: str, owner: str | None = None) -> SeenPost:
        await self._ready()
        return await self.reader.post(shortcode, owner)

    async def comments(self, post: SeenPost, cursor: str | None) -> CommentPage:
        await self._ready()
        return await self.reader.comments(post, cursor)

    async def recent_posts(self, username: str, count: int) -> list[SeenPost]:
        await self._ready(REQUESTS_OF_RECENT_POSTS)
        return await self.reader.recent_posts(username, count)

    async def _ready(self, requests: int = 1) -> None:
        await keep(self.runtime, self.loan)
        try:
            await spend_requests(self.runtime, self.loan.username, self.loan.requests_per_hour, requests)
        except TooManyRequests as refusal:
            wait = timedelta(seconds=int(refusal.headers["Retry-After"]))
            until = clock.now() + max(wait, LEAST_REST)
            raise HelperResting(
                f"Its requests of this hour are used up; it rests until {until:%H:%M} UTC.", until
            ) from None


@asynccontextmanager
async def borrow_helper(
    runtime: Runtime, community_id: UUID, *, leaving_out: frozenset[UUID] = frozenset()
) -> AsyncIterator[Borrowed]:
    """The helper whose turn it is, logged in, for nobody else meanwhile. What it meets is in its health afterwards.

    Call it with no transaction open. Raises `UnofficialAccessDisabled`, and `NoHelperAvailable` when no other than
    those in `leaving_out` can read.
    """
    require_unofficial_access(runtime.settings)
    loan = await _take(runtime, community_id, leaving_out)
    reader = open_reader(runtime, loan.session)
    failure: WebError | HelperResting | None = None
    try:
        yield Borrowed(loan.helper_id, loan.username, MeteredReader(runtime, loan, reader))
    except (WebError, HelperResting) as error:
        failure = error
        raise
    finally:
        await reader.close()
        await give_back(runtime, loan, failure)


async def _take(runtime: Runtime, community_id: UUID, leaving_out: frozenset[UUID]) -> Loan:
    """The next helper that is logged in, or can do so by itself."""
    while True:
        loan = await take(runtime, community_id, leaving_out)
        if not loan.is_expired:
            return loan
        if fresh := await log_in_by_itself(runtime, loan):
            return replace(loan, session=fresh, is_expired=False)
        await give_back(runtime, loan)
        leaving_out |= {loan.helper_id}
