"""Everything a report says, gathered and calculated before a line of it is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from autogram.accounts import service as accounts
from autogram.analytics.models import AccountDay, PostFigures, Report
from autogram.analytics.rates import by_reach, interactions
from autogram.core.db import ReadSession

ACCOUNT_METRICS = ("reach", "views", "likes", "comments", "shares", "saves", "profile_links_taps")
POST_METRICS = ("views", "reach", "likes", "comments", "shares", "saves")
INTERACTIONS = ("likes", "comments", "shares", "saves")
ACCOUNT_SOURCE = "Instagram Graph API, account insights"
POST_SOURCE = "Instagram Graph API, media insights"
TOP_POSTS = 5


@dataclass(frozen=True)
class KeyFigure:
    """A number of the period: of how many of the days or posts it is known, and the number of the period before.

    `before` is there only if both periods are known completely; `value` is None if nothing is known at all.
    """

    name: str
    value: int | float | None
    known: int
    of: int
    unit: str
    source: str
    taken_at: datetime | None
    before: int | float | None = None

    @property
    def change_percent(self) -> float | None:
        if self.before is None or self.value is None or self.before == 0:
            return None
        return 100 * (self.value - self.before) / self.before

    @property
    def is_complete(self) -> bool:
        return self.known == self.of and self.of > 0


@dataclass(frozen=True)
class FormatFigure:
    """How one format did; averages are of the `measured` of its posts."""

    name: str
    posts: int
    measured: int
    average_reach: float | None
    engagement_rate: float | None


@dataclass(frozen=True)
class PostLine:
    """A post of the period with its latest figures, and for some a picture."""

    post_id: UUID
    post_type: str
    published_at: datetime
    caption: str
    taken_at: datetime | None
    numbers: dict[str, int | None]
    engagement_rate: float | None


@dataclass(frozen=True)
class DayLine:
    """A day of Instagram's; what was not given is None."""

    day: date
    numbers: dict[str, int | None]
    is_final: bool


@dataclass(frozen=True)
class ReportFigures:
    """The whole report."""

    subject: str
    first_day: date
    last_day: date
    time_zone: str
    made_at: datetime
    key_figures: list[KeyFigure]
    days: list[DayLine]
    formats: list[FormatFigure]
    posts: list[PostLine]
    notes: list[str] = field(default_factory=list)

    @property
    def top_posts(self) -> list[PostLine]:
        """Those that reached the most people, as far as that is known."""
        known = [post for post in self.posts if post.numbers["reach"] is not None]
        return sorted(known, key=lambda post: -(post.numbers["reach"] or 0))[:TOP_POSTS]


async def gather(session: ReadSession, report: Report, made_at: datetime) -> ReportFigures:
    """All figures of the report, read in one look. Raises `AccountNotFound`."""
    length = report.last_day - report.first_day + timedelta(days=1)
    subject, days, before = "Campaign", [], []
    if report.account_id:
        brief = await accounts.account_brief(session, report.account_id, workspace_id=report.workspace_id)
        subject = f"@{brief.username}"
        days = await _account_days(session, report, report.first_day, report.last_day)
        before = await _account_days(session, report, report.first_day - length, report.first_day - timedelta(days=1))
    posts = await _posts(session, report)
    key_figures = _post_figures(posts)
    if report.account_id:
        key_figures = _account_figures(days, before, length.days) + key_figures
    by_day = {day.day: day for day in days}
    return ReportFigures(
        subject=subject,
        first_day=report.first_day,
        last_day=report.last_day,
        time_zone=report.time_zone,
        made_at=made_at,
        key_figures=key_figures,
        days=[_day_line(report.first_day + timedelta(days=at), by_day) for at in range(length.days)] if days else [],
        formats=_formats(posts),
        posts=posts,
        notes=_notes(report, days, before, length.days),
    )


def engagement_rate(posts: Iterable[PostLine]) -> float | None:
    """Interactions by reach, in percent, of the posts of which both are known."""
    pairs = [(interactions(*(post.numbers[name] for name in INTERACTIONS)), post.numbers["reach"]) for post in posts]
    known = [(done, reach) for done, reach in pairs if done is not None and reach]
    return by_reach(sum(done for done, _ in known), sum(reach for _, reach in known)) if known else None


def _day_line(day: date, by_day: dict[date, AccountDay]) -> DayLine:
    row = by_day.get(day)
    names = ("followers_count", *ACCOUNT_METRICS)
    return DayLine(day, {name: getattr(row, name) if row else None for name in names}, bool(row and row.is_final))


