"""A round over an account's publications."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from autogram.analytics import rates
from autogram.analytics.collection import queries, timing
from autogram.analytics.collection.metrics import COLUMN_OF, EVENT_OF, PRODUCT_OF, SNAPSHOT_COLUMNS, Product
from autogram.analytics.collection.service.asking import Collector, collector_for
from autogram.analytics.models import AnalyticsEvent, PostFigures
from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.runtime import Runtime
from autogram.instagram.errors import GraphError, InstagramError, Refusal, is_passing
from autogram.instagram.insights import Figures, InsightsNotAllowed, MediaGone, media_figures

AT_ONCE = 200
# So many in a row that Instagram did not answer for: it is not about the publication.
DOWN_AFTER = 3
NOT_ALLOWED_FOR = timedelta(days=1)


async def measure_posts(runtime: Runtime, account_id: UUID, *, everything: bool = False) -> int:
    """The account's publications that are due are measured, each in a transaction of its own; how many were.

    Ends early, with what is done done, when the account's share of the quota is used up or figures are not allowed.
    One that Instagram does not answer for holds up no other. Raises `AccountNotFound`, `AccountNotUsable`,
    `InstagramError`.
    """
    collector = await collector_for(runtime, account_id)
    now = clock.now()
    until = now + timing.SLACK
    async with runtime.database.reading() as session:
        due = await queries.posts_due(
            session, account_id, until=None if everything else until, not_since=timing.slot_of(now), limit=AT_ONCE
        )
    measured = failed = 0
    for post in due:
        if collector.left <= 0:
            break
        try:
            await _measure(collector, post)
        except TooManyRequests:
            break
        except InsightsNotAllowed as refusal:
            async with runtime.database.transaction() as session:
                later = now + NOT_ALLOWED_FOR
                await queries.put_off_account(session, account_id, str(refusal), due=until, until=later)
            break
        except InstagramError as error:
            failed += 1
            if not is_passing(error) or failed == DOWN_AFTER:
                raise
            await _put_off(runtime, post, _reason(error), again=True)
        else:
            measured, failed = measured + 1, 0
    return measured


async def _measure(collector: Collector, post: PostFigures) -> None:
    product = PRODUCT_OF[post.post_type]
    wanted = collector.wanted(product)
    try:
        figures = await collector.ask(lambda: media_figures(collector.client.graph, post.instagram_media_id, wanted))
    except MediaGone as gone:
        await _give_up(collector.runtime, post.post_id, str(gone))
    except GraphError as error:
        # About this publication, and not about the account.
        if error.refusal is not Refusal.PERMANENT:
            raise
        await _put_off(collector.runtime, post, error.reason)
    else:
        await _write(collector.runtime, post.post_id, figures, await collector.learn(product, figures), product)


def _reason(error: InstagramError) -> str:
    return error.reason if isinstance(error, GraphError) else "Instagram did not answer."


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
        shot = {"post_id": post_id, "taken_at": timing.slot_of(now), "more": more, "missing": missing}
        await queries.put_snapshot(session, shot | {name: known.get(name) for name in SNAPSHOT_COLUMNS})
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


async def _put_off(runtime: Runtime, post: PostFigures, reason: str, *, again: bool = False) -> None:
    """It says why it has no new figures; `again`: it is asked soon, as Instagram may answer then."""
    now, is_story = clock.now(), PRODUCT_OF[post.post_type] is Product.STORY
    following = timing.tried_again if again else timing.next_snapshot
    async with runtime.database.transaction() as session:
        latest = await queries.lock_figures(session, post.post_id)
        if latest is not None:
            latest.problem = reason
            latest.next_snapshot_at = following(latest.published_at, now, is_story=is_story)
