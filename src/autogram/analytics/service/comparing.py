"""Kinds of posts, hashtags and lengths of captions beside each other."""

from uuid import UUID

from autogram.accounts import service as accounts
from autogram.analytics.queries import posts
from autogram.analytics.queries.posts import Choice
from autogram.analytics.schemas import Compared, ComparedAsked, Comparison
from autogram.analytics.service.posts import asked_period, chosen
from autogram.analytics.service.shaping import period_read
from autogram.analytics.sums import Sums
from autogram.core.db import ReadSession

MOST_HASHTAGS = 50
# What Instagram shows before "more", a paragraph, a page, and all it takes.
LENGTHS = {0: "none", 125: "1 to 125", 500: "126 to 500", 1000: "501 to 1000", 2200: "1001 to 2200"}


async def compare(session: ReadSession, workspace_id: UUID, asked: ComparedAsked) -> Comparison:
    """The groups with the most posts first. Raises `AccountNotFound`, `InvalidInput`."""
    if asked.account_id:
        await accounts.account_brief(session, asked.account_id, workspace_id=workspace_id)
    period = asked_period(asked)
    groups = await _groups(session, chosen(workspace_id, period, account_id=asked.account_id), asked.by)
    return Comparison(
        period=period_read(period), by=asked.by, groups=[_compared(name, sums) for name, sums in groups.items()]
    )


async def _groups(session: ReadSession, choice: Choice, by: str) -> dict[str, Sums]:
    if by == "type":
        return await posts.sums_by_type(session, choice)
    if by == "hashtag":
        return await posts.sums_by_hashtag(session, choice, limit=MOST_HASHTAGS)
    found = await posts.sums_by_length(session, choice, list(LENGTHS))
    return {LENGTHS[bound]: sums for bound, sums in found.items()}


def _compared(name: str, sums: Sums) -> Compared:
    return Compared(
        name=name,
        posts=sums.rows,
        known_posts=sums.of_reach.posts,
        average_reach=_average(sums, "reach"),
        average_views=_average(sums, "views"),
        average_interactions=_average(sums, "interactions"),
        engagement_rate=sums.engagement_rate,
        engagement_rate_by_views=sums.engagement_rate_by_views,
    )


def _average(sums: Sums, name: str) -> float | None:
    share = sums.of(name)
    return share.total / share.known if share.known else None
