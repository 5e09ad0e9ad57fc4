"""One quota book per account, for everything that is done in its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.errors import AccountThrottled, QuotaUsedUp
from autogram.accounts.models import InstagramAccount
from autogram.accounts.schemas import QuotaBook, QuotaLine
from autogram.core import clock
from autogram.core.db import ReadSession

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class QuotaKind(StrEnum):
    """What is counted."""

    REQUESTS = "requests"
    PUBLISHES = "publishes"
    COMMENTS = "comments"
    MESSAGES = "messages"
    PRIVATE_REPLIES = "private_replies"
    LOGINS = "logins"


@dataclass(frozen=True, slots=True)
class _Allowance:
    limit: int
    window: timedelta
    words: str


def _allowance(account: InstagramAccount, kind: QuotaKind) -> _Allowance:
    # Instagram's own publishing limit is asked each time; 100 a day is the most it has ever granted.
    match kind:
        case QuotaKind.REQUESTS:
            return _Allowance(account.requests_per_hour, HOUR, "requests to Instagram in an hour")
        case QuotaKind.PUBLISHES:
            return _Allowance(100, DAY, "posts in 24 hours")
        case QuotaKind.COMMENTS:
            return _Allowance(account.comments_per_hour, HOUR, "comments in an hour")
        case QuotaKind.MESSAGES:
            # 100 a second, by the lower of the two figures that Meta documents.
            return _Allowance(360_000, HOUR, "messages in an hour")
        case QuotaKind.PRIVATE_REPLIES:
            return _Allowance(750, HOUR, "private replies in an hour")
        case QuotaKind.LOGINS:
            return _Allowance(5, DAY, "logins in 24 hours")


async def record_use(session: AsyncSession, account_id: UUID, kind: QuotaKind, amount: int = 1) -> None:
    """What was done is in the book, whether or not it was allowed."""
    await queries.add_use(session, account_id, kind, amount)


async def require_quota(session: AsyncSession | ReadSession, account_id: UUID, kind: QuotaKind) -> None:
    """Returns if one more is allowed now. Raises `AccountThrottled` or `QuotaUsedUp`, both saying why and how long."""
    account = await queries.get_account(session, account_id)
    _require_not_throttled(account)
    allowed = _allowance(account, kind)
    buckets = await queries.buckets_since(session, account_id, kind, allowed.window)
    used = sum(amount for _, amount in buckets)
    if used >= allowed.limit:
        wait = _until_one_more(buckets, allowed)
        raise QuotaUsedUp(
            wait.total_seconds(),
            f"@{account.username} may make {allowed.limit} {allowed.words} and has made {used}. {_in_words(wait)}",
        )


def _until_one_more(buckets: Sequence[tuple[datetime, int]], allowed: _Allowance) -> timedelta:
    """Uses leave the window oldest first, a whole bucket at a time."""
    left = sum(amount for _, amount in buckets)
    for started_at, amount in buckets:
        left -= amount
        if left < allowed.limit:
            return started_at + allowed.window + queries.BUCKET - clock.now()
    return allowed.window


def _in_words(wait: timedelta) -> str:
    minutes = ceil(wait.total_seconds() / 60)
    hours = f"{minutes // 60} hours and " if minutes > 90 else ""
    minutes = minutes % 60 if minutes > 90 else minutes
    return f"The next is possible in {hours}{minutes} minute{'' if minutes == 1 else 's'}."


async def spend_quota(session: AsyncSession, account_id: UUID, kind: QuotaKind) -> None:
    """One more is in the book. Raises as `require_quota` does. Two at once cannot both take the last one."""
    await queries.get_account(session, account_id, lock=True)
    await require_quota(session, account_id, kind)
    await record_use(session, account_id, kind)


def _require_not_throttled(account: InstagramAccount) -> None:
    if account.throttled_until and account.throttled_until > clock.now():
        wait = (account.throttled_until - clock.now()).total_seconds()
        raise AccountThrottled(wait, f"Instagram said: {account.throttle_reason}")


async def quota_book(session: ReadSession, workspace_id: UUID, account_id: UUID) -> QuotaBook:
    """Every line of the account's book."""
    account = await queries.get_account(session, account_id, workspace_id=workspace_id)
    lines = []
    for kind in QuotaKind:
        allowed = _allowance(account, kind)
        used = await queries.used_since(session, account_id, kind, allowed.window)
        lines.append(
            QuotaLine(kind=kind, used=used, limit=allowed.limit, window_seconds=int(allowed.window.total_seconds()))
        )
    return QuotaBook(lines=lines, reported_usage_percent=account.usage_percent, throttled_until=account.throttled_until)
