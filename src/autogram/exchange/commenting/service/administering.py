"""What an admin decides about producers."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.db import ReadSession
from autogram.core.paging import Page, cut_page
from autogram.core.runtime import Runtime
from autogram.exchange.commenting.errors import ProducerNotUsable
from autogram.exchange.commenting.models import ParticipantStatus, Producer
from autogram.exchange.commenting.queries import participants
from autogram.exchange.commenting.schemas import ProducerRead
from autogram.exchange.commenting.service.phones import phone
from autogram.exchange.commenting.service.refusals import as_app_error
from autogram.exchange.commenting.service.telling import tell_producer
from autogram.exchange.commenting.service.work import give_work
from autogram.exchange.community import service as communities
from autogram.identity.permissions import Actor
from autogram.instagram.web.errors import SessionExpired, WebError
from autogram.instagram.web.switch import require_unofficial_access


async def list_producers(
    session: ReadSession,
    actor: Actor,
    *,
    status: ParticipantStatus | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[ProducerRead]:
    """The community's producers, newest first."""
    community = await communities.require_community(session, actor.workspace_id)
    rows = participants.producers_page(community.id, status, cursor=cursor, limit=limit)
    found, following = cut_page(list(await session.scalars(rows)), limit)
    return Page(items=[ProducerRead.model_validate(one) for one in found], next_cursor=following)


async def approve_producer(session: AsyncSession, actor: Actor, producer_id: UUID) -> ProducerRead:
    """The account takes part from the next run on. Raises `ProducerNotFound`, `ProducerNotUsable`."""
    producer = await _producer(session, actor, producer_id)
    if not producer.is_verified:
        raise ProducerNotUsable("It has left, or was never proven by a login; it must register again.")
    producer.status, producer.decided_by, producer.decided_at = ParticipantStatus.ACTIVE, actor.user_id, clock.now()
    return await _done(session, actor, producer, "approved")


async def pause_producer(session: AsyncSession, actor: Actor, producer_id: UUID, reason: str) -> ProducerRead:
    """Nothing is sent in its name until somebody resumes; what waits still waits. Raises `ProducerNotFound`."""
    producer = await _producer(session, actor, producer_id)
    producer.paused_at = producer.paused_at or clock.now()
    return await _done(session, actor, producer, "paused", reason=reason)


async def resume_producer(runtime: Runtime, actor: Actor, producer_id: UUID) -> ProducerRead:
    """Sending goes on, if Instagram still knows the session; else nothing changes.

    Raises `ProducerNotFound`, `ProducerNotUsable`, `UnofficialAccessDisabled`, `ProducerMustAct`,
    `ProducerLoginUnusable`.
    """
    require_unofficial_access(runtime.settings)
    async with runtime.database.transaction() as session:
        await _producer(session, actor, producer_id)
        producer = await participants.locked_producer(session, producer_id, with_session=True)
        stored = producer.session if producer else None
    if stored is None:
        raise ProducerNotUsable("It has left; there is no session any more.")
    async with phone(runtime.settings, stored) as device:
        try:
            if not await device.is_alive():
                raise ProducerNotUsable(f"{SessionExpired.words} The producer must log in again.")
        except WebError as error:
            raise as_app_error(error) from None
    async with runtime.database.transaction() as session:
        producer = await _producer(session, actor, producer_id)
        producer.paused_at = producer.problem = None
        await give_work(session, [producer.id])
        return await _done(session, actor, producer, "resumed")


async def set_budget(session: AsyncSession, actor: Actor, producer_id: UUID, comments_per_hour: int) -> ProducerRead:
    """So many comments an hour at most, from the next one on. Raises `ProducerNotFound`."""
    producer = await _producer(session, actor, producer_id)
    producer.comments_per_hour = comments_per_hour
    return await _done(session, actor, producer, "budgeted", comments_per_hour=comments_per_hour)


async def delete_producer(session: AsyncSession, actor: Actor, producer_id: UUID) -> None:
    """Nothing of the account is left, neither its session nor the record of its texts. Raises `ProducerNotFound`."""
    producer = await _producer(session, actor, producer_id)
    _note(session, actor, producer, "deleted")
    await session.delete(producer)


async def _producer(session: AsyncSession, actor: Actor, producer_id: UUID) -> Producer:
    community = await communities.require_community(session, actor.workspace_id)
    return await participants.producer_of(session, community.id, producer_id)


async def _done(
    session: AsyncSession, actor: Actor, producer: Producer, act: str, **details: str | int
) -> ProducerRead:
    _note(session, actor, producer, act, **details)
    await tell_producer(session, actor.workspace_id, producer)
    await session.flush()
    return ProducerRead.model_validate(producer)


def _note(session: AsyncSession, actor: Actor, producer: Producer, act: str, **details: str | int) -> None:
    record(
        session,
        f"exchange.producer_{act}",
        f"producer:{producer.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        username=producer.username,
        **details,
    )
