"""Everything of a period at once."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from autogram.accounts import service as accounts
from autogram.analytics.queries import account_days, posts
from autogram.analytics.schemas import AccountMetrics, ContentMetrics, DayFigure, Overview, OverviewAsked
from autogram.analytics.service import trends
from autogram.analytics.service.naming import wanted_names, with_old_names, with_old_names_of_accounts
from autogram.analytics.service.posts import asked_period, chosen, top_posts
from autogram.analytics.service.shaping import day_figures, day_of_posts, period_read, post_figures
from autogram.analytics.sums import DAY_NUMBERS, POST_NUMBERS, Sums, added
from autogram.core.db import ReadSession

Figure = TypeVar("Figure")
KNOWN = ("followers_count", *DAY_NUMBERS, *POST_NUMBERS, "engagement_rate", "engagement_rate_by_views")


async def overview(session: ReadSession, workspace_id: UUID, asked: OverviewAsked) -> Overview:
    """Of the account, or of all that are connected. Raises `AccountNotFound`, `InvalidInput`."""
    period, names = asked_period(asked), wanted_names(asked.metrics, KNOWN)
    ids = await _account_ids(session, workspace_id, asked.account_id)
    seen = trends.looked_at(period)
    by_day = await posts.sums_by_day(
        session, chosen(workspace_id, period, seen, account_id=asked.account_id), period.zone.key
    )
    of_accounts = await account_days.sums_by_day(session, ids, seen) if ids else {}
    first = await posts.first_published(session, workspace_id, asked.account_id)
    days = period.window.days()
    whole = added(by_day[day] for day in days if day in by_day)
    growth = trends.post_trends(period, by_day, first) | trends.account_trends(period, of_accounts, len(ids))
    return Overview(
        period=period_read(period),
        account_metrics=AccountMetrics(
            accounts=len(ids), figures=_only(_of_accounts(of_accounts, days, len(ids), names), names)
        ),
        content_metrics=ContentMetrics(
            posts=whole.rows, figures=_only(with_old_names(post_figures(whole), names or ("impressions",)), names)
        ),
        daily_breakdown=[day_of_posts(day, by_day.get(day, Sums()), period.zone) for day in days],
        top_content=await top_posts(session, chosen(workspace_id, period, account_id=asked.account_id)),
        growth_trends=growth,
    )


async def _account_ids(session: ReadSession, workspace_id: UUID, account_id: UUID | None) -> list[UUID]:
    if account_id:
        return [(await accounts.account_brief(session, account_id, workspace_id=workspace_id)).id]
    return [account.id for account in await accounts.connected_accounts(session, workspace_id)]


def _of_accounts(
    by_day: Mapping[date, Sums], days: list[date], accounts: int, names: set[str] | None
) -> dict[str, DayFigure]:
    measured = [by_day[day] for day in days if day in by_day]
    figures = {"followers_count": followers_at_the_end(measured, accounts, len(days))}
    figures |= day_figures(added(measured), len(days) * accounts)
    return with_old_names_of_accounts(figures, names or ("impressions",))


def followers_at_the_end(measured: list[Sums], accounts: int, days: int) -> DayFigure:
    """Of the last day on which every account is known."""
    whole = [sums for sums in measured if accounts and sums.of("followers_count").known == accounts]
    last = whole[-1] if whole else None
    return DayFigure(
        value=last.of("followers_count").value if last else None,
        known_days=len(whole),
        days=days,
        taken_at=last.taken_at if last else None,
        is_final=bool(last and last.is_final),
        note="On the last day that is known of every account.",
    )


def _only(figures: Mapping[str, Figure], names: set[str] | None) -> dict[str, Figure]:
    return {name: figure for name, figure in figures.items() if names is None or name in names}
