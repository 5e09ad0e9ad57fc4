"""Consumers and producers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from autogram.core.ids import new_id
from autogram.core.paging import newest_first
from autogram.exchange.commenting.errors import ConsumerNotFound, ProducerNotFound
from autogram.exchange.commenting.models import Consumer, ParticipantStatus, Producer


async def consumer_of(session: AsyncSession, community_id: UUID, consumer_id: UUID) -> Consumer:
    """The consumer, locked. Raises `ConsumerNotFound`."""
    wanted = select(Consumer).where(Consumer.id == consumer_id, Consumer.community_id == community_id)
    found = await session.scalar(wanted.with_for_update())
    if found is None:
        raise ConsumerNotFound
    return found


async def locked_consumer(session: AsyncSession, consumer_id: UUID) -> Consumer | None:
    wanted = select(Consumer).where(Consumer.id == consumer_id).with_for_update()
    found: Consumer | None = await session.scalar(wanted.execution_options(populate_existing=True))
    return found


async def consumer_by_link(
    session: AsyncSession, community_id: UUID, link_hash: str, *, lock: bool = False
) -> Consumer:
    """Whose secret it is. Raises `ConsumerNotFound`."""
    wanted = select(Consumer).where(Consumer.link_hash == link_hash, Consumer.community_id == community_id)
    found = await session.scalar(wanted.with_for_update() if lock else wanted)
    if found is None:
        raise ConsumerNotFound
    return found


async def make_consumer(session: AsyncSession, community_id: UUID, username: str) -> tuple[Consumer, bool]:
    """The consumer of this name, locked, and whether it is new. Two at once make one."""
    row = {"id": new_id(), "community_id": community_id, "username": username, "status": ParticipantStatus.PENDING}
    made = await session.scalar(insert(Consumer).values(**row).on_conflict_do_nothing().returning(Consumer.id))
    wanted = select(Consumer).where(Consumer.community_id == community_id, Consumer.username == username)
    return (await session.scalars(wanted.with_for_update())).one(), made is not None


async def next_consumer(session: AsyncSession, community_id: UUID, after_number: int) -> Consumer | None:
    """The active consumer that comes after this number."""
    wanted = select(Consumer).where(
        Consumer.community_id == community_id,
        Consumer.status == ParticipantStatus.ACTIVE,
        Consumer.number > after_number,
    )
    return await session.scalar(wanted.order_by(Consumer.number).limit(1))


def consumers_page(
    community_id: UUID, status: ParticipantStatus | None, *, cursor: str | None, limit: int
) -> Select[Consumer]:
    rows = select(Consumer).where(Consumer.community_id == community_id)
    rows = rows.where(Consumer.status == status) if status else rows
    return newest_first(rows, Consumer.created_at, Consumer.id, cursor=cursor, limit=limit)


async def producer_of(session: AsyncSession, community_id: UUID, producer_id: UUID) -> Producer:
    """The producer, locked. Raises `ProducerNotFound`."""
    found = await locked_producer(session, producer_id)
    if found is None or found.community_id != community_id:
        raise ProducerNotFound
    return found


async def producer_by_link(
    session: AsyncSession, community_id: UUID, link_hash: str, *, lock: bool = False
) -> Producer:
    """Whose secret it is. Raises `ProducerNotFound`."""
    wanted = select(Producer).where(Producer.link_hash == link_hash, Producer.community_id == community_id)
    found = await session.scalar(wanted.with_for_update() if lock else wanted)
    if found is None:
        raise ProducerNotFound
    return found


async def producer_named(session: AsyncSession, community_id: UUID, username: str) -> Producer | None:
    """The producer of this name, locked."""
    wanted = select(Producer).where(Producer.community_id == community_id, Producer.username == username)
    found: Producer | None = await session.scalar(wanted.with_for_update())
    return found


async def make_producer(session: AsyncSession, community_id: UUID, username: str) -> tuple[Producer, bool]:
    """The producer of this name, locked, and whether it is new. Two at once make one."""
    row = {"id": new_id(), "community_id": community_id, "username": username, "status": ParticipantStatus.PENDING}
    made = await session.scalar(insert(Producer).values(**row).on_conflict_do_nothing().returning(Producer.id))
    found = await producer_named(session, community_id, username)
    assert found is not None, "it is there now, and locked rows are not deleted"
    return found, made is not None


async def locked_producer(session: AsyncSession, producer_id: UUID, *, with_session: bool = False) -> Producer | None:
    """The producer, locked; with its session decrypted, if asked for."""
    wanted = select(Producer).where(Producer.id == producer_id).with_for_update()
    # What the identity map holds may be older than the lock.
    wanted = wanted.execution_options(populate_existing=True)
    return await session.scalar(wanted.options(undefer(Producer.session)) if with_session else wanted)


async def writing_producers(session: AsyncSession, community_id: UUID, *, lock: bool = False) -> Sequence[Producer]:
    """Producers who could write: approved, proven, and not paused; locked against their leaving, if asked for."""
    wanted = select(Producer).where(
        Producer.community_id == community_id,
        Producer.status == ParticipantStatus.ACTIVE,
        Producer.is_verified,
        Producer.paused_at.is_(None),
    )
    wanted = wanted.order_by(Producer.number).execution_options(populate_existing=True)
    return (await session.scalars(wanted.with_for_update(read=True) if lock else wanted)).all()


def producers_page(
    community_id: UUID, status: ParticipantStatus | None, *, cursor: str | None, limit: int
) -> Select[Producer]:
    rows = select(Producer).where(Producer.community_id == community_id)
    rows = rows.where(Producer.status == status) if status else rows
    return newest_first(rows, Producer.created_at, Producer.id, cursor=cursor, limit=limit)
