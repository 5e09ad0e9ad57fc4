"""Consumers: who registers, waits for an admin, receives comments, and leaves."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.db import ReadSession
from autogram.core.live import announce
from autogram.core.paging import Page, cut_page
from autogram.exchange.commenting.errors import ConsumerExists, ConsumerHasLeft
from autogram.exchange.commenting.models import Consumer, ParticipantStatus
from autogram.exchange.commenting.queries import comments, participants
from autogram.exchange.commenting.schemas import ConsumerRead, ConsumerRegister, ConsumerRegistered
from autogram.exchange.commenting.service.secrets import new_secret, stored_form
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.identity.permissions import Actor

GONE = "The consumer no longer receives comments."


async def register_consumer(session: AsyncSession, community: Community, wish: ConsumerRegister) -> ConsumerRegistered:
    """The account waits for an admin's approval; who was inactive waits again. Raises `ConsumerExists`."""
    consumer, is_new = await participants.make_consumer(session, community.id, wish.username)
    if not is_new and consumer.status is not ParticipantStatus.INACTIVE:
        raise ConsumerExists(f"@{wish.username} is {consumer.status.value}.")
    secret, consumer.link_hash = new_secret()
    consumer.status, consumer.decided_by, consumer.decided_at = ParticipantStatus.PENDING, None, None
    consumer.tone, consumer.wishes = wish.tone, wish.wishes
    record(
        session,
        "exchange.consumer_registered",
        f"consumer:{consumer.id}",
        workspace_id=community.workspace_id,
        username=wish.username,
    )
    await _tell(session, community, consumer)
    await session.flush()
    return ConsumerRegistered(**ConsumerRead.model_validate(consumer).model_dump(), secret=secret)


async def consumer_by_secret(session: ReadSession, community: Community, secret: str) -> ConsumerRead:
    """What the account's owner sees. Raises `ConsumerNotFound`."""
    found = await participants.consumer_by_link(session, community.id, stored_form(secret))
    return ConsumerRead.model_validate(found)


async def leave_as_consumer(session: AsyncSession, community: Community, secret: str) -> None:
    """The account receives nothing more, and the secret opens nothing any more. Raises `ConsumerNotFound`."""
    consumer = await participants.consumer_by_link(session, community.id, stored_form(secret), lock=True)
    await _end(session, consumer)
    consumer.link_hash = None
    record(session, "exchange.consumer_left", f"consumer:{consumer.id}", workspace_id=community.workspace_id)
    await _tell(session, community, consumer)


async def list_consumers(
    session: ReadSession,
    actor: Actor,
    *,
    status: ParticipantStatus | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[ConsumerRead]:
    """The community's consumers, newest first."""
    community = await communities.require_community(session, actor.workspace_id)
    rows = participants.consumers_page(community.id, status, cursor=cursor, limit=limit)
    found, following = cut_page(list(await session.scalars(rows)), limit)
    return Page(items=[ConsumerRead.model_validate(one) for one in found], next_cursor=following)


async def approve_consumer(session: AsyncSession, actor: Actor, consumer_id: UUID) -> ConsumerRead:
    """The account receives comments from the next run on. Raises `ConsumerNotFound`, `ConsumerHasLeft`."""
    community = await communities.require_community(session, actor.workspace_id)
    consumer = await participants.consumer_of(session, community.id, consumer_id)
    if consumer.link_hash is None:
        raise ConsumerHasLeft
    return await _decide(session, actor, community, consumer, ParticipantStatus.ACTIVE)


async def deactivate_consumer(session: AsyncSession, actor: Actor, consumer_id: UUID) -> ConsumerRead:
    """The account receives nothing more until an admin approves it again. Raises `ConsumerNotFound`."""
    community = await communities.require_community(session, actor.workspace_id)
    consumer = await participants.consumer_of(session, community.id, consumer_id)
    await _end(session, consumer)
    return await _decide(session, actor, community, consumer, ParticipantStatus.INACTIVE)


async def delete_consumer(session: AsyncSession, actor: Actor, consumer_id: UUID) -> None:
    """Nothing of the account is left, nor of what was written for it. Raises `ConsumerNotFound`."""
    community = await communities.require_community(session, actor.workspace_id)
    consumer = await participants.consumer_of(session, community.id, consumer_id)
    _note(session, actor, "exchange.consumer_deleted", consumer)
    await session.delete(consumer)


async def _end(session: AsyncSession, consumer: Consumer) -> None:
    consumer.status = ParticipantStatus.INACTIVE
    await comments.cancel_unsent(session, GONE, consumer_id=consumer.id)


async def _decide(
    session: AsyncSession, actor: Actor, community: Community, consumer: Consumer, status: ParticipantStatus
) -> ConsumerRead:
    consumer.status, consumer.decided_by, consumer.decided_at = status, actor.user_id, clock.now()
    _note(
        session, actor, f"exchange.consumer_{'approved' if status is ParticipantStatus.ACTIVE else 'ended'}", consumer
    )
    await _tell(session, community, consumer)
    await session.flush()
    return ConsumerRead.model_validate(consumer)


def _note(session: AsyncSession, actor: Actor, action: str, consumer: Consumer) -> None:
    record(
        session,
        action,
        f"consumer:{consumer.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        username=consumer.username,
    )


async def _tell(session: AsyncSession, community: Community, consumer: Consumer) -> None:
    about = {"consumer_id": consumer.id, "status": consumer.status.value}
    await announce(session, community.workspace_id, "exchange.consumer_changed", **about)
