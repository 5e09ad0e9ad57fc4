"""The posts of the coming days, each made once."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.errors import AppError
from autogram.core.runtime import Runtime
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor
from autogram.publishing import service
from autogram.publishing.models import Post, PostStatus, RecurringPost
from autogram.publishing.recurring.days import occurrences
from autogram.publishing.schemas import Machine, Occurrence, PostCreate

DAYS_AHEAD = 14


async def make_all(runtime: Runtime) -> None:
    """Everything that recurs has its posts of the coming days; each recurring post in a transaction of its own."""
    async with runtime.database.reading() as session:
        ids = list(await session.scalars(select(RecurringPost.id).where(RecurringPost.is_active)))
    for recurring_id in ids:
        async with runtime.database.transaction() as session:
            wanted = select(RecurringPost).where(RecurringPost.id == recurring_id, RecurringPost.is_active)
            recurring = await session.scalar(wanted.with_for_update())
            if recurring is not None:
                await make_posts(runtime.settings, session, recurring)


async def make_posts(settings: Settings, session: AsyncSession, recurring: RecurringPost) -> None:
    """The posts up to `made_until` are there, or `problem` says why the next one is not. The row is locked."""
    today = today_of(recurring)
    horizon = today + timedelta(days=DAYS_AHEAD)
    first = max(today, recurring.made_until + timedelta(days=1)) if recurring.made_until else today
    made = await _made_days(session, recurring, first)
    recurring.problem = None
    for day, moment in occurrences(recurring, first, horizon):
        if day not in made and moment > clock.now():
            try:
                async with session.begin_nested():
                    await _make(settings, session, recurring, day, moment)
            except AppError as error:
                recurring.problem = f"{day}: {error.detail}"
                recurring.made_until = day - timedelta(days=1)
                return
    recurring.made_until = horizon


async def withdraw_posts(session: AsyncSession, actor: Actor, recurring: RecurringPost) -> None:
    """Posts that were made ahead and that nobody has touched are gone, and their days are free again."""
    untouched = select(Post).where(
        Post.recurring_id == recurring.id,
        Post.occurrence.is_not(None),
        Post.status == PostStatus.SCHEDULED,
        Post.revision == 1,
        Post.publish_at > clock.now(),
        Post.deleted_at.is_(None),
    )
    for post in (await session.scalars(untouched.with_for_update())).all():
        await service.delete_post(session, actor, post.id)
        post.occurrence = None
    recurring.made_until = None
    await session.flush()


def today_of(recurring: RecurringPost) -> date:
    return clock.now().astimezone(ZoneInfo(recurring.time_zone)).date()


async def _make(
    settings: Settings, session: AsyncSession, recurring: RecurringPost, day: date, moment: datetime
) -> None:
    wish = PostCreate.model_validate(recurring.template).model_copy(
        update={"scheduled_time": moment, "time_zone": recurring.time_zone}
    )
    author = Machine(recurring.workspace_id, recurring.created_by)
    await service.create_post(settings, session, author, wish, occurrence=Occurrence(recurring.id, day))


async def _made_days(session: AsyncSession, recurring: RecurringPost, first: date) -> set[date | None]:
    """Days that have had their post, also if it was deleted since."""
    wanted = select(Post.occurrence).where(Post.recurring_id == recurring.id, Post.occurrence >= first)
    return set(await session.scalars(wanted))
