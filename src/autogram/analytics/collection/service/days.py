"""An account's days, which are Instagram's: they end at midnight Pacific time, and change for two days more."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from autogram.analytics.collection import queries
from autogram.analytics.collection.metrics import METRICS, Product
from autogram.analytics.collection.service.asking import Collector, collector_for
from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.runtime import Runtime
from autogram.instagram.errors import GraphError, Refusal
from autogram.instagram.insights import InsightsNotAllowed, day_figures, day_of, followers_of_day

# Figures come up to 48 hours late.
CHANGES_FOR_DAYS = 2
# How far back a new account's days are asked for; Instagram keeps 90.
LOOKS_BACK_DAYS = 30
NO_FOLLOWS = "Instagram does not say below 100 followers."


async def measure_days(runtime: Runtime, account_id: UUID) -> int:
    """The running day's followers, and every day of the last weeks that is lacking or may have changed; how many.

    Raises `AccountNotFound`, `AccountNotUsable`, `InstagramError`.
    """
    collector = await collector_for(runtime, account_id)
    today = day_of(clock.now())
    since = today - timedelta(days=LOOKS_BACK_DAYS)
    async with runtime.database.reading() as session:
        known = await queries.final_days(session, account_id, since)
    written = 0
    try:
        await _count_followers(collector, today)
        for back in range(1, LOOKS_BACK_DAYS + 1):
            day = today - timedelta(days=back)
            if day in known:
                continue
            if collector.left <= 0 or not await _measured(collector, day, is_final=back > CHANGES_FOR_DAYS):
                break
            written += 1
    except TooManyRequests:
        # What is written is written; the next round goes on with what lacks.
        pass
    return written


async def _count_followers(collector: Collector, today: date) -> None:
    profile = await collector.ask(collector.client.graph.profile)
    await _put(collector, today, {"followers_count": profile.followers_count, "is_final": False})


async def _measured(collector: Collector, day: date, *, is_final: bool) -> bool:
    """Whether Instagram answered. A refusal stands beside the day, and the days before it are not asked for now."""
    try:
        await _measure(collector, day, is_final=is_final)
    except InsightsNotAllowed as refusal:
        reason = str(refusal)
    except GraphError as error:
        if error.refusal is not Refusal.PERMANENT:
            raise
        reason = error.reason
    else:
        return True
    await _put(collector, day, {"missing": dict.fromkeys(METRICS[Product.ACCOUNT], reason), "is_final": False})
    return False


async def _measure(collector: Collector, day: date, *, is_final: bool) -> None:
    graph, user_id = collector.client.graph, collector.client.user_id
    wanted = collector.wanted(Product.ACCOUNT)
    figures = await collector.ask(lambda: day_figures(graph, user_id, day, wanted))
    missing = await collector.learn(Product.ACCOUNT, figures)
    gained, lost = await _follows(collector, day)
    if gained is None and lost is None:
        missing["follows_and_unfollows"] = NO_FOLLOWS
    row = figures.given | {"follows": gained, "unfollows": lost, "missing": missing, "is_final": is_final}
    await _put(collector, day, row)


async def _follows(collector: Collector, day: date) -> tuple[int | None, int | None]:
    try:
        return await collector.ask(lambda: followers_of_day(collector.client.graph, collector.client.user_id, day))
    except GraphError as error:
        if error.refusal is not Refusal.PERMANENT:
            raise
        return None, None


async def _put(collector: Collector, day: date, values: dict[str, Any]) -> None:
    client = collector.client
    row = {"account_id": client.account_id, "workspace_id": client.workspace_id, "day": day, "taken_at": clock.now()}
    async with collector.runtime.database.transaction() as session:
        await queries.put_day(session, row | values)
