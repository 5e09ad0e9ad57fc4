"""`/api/consumer` and `/api/producer`: who wishes for comments, and who lends an account to write them."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.compat.exchange.asking import LinkSecret, SwitchedOn
from autogram.compat.exchange.shapes import Participant, ParticipantRegistered, Provider, ProviderRegistered, Told
from autogram.core.db import Reading, ReadSession, Session
from autogram.exchange.commenting import service
from autogram.exchange.commenting.errors import ConsumerNotFound, ProducerNotFound
from autogram.exchange.commenting.schemas import (
    Code,
    ConsumerRead,
    ConsumerRegister,
    Password,
    ProducerRead,
    ProducerRegister,
    Tone,
    Username,
)
from autogram.exchange.community import service as communities
from autogram.exchange.community.names import normal_username
from autogram.identity.access import ClientAddress, Running, public


async def _counted(runtime: Running, address: ClientAddress) -> str:
    """A stranger's request counts against their address. Raises `TooManyRequests`."""
    await service.spend_for_address(runtime, address)
    return address


Counted = Annotated[str, Depends(_counted)]
router = APIRouter(prefix="/api", dependencies=[public])


class ConsumerBody(BaseModel):
    """An account that wishes to receive comments."""

    instagram_id: Username
    comment_tone: Tone | None = None
    special_requests: Annotated[str | None, Field(max_length=500)] = None


class ProducerBody(BaseModel):
    """An account that lends itself. Password and code are used once, now; the code only if Instagram asks for one."""

    instagram_id: Username
    password: Password
    verification_code: Code = None


@router.post("/consumer", status_code=201)
async def register_consumer(
    body: ConsumerBody, runtime: SwitchedOn, _address: Counted, session: Session
) -> ParticipantRegistered:
    """Ask for comments below an account's posts. An admin decides."""
    community = await communities.front_community(session)
    wish = ConsumerRegister(username=body.instagram_id, tone=body.comment_tone, wishes=body.special_requests)
    made = await service.register_consumer(session, community, wish)
    return ParticipantRegistered.of_account(made, secret=made.secret)


@router.get("/consumer/{instagram_id}")
async def read_consumer(instagram_id: str, _address: Counted, session: Reading, secret: LinkSecret) -> Participant:
    """What became of one's own registration."""
    mine = await _own_consumer(session, instagram_id, secret)
    return Participant.of_account(mine)


@router.delete("/consumer/{instagram_id}")
async def leave_as_consumer(instagram_id: str, _address: Counted, session: Session, secret: LinkSecret) -> Told:
    """Receive nothing more."""
    mine = await _own_consumer(session, instagram_id, secret)
    await service.leave_as_consumer(session, await communities.front_community(session), secret)
    return Told(message=f"{mine.username} receives no comments any more")


@router.post("/producer", status_code=201)
async def register_producer(body: ProducerBody, runtime: SwitchedOn, address: Counted) -> ProviderRegistered:
    """Lend an account. It is proven by a login at once; the password is not stored. An admin decides."""
    async with runtime.database.reading() as session:
        community = await communities.front_community(session)
    wish = ProducerRegister(username=body.instagram_id, password=body.password, code=body.verification_code)
    made = await service.register_producer(runtime, community, wish, address=address)
    return ProviderRegistered.of_producer(made, secret=made.secret)


@router.get("/producer/{instagram_id}")
async def read_producer(instagram_id: str, _address: Counted, session: Reading, secret: LinkSecret) -> Provider:
    """What became of one's own registration."""
    mine = await _own_producer(session, instagram_id, secret)
    return Provider.of_producer(mine)


@router.delete("/producer/{instagram_id}")
async def leave_as_producer(instagram_id: str, _address: Counted, session: Session, secret: LinkSecret) -> Told:
    """Take the account back: its session is erased, what waits is cancelled."""
    mine = await _own_producer(session, instagram_id, secret)
    await service.leave_as_producer(session, await communities.front_community(session), secret)
    return Told(message=f"{mine.username} writes no comments any more")


async def _own_consumer(session: AsyncSession, instagram_id: str, secret: str) -> ConsumerRead:
    """The account in the path, if the secret is its own. Raises `ConsumerNotFound`."""
    community = await communities.front_community(session)
    found = await service.consumer_by_secret(ReadSession(session), community, secret)
    if normal_username(instagram_id) != found.username:
        raise ConsumerNotFound
    return found


async def _own_producer(session: AsyncSession, instagram_id: str, secret: str) -> ProducerRead:
    """The account in the path, if the secret is its own. Raises `ProducerNotFound`."""
    community = await communities.front_community(session)
    found = await service.producer_by_secret(ReadSession(session), community, secret)
    if normal_username(instagram_id) != found.username:
        raise ProducerNotFound
    return found
