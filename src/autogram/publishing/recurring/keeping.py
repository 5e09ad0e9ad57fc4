"""Setting up, changing, pausing and ending recurring posts."""

from datetime import timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content import service as content
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.paging import Page, cut_page, newest_first
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor
from autogram.publishing import service
from autogram.publishing.errors import RecurringPostNotFound
from autogram.publishing.models import RecurringPost
from autogram.publishing.recurring.days import occurrences
from autogram.publishing.recurring.making import make_posts, today_of, withdraw_posts
from autogram.publishing.recurring.schemas import RecurringCreate, RecurringFilter, RecurringRead, RecurringUpdate
from autogram.publishing.schemas import PostCreate

SHOWN_TIMES = 3
# As far as anybody looks for the next times: something may recur once a year.
LOOKED_AHEAD = timedelta(days=800)
CHANGEABLE = ("weekdays", "wall_clock", "time_zone", "every_weeks", "is_active")


async def create_recurring(
    settings: Settings, session: AsyncSession, actor: Actor, wish: RecurringCreate
) -> RecurringRead:
    """It recurs from now on, and the posts of the coming days are there. Raises what `create_post` raises."""
    recurring = RecurringPost(
        workspace_id=actor.workspace_id,
        created_by=actor.user_id,
        time_zone=wish.time_zone,
        weekdays=sorted(set(wish.weekdays)),
        wall_clock=wish.wall_clock,
        every_weeks=wish.every_weeks,
        last_day=wish.last_day,
        is_active=True,
    )
    recurring.first_day = wish.first_day or today_of(recurring)
    await _set_template(session, actor, recurring, wish.template)
    session.add(recurring)
    await _settle(settings, session, actor, recurring, "recurring_posts.create")
    return as_read(recurring)


async def update_recurring(
    settings: Settings, session: AsyncSession, actor: Actor, recurring_id: UUID, wish: RecurringUpdate
) -> RecurringRead:
    """It recurs as changed; posts that were made ahead and not touched are made anew, or gone if it pauses."""
    recurring = await _get(session, actor.workspace_id, recurring_id, lock=True)
    for name in CHANGEABLE:
        if (value := getattr(wish, name)) is not None:
            setattr(recurring, name, value)
    if "last_day" in wish.model_fields_set:
        recurring.last_day = wish.last_day
    if wish.template is not None:
        await _set_template(session, actor, recurring, wish.template)
    await withdraw_posts(session, actor, recurring)
    await _settle(settings, session, actor, recurring, "recurring_posts.update")
    return as_read(recurring)


async def delete_recurring(session: AsyncSession, actor: Actor, recurring_id: UUID) -> None:
    """It recurs no more; posts that were made ahead and not touched are gone, all others stay."""
    recurring = await _get(session, actor.workspace_id, recurring_id, lock=True)
    await withdraw_posts(session, actor, recurring)
    await content.release_media(session, subject=_subject(recurring))
    await session.delete(recurring)
    _audit(session, actor, recurring, "recurring_posts.delete")


async def read_recurring(session: ReadSession, workspace_id: UUID, recurring_id: UUID) -> RecurringRead:
    return as_read(await _get(session, workspace_id, recurring_id))


async def list_recurring(session: ReadSession, workspace_id: UUID, wanted: RecurringFilter) -> Page[RecurringRead]:
    """What recurs in the workspace, newest first."""
    rows = select(RecurringPost).where(RecurringPost.workspace_id == workspace_id)
    page = newest_first(rows, RecurringPost.created_at, RecurringPost.id, cursor=wanted.cursor, limit=wanted.limit)
    found, following = cut_page((await session.scalars(page)).all(), wanted.limit)
    return Page(items=[as_read(recurring) for recurring in found], next_cursor=following)


def as_read(recurring: RecurringPost) -> RecurringRead:
    """With the next times, if it does not pause."""
    read = RecurringRead.model_validate(recurring)
    if recurring.is_active:
        today = today_of(recurring)
        coming = (moment for _, moment in occurrences(recurring, today, today + LOOKED_AHEAD) if moment > clock.now())
        read.next_times = list(islice(coming, SHOWN_TIMES))
    return read


async def _get(
    session: AsyncSession | ReadSession, workspace_id: UUID, recurring_id: UUID, *, lock: bool = False
) -> RecurringPost:
    found = select(RecurringPost).where(RecurringPost.id == recurring_id, RecurringPost.workspace_id == workspace_id)
    recurring = await session.scalar(found.with_for_update() if lock else found)
    if recurring is None:
        raise RecurringPostNotFound(recurring_post_id=str(recurring_id))
    return recurring


async def _set_template(session: AsyncSession, actor: Actor, recurring: RecurringPost, wish: PostCreate) -> None:
    if wish.scheduled_time is not None or wish.time_zone is not None:
        raise InvalidInput([FieldError("template.scheduled_time", "stands beside the template: wall_clock, time_zone")])
    with session.no_autoflush:
        template = await service.checked(session, actor, wish)
    assert template.account_id is not None
    recurring.account_id = template.account_id
    recurring.template = template.model_dump(mode="json", exclude_none=True)


async def _settle(
    settings: Settings, session: AsyncSession, actor: Actor, recurring: RecurringPost, action: str
) -> None:
    if recurring.last_day is not None and recurring.last_day < recurring.first_day:
        raise InvalidInput([FieldError("last_day", "lies before first_day")])
    await session.flush()
    await content.release_media(session, subject=_subject(recurring))
    template = PostCreate.model_validate(recurring.template)
    held = [entry.media_id for entry in template.media]
    held += [template.cover_media_id] if template.cover_media_id else []
    await content.hold_media(session, recurring.workspace_id, held, subject=_subject(recurring))
    if recurring.is_active:
        await make_posts(settings, session, recurring)
        await session.flush()
    _audit(session, actor, recurring, action)


def _subject(recurring: RecurringPost) -> str:
    return f"recurring_post:{recurring.id}"


def _audit(session: AsyncSession, actor: Actor, recurring: RecurringPost, action: str) -> None:
    audit.record(session, action, _subject(recurring), actor_id=actor.user_id, workspace_id=actor.workspace_id)
