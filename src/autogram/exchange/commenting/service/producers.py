"""Producers lend their account: proven by a login, approved by an admin, gone whenever they want."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.db import ReadSession
from autogram.core.runtime import Runtime
from autogram.exchange.commenting.errors import ProducerExists, ProducerLoginRefused
from autogram.exchange.commenting.models import ParticipantStatus, Producer
from autogram.exchange.commenting.queries import comments, participants
from autogram.exchange.commenting.schemas import (
    LogIn,
    ProducerChange,
    ProducerRead,
    ProducerRegister,
    ProducerRegistered,
)
from autogram.exchange.commenting.service.limits import spend_for_login
from autogram.exchange.commenting.service.logging_in import Proven, prove
from autogram.exchange.commenting.service.secrets import new_secret, stored_form
from autogram.exchange.commenting.service.telling import tell_producer
from autogram.exchange.commenting.service.work import give_work
from autogram.exchange.community.models import Community
from autogram.instagram.web.switch import require_unofficial_access

GONE = "The producer no longer writes comments."
ANOTHER_ACCOUNT = "This is another account than the one that is registered."


async def register_producer(
    runtime: Runtime, community: Community, wish: ProducerRegister, *, address: str | None = None
) -> ProducerRegistered:
    """The account is proven by a login and waits for an admin's approval; who was inactive waits again.

    The password and the code are used once, here. Raises `UnofficialAccessDisabled`, `ProducerExists`,
    `TooManyRequests`, `ProducerLoginRefused`, `ProducerMustAct`, `ProducerLoginUnusable`.
    """
    require_unofficial_access(runtime.settings)
    async with runtime.database.transaction() as session:
        _require_free(await participants.producer_named(session, community.id, wish.username))
    await spend_for_login(runtime, wish.username, address)
    proven = await prove(runtime.settings, wish.username, wish)
    async with runtime.database.transaction() as session:
        producer, is_new = await participants.make_producer(session, community.id, wish.username)
        if not is_new:
            _require_free(producer)
        secret, producer.link_hash = new_secret()
        producer.status, producer.decided_by, producer.decided_at = ParticipantStatus.PENDING, None, None
        producer.approval = wish.approval
        _keep(producer, proven)
        await _note(session, community, "exchange.producer_registered", producer)
        await session.flush()
        return ProducerRegistered(**ProducerRead.model_validate(producer).model_dump(), secret=secret)


def _require_free(producer: Producer | None) -> None:
    if producer is not None and producer.status is not ParticipantStatus.INACTIVE:
        raise ProducerExists(f"@{producer.username} is {producer.status.value}.")


def _keep(producer: Producer, proven: Proven) -> None:
    """The session is stored, encrypted; what was wrong with the one before no longer matters."""
    now = clock.now()
    producer.session, producer.instagram_id = proven.session, proven.instagram_id
    producer.is_verified, producer.verified_at = True, now
    producer.problem = producer.paused_at = None


async def producer_by_secret(session: ReadSession, community: Community, secret: str) -> ProducerRead:
    """What the account's owner sees. Raises `ProducerNotFound`."""
    found = await participants.producer_by_link(session, community.id, stored_form(secret))
    return ProducerRead.model_validate(found)


async def change_producer(
    session: AsyncSession, community: Community, secret: str, change: ProducerChange
) -> ProducerRead:
    """From now on texts wait for the producer, or do not; what waits already still waits."""
    producer = await participants.producer_by_link(session, community.id, stored_form(secret), lock=True)
    producer.approval = change.approval
    await _note(session, community, "exchange.producer_changed", producer)
    await session.flush()
    return ProducerRead.model_validate(producer)


async def renew_session(
    runtime: Runtime, community: Community, secret: str, wish: LogIn, *, address: str | None = None
) -> ProducerRead:
    """A new session takes the place of one that has ended, and writing goes on if only that was in its way.

    Raises `ProducerNotFound` and what `register_producer` raises.
    """
    require_unofficial_access(runtime.settings)
    async with runtime.database.reading() as reading:
        known = await participants.producer_by_link(reading, community.id, stored_form(secret))
    await spend_for_login(runtime, known.username, address)
    proven = await prove(runtime.settings, known.username, wish)
    if known.instagram_id not in {None, proven.instagram_id}:
        raise ProducerLoginRefused(ANOTHER_ACCOUNT, refusal="another-account")
    async with runtime.database.transaction() as session:
        producer = await participants.producer_by_link(session, community.id, stored_form(secret), lock=True)
        # An admin's pause has no problem, and stays.
        paused_at = producer.paused_at if producer.problem is None else None
        _keep(producer, proven)
        producer.paused_at = paused_at
        await give_work(session, [producer.id])
        await _note(session, community, "exchange.producer_logged_in", producer)
        await session.flush()
        return ProducerRead.model_validate(producer)


async def leave_as_producer(session: AsyncSession, community: Community, secret: str) -> None:
    """The session is erased, what waits is cancelled, the secret opens nothing any more. Raises `ProducerNotFound`."""
    producer = await participants.producer_by_link(session, community.id, stored_form(secret), lock=True)
    await end_producer(session, producer)
    await _note(session, community, "exchange.producer_left", producer)


async def end_producer(session: AsyncSession, producer: Producer) -> None:
    """Nothing is left with which anybody could write in its name; what it has written stays on record."""
    producer.session = producer.link_hash = producer.problem = producer.paused_at = None
    producer.is_verified, producer.status = False, ParticipantStatus.INACTIVE
    await comments.cancel_unsent(session, GONE, producer_id=producer.id)


async def _note(session: AsyncSession, community: Community, action: str, producer: Producer) -> None:
    record(
        session,
        action,
        f"producer:{producer.id}",
        workspace_id=community.workspace_id,
        username=producer.username,
        approval=producer.approval.value,
    )
    await tell_producer(session, community.workspace_id, producer)