async def _account_days(session: ReadSession, report: Report, first: date, last: date) -> list[AccountDay]:
    rows = select(AccountDay).where(
        AccountDay.account_id == report.account_id,
        AccountDay.workspace_id == report.workspace_id,
        AccountDay.day.between(first, last),
    )
    return list(await session.scalars(rows.order_by(AccountDay.day)))


async def _posts(session: ReadSession, report: Report) -> list[PostLine]:
    zone = ZoneInfo(report.time_zone)
    begins = datetime.combine(report.first_day, time(), zone)
    ends = datetime.combine(report.last_day + timedelta(days=1), time(), zone)
    rows = select(PostFigures).where(
        PostFigures.workspace_id == report.workspace_id,
        PostFigures.published_at >= begins,
        PostFigures.published_at < ends,
    )
    if report.account_id:
        rows = rows.where(PostFigures.account_id == report.account_id)
    else:
        rows = rows.where(PostFigures.campaign_id == report.campaign_id)
    return [
        PostLine(
            post_id=row.post_id,
            post_type=row.post_type,
            published_at=row.published_at.astimezone(zone),
            caption="",
            taken_at=row.taken_at,
            numbers={name: getattr(row, name) for name in POST_METRICS},
            engagement_rate=row.engagement_rate,
        )
        for row in await session.scalars(rows.order_by(PostFigures.published_at))
    ]


def _account_figures(days: Sequence[AccountDay], before: Sequence[AccountDay], length: int) -> list[KeyFigure]:
    found = [_of_days(name, days, before, length) for name in ACCOUNT_METRICS]
    followers = [day for day in days if day.followers_count is not None]
    last = followers[-1] if followers else None
    earlier = before[-1] if _is_whole(before, "followers_count", length) else None
    whole = _is_whole(days, "followers_count", length)
    count = KeyFigure(
        "followers at the end",
        last.followers_count if last else None,
        len(followers),
        length,
        "days",
        "Instagram Graph API, profile",
        last.taken_at if last else None,
        earlier.followers_count if earlier and whole else None,
    )
    return [count, *found]


def _of_days(name: str, days: Sequence[AccountDay], before: Sequence[AccountDay], length: int) -> KeyFigure:
    known = [day for day in days if getattr(day, name) is not None]
    are_whole = _is_whole(days, name, length) and _is_whole(before, name, length)
    return KeyFigure(
        name=name.replace("_", " ") + (" (sum of days)" if name == "reach" else ""),
        value=sum(getattr(day, name) for day in known) if known else None,
        known=len(known),
        of=length,
        unit="days",
        source=ACCOUNT_SOURCE,
        taken_at=max((day.taken_at for day in known), default=None),
        before=sum(getattr(day, name) for day in before) if are_whole else None,
    )


def _is_whole(days: Sequence[AccountDay], name: str, length: int) -> bool:
    """Every day is there, is known, and will not change any more."""
    return len(days) == length and all(day.is_final and getattr(day, name) is not None for day in days)


def _post_figures(posts: Sequence[PostLine]) -> list[KeyFigure]:
    taken = max((post.taken_at for post in posts if post.taken_at), default=None)
    rate = engagement_rate(posts)
    measured = sum(1 for post in posts if engagement_rate([post]) is not None)
    return [
        KeyFigure("posts published", len(posts), len(posts), len(posts), "posts", "Autogram", None),
        KeyFigure("engagement rate by reach, %", rate, measured, len(posts), "posts", POST_SOURCE, taken),
    ]


def _formats(posts: Sequence[PostLine]) -> list[FormatFigure]:
    found = []
    for name in sorted({post.post_type for post in posts}):
        those = [post for post in posts if post.post_type == name]
        reached = [post.numbers["reach"] for post in those if post.numbers["reach"] is not None]
        average = sum(reached) / len(reached) if reached else None
        found.append(FormatFigure(name, len(those), len(reached), average, engagement_rate(those)))
    return found


def _notes(report: Report, days: Sequence[AccountDay], before: Sequence[AccountDay], length: int) -> list[str]:
    notes = ["A figure that Instagram did not give is shown as “—”, never as zero."]
    if report.account_id:
        notes.append("An account's days are Instagram's own: they end at midnight Pacific time.")
        if len(days) < length:
            notes.append(f"Of {length - len(days)} of {length} days nothing was measured; charts have gaps there.")
        if any(not day.is_final for day in days):
            notes.append("Instagram may still change the last days of this period.")
        if len(before) < length or len(days) < length:
            notes.append("There is no comparison, because one of the two periods was not measured completely.")
    return notes
