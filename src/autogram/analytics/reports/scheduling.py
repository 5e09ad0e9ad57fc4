"""Reports that go out by mail by themselves."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.analytics.models import Frequency, Report, ReportSchedule
from autogram.analytics.reports.errors import ReportScheduleNotFound
from autogram.analytics.reports.mailing import require_mail
from autogram.analytics.reports.schemas import ReportScheduleWrite
from autogram.analytics.reports.service import KEPT, start_report
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.paging import cut_page, newest_first
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor


async def create_schedule(
    settings: Settings, session: AsyncSession, actor: Actor, wish: ReportScheduleWrite
) -> ReportSchedule:
    """The report goes out from now on. Raises `AccountNotFound`, `MailNotConfigured`."""
    require_mail(settings)
    await accounts.account_brief(session, wish.account_id, workspace_id=actor.workspace_id)
    schedule = ReportSchedule(workspace_id=actor.workspace_id, created_by=actor.user_id, **wish.model_dump())
    schedule.next_at = _next_of(schedule)
    session.add(schedule)
    await session.flush()
    _audit(session, actor, schedule, "create")
    return schedule


async def change_schedule(
    settings: Settings, session: AsyncSession, actor: Actor, schedule_id: UUID, wish: ReportScheduleWrite
) -> ReportSchedule:
    """Raises `ReportScheduleNotFound`, `AccountNotFound`, `MailNotConfigured`."""
    schedule = await get_schedule(session, actor.workspace_id, schedule_id)
    if wish.is_active:
        require_mail(settings)
    await accounts.account_brief(session, wish.account_id, workspace_id=actor.workspace_id)
    for name, value in wish.model_dump().items():
        setattr(schedule, name, value)
    schedule.next_at = _next_of(schedule)
    await session.flush()
    _audit(session, actor, schedule, "change")
    return schedule


async def delete_schedule(session: AsyncSession, actor: Actor, schedule_id: UUID) -> None:
    """Nothing goes out any more; reports that were made stay. Raises `ReportScheduleNotFound`."""
    schedule = await get_schedule(session, actor.workspace_id, schedule_id)
    await session.delete(schedule)
    _audit(session, actor, schedule, "delete")


async def send_now(settings: Settings, session: AsyncSession, actor: Actor, schedule_id: UUID) -> Report:
    """The last finished period goes out now; the next regular one stays. Raises `ReportScheduleNotFound`."""
    require_mail(settings)
    schedule = await get_schedule(session, actor.workspace_id, schedule_id)
    report = await _start(session, schedule, clock.now())
    _audit(session, actor, schedule, "send_now")
    return report


async def list_schedules(
    session: ReadSession, workspace_id: UUID, *, cursor: str | None, limit: int
) -> tuple[list[ReportSchedule], str | None]:
    """One page, newest first, and the cursor of the next."""
    rows = select(ReportSchedule).where(ReportSchedule.workspace_id == workspace_id)
    page = newest_first(rows, ReportSchedule.created_at, ReportSchedule.id, cursor=cursor, limit=limit)
    return cut_page((await session.scalars(page)).all(), limit)


async def get_schedule(session: AsyncSession | ReadSession, workspace_id: UUID, schedule_id: UUID) -> ReportSchedule:
    """Raises `ReportScheduleNotFound`."""
    row = select(ReportSchedule).where(ReportSchedule.id == schedule_id, ReportSchedule.workspace_id == workspace_id)
    found = await session.scalar(row)
    if found is None:
        raise ReportScheduleNotFound(schedule_id=str(schedule_id))
    return found


async def start_due(session: AsyncSession) -> None:
    """Each schedule whose hour has come has its report, and its next hour, in one transaction: none goes out twice.

    After a long absence one report goes out, of the last finished period.
    """
    now = clock.now()
    due = select(ReportSchedule).where(ReportSchedule.is_active, ReportSchedule.next_at <= now)
    for schedule in (await session.scalars(due.with_for_update(skip_locked=True))).all():
        await _start(session, schedule, now)
        schedule.next_at = _next_of(schedule)


def last_period(frequency: Frequency, today: date) -> tuple[date, date]:
    """The last week (from Monday) or month that is over."""
    if frequency is Frequency.WEEKLY:
        monday = today - timedelta(days=today.weekday() + 7)
        return monday, monday + timedelta(days=6)
    ends = today.replace(day=1) - timedelta(days=1)
    return ends.replace(day=1), ends


def next_moment(frequency: Frequency, hour: int, zone: ZoneInfo, now: datetime) -> datetime:
    """The next Monday or first of a month at this hour of the zone."""
    day = now.astimezone(zone).date()
    while True:
        is_day = day.weekday() == 0 if frequency is Frequency.WEEKLY else day.day == 1
        moment = datetime.combine(day, time(hour), zone)
        if is_day and moment > now:
            return moment
        day += timedelta(days=1)


async def _start(session: AsyncSession, schedule: ReportSchedule, now: datetime) -> Report:
    first_day, last_day = last_period(schedule.frequency, now.astimezone(ZoneInfo(schedule.time_zone)).date())
    report = Report(
        workspace_id=schedule.workspace_id,
        requested_by=schedule.created_by,
        schedule_id=schedule.id,
        account_id=schedule.account_id,
        format=schedule.format,
        first_day=first_day,
        last_day=last_day,
        time_zone=schedule.time_zone,
        recipients=list(schedule.recipients),
        expires_at=now + KEPT,
    )
    await start_report(session, report)
    schedule.last_report_id = report.id
    return report


def _next_of(schedule: ReportSchedule) -> datetime | None:
    if not schedule.is_active:
        return None
    return next_moment(schedule.frequency, schedule.hour, ZoneInfo(schedule.time_zone), clock.now())


def _audit(session: AsyncSession, actor: Actor, schedule: ReportSchedule, act: str) -> None:
    audit.record(
        session,
        f"report_schedules.{act}",
        f"report_schedule:{schedule.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
    )
