"""Weekly slots, and the next one that is free."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.ids import new_id
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor
from autogram.publishing import queries
from autogram.publishing.calendar.schemas import NextSlot, SlotCreate
from autogram.publishing.errors import NoFreeSlot, SlotNotFound
from autogram.publishing.models import Post, PostingSlot
from autogram.publishing.schemas import PostRead, PostSchedule
from autogram.publishing.service.planning import schedule_post

WEEKS_AHEAD = 26
# A post needs a little while to be prepared.
SOONEST = timedelta(minutes=2)


async def add_slots(session: AsyncSession, actor: Actor, wish: SlotCreate) -> list[PostingSlot]:
    """The account has these slots, each once. Raises `AccountNotFound`."""
    account = await accounts.account_brief(session, wish.account_id, workspace_id=actor.workspace_id)
    rows = [
        {
            "id": new_id(),
            "workspace_id": actor.workspace_id,
            "account_id": account.id,
            "weekday": weekday,
            "wall_clock": wish.wall_clock,
            "time_zone": wish.time_zone,
            "created_at": clock.now(),
            "updated_at": clock.now(),
        }
        for weekday in sorted(set(wish.weekdays))
    ]
    await session.execute(insert(PostingSlot).values(rows).on_conflict_do_nothing())
    audit.record(
        session,
        "slots.add",
        f"account:{account.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        weekdays=wish.weekdays,
        wall_clock=wish.wall_clock,
    )
    return await slots_of(session, actor.workspace_id, account.id)


async def slots_of(
    session: AsyncSession | ReadSession, workspace_id: UUID, account_id: UUID | None, *, lock: bool = False
) -> list[PostingSlot]:
    """The slots of one account, or of all, in the order of the week."""
    wanted = select(PostingSlot).where(PostingSlot.workspace_id == workspace_id)
    if account_id is not None:
        wanted = wanted.where(PostingSlot.account_id == account_id)
    in_order = wanted.order_by(PostingSlot.weekday, PostingSlot.wall_clock, PostingSlot.id)
    return list((await session.scalars(in_order.with_for_update() if lock else in_order)).all())


async def delete_slot(session: AsyncSession, actor: Actor, slot_id: UUID) -> None:
    """The slot is gone; what was planned for it stays planned. Raises `SlotNotFound`."""
    slot = await session.get(PostingSlot, slot_id)
    if slot is None or slot.workspace_id != actor.workspace_id:
        raise SlotNotFound(slot_id=str(slot_id))
    await session.delete(slot)
    audit.record(session, "slots.delete", f"slot:{slot_id}", actor_id=actor.user_id, workspace_id=actor.workspace_id)


async def next_slot(
    session: AsyncSession | ReadSession, workspace_id: UUID, account_id: UUID, *, lock: bool = False
) -> NextSlot:
    """The first slot at which the account has nothing planned. Raises `AccountNotFound`, `NoFreeSlot`."""
    await accounts.account_brief(session, account_id, workspace_id=workspace_id)
    slots = await slots_of(session, workspace_id, account_id, lock=lock)
    if not slots:
        raise NoFreeSlot("The account has no posting slots. Add some, or name a time.")
    now = clock.now()
    taken = await _taken(session, account_id, now)
    for moment, slot in _occurrences(slots, now + SOONEST):
        if moment not in taken:
            wall = moment.astimezone(ZoneInfo(slot.time_zone)).replace(tzinfo=None).isoformat(timespec="seconds")
            return NextSlot(
                slot_id=slot.id,
                account_id=account_id,
                scheduled_time=moment,
                wall_clock=wall,
                time_zone=slot.time_zone,
            )
    raise NoFreeSlot(f"Every slot of the next {WEEKS_AHEAD} weeks is taken.")


async def schedule_into_next_slot(settings: Settings, session: AsyncSession, actor: Actor, post_id: UUID) -> PostRead:
    """The post goes out at its account's next free slot, which nobody else gets.

    Raises `PostNotFound`, `NoFreeSlot`, and what `schedule_post` raises.
    """
    post = await queries.get_post(session, post_id, workspace_id=actor.workspace_id)
    # Two people at once are served one after the other.
    slot = await next_slot(session, actor.workspace_id, post.account_id, lock=True)
    when = PostSchedule(scheduled_time=slot.scheduled_time, time_zone=slot.time_zone)
    return await schedule_post(settings, session, actor, post_id, when)


async def _taken(session: AsyncSession | ReadSession, account_id: UUID, since: datetime) -> set[datetime]:
    wanted = select(Post.publish_at).where(
        Post.account_id == account_id, Post.publish_at >= since, Post.deleted_at.is_(None)
    )
    return {moment.astimezone(UTC) for moment in await session.scalars(wanted) if moment}


def _occurrences(slots: Sequence[PostingSlot], after: datetime) -> Iterator[tuple[datetime, PostingSlot]]:
    """Every moment of the slots after that one, in their order; hours that the clocks skip are left out."""
    for week in range(WEEKS_AHEAD + 1):
        found = [(moment, slot) for slot in slots if (moment := _moment(slot, after, week)) and moment > after]
        yield from sorted(found, key=lambda pair: pair[0])


def _moment(slot: PostingSlot, after: datetime, week: int) -> datetime | None:
    zone = ZoneInfo(slot.time_zone)
    today = after.astimezone(zone).date()
    day = today + timedelta(days=(slot.weekday - today.weekday()) % 7 + 7 * week)
    wall = datetime.combine(day, time.fromisoformat(slot.wall_clock))
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == wall else None
