"""A round over an account's publications."""

from typing import Any
from uuid import UUID

from autogram.analytics import rates
from autogram.analytics.collection import queries, timing
from autogram.analytics.collection.metrics import COLUMN_OF, EVENT_OF, PRODUCT_OF, SNAPSHOT_COLUMNS, Product
from autogram.analytics.collection.service.asking import Collector, collector_for
from autogram.analytics.models import AnalyticsEvent, PostFigures, PostSnapshot
from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.runtime import Runtime
from autogram.instagram.errors import GraphError, Refusal
from autogram.instagram.insights import Figures, MediaGone, media_figures

AT_ONCE = 200
# About one publication, not about the account: the round goes on.
_ABOUT_THIS_ONE = {Refusal.PERMANENT}


async def measure_posts(runtime: Runtime, account_id: UUID, *, everything: bool = False) -> int:
    """The account's publications that are due are measured, each in a transaction of its own; how many were.

    Ends early, with what is done done, when the account's quota is used up: the next round goes on. Raises
    `AccountNotFound`, `AccountNotUsable`, `InstagramError`.
    """
    collector = await collector_for(runtime, account_id)
    until = None if everything else clock.now() + timing.SLACK
    async with runtime.database.reading() as session:
        due = await queries.posts_due(session, account_id, until=until, limit=AT_ONCE)
    measured = 0
    for post in due:
        try:
            await _measure(collector, post)
        except TooManyRequests:
            break
        measured += 1
    return measured


async def _measure(collector: Collector, post: PostFigures) -> None:
    product = PRODUCT_OF[post.post_type]
    wanted = collector.wanted(product)
    try:
        figures = await collector.ask(lambda: media_figures(collector.client.graph, post.instagram_media_id, wanted))
    except MediaGone as gone:
        await _give_up(collector.runtime, post.post_id, str(gone))
    except GraphError as error:
        if error.refusal not in _ABOUT_THIS_ONE:
            raise
        await _put_off(collector.runtime, post.post_id, error.reason, product)
    else:
        await _write(collector.runtime, post.post_id, figures, await collector.learn(product, figures), product)


async def _write(runtime: Runtime, post_id: UUID, figures: Figures, missing: dict[str, str], product: Product) -> None:
    """The snapshot, the latest figures and the history of changes, together."""
    now = clock.now()
    given = {COLUMN_OF.get(name, name): value for name, value in figures.given.items()}
    known: dict[str, Any] = {name: value for name, value in given.items() if name in SNAPSHOT_COLUMNS}
    async with runtime.database.transaction() as session:
        latest = await queries.lock_figures(session, post_id)
        if latest is None:
            return
        more = {name: value for name, value in given.items() if name not in SNAPSHOT_COLUMNS}
        session.add(PostSnapshot(post_id=post_id, taken_at=now, more=more, missing=missing, **known))
        for column, event in EVENT_OF.items():
            before, after = getattr(latest, column), known.get(column)
            if after is not None and after != before:
                change = {"before": before, "after": after, "change": after - (before or 0)}
                session.add(AnalyticsEvent(post_id=post_id, event_type=event, event_data=change, occurred_at=now))
            # The latest that is known: a figure that is not given today was given before.
            if after is not None:
                setattr(latest, column, after)
        done = rates.interactions(latest.likes, latest.comments, latest.shares, latest.saves)
        latest.engagement_rate = rates.by_reach(done, latest.reach)
        if known:
            latest.taken_at = now
        latest.problem = None if known else next(iter(missing.values()), None)
        latest.next_snapshot_at = timing.next_snapshot(latest.published_at, now, is_story=product is Product.STORY)


async def _give_up(runtime: Runtime, post_id: UUID, reason: str) -> None:
    async with runtime.database.transaction() as session:
        latest = await queries.lock_figures(session, post_id)
        if latest is not None:
            latest.problem, latest.next_snapshot_at = f"No longer on Instagram: {reason}", None


async def _put_off(runtime: Runtime, post_id: UUID, reason: str, product: Product) -> None:
    now = clock.now()
    async with runtime.database.transaction() as session:
        latest = await queries.lock_figures(session, post_id)
        if latest is not None:
            latest.problem = reason
            latest.next_snapshot_at = timing.next_snapshot(latest.published_at, now, is_story=product is Product.STORY)
