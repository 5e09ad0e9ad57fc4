"""HTTP for accounts that write comments: registering, one's own queue, leaving. Nobody signs in."""

from uuid import UUID

from fastapi import APIRouter

from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.exchange.commenting import service
from autogram.exchange.commenting.models import CommentStatus
from autogram.exchange.commenting.routes.asking import (
    LinkSecret,
    ReadCommunity,
    Registering,
    SwitchedOn,
    Visiting,
    WrittenCommunity,
    only_switched_on,
    only_visiting,
)
from autogram.exchange.commenting.schemas import (
    CommentFilter,
    CommentRead,
    LogIn,
    ProducerChange,
    ProducerRead,
    ProducerRegister,
    ProducerRegistered,
)
from autogram.exchange.community import service as communities
from autogram.identity.access import public

router = APIRouter(prefix="/public/{slug}/producers", dependencies=[public, only_visiting])


@router.post("", status_code=201)
async def register_producer(
    slug: str, runtime: SwitchedOn, address: Registering, body: ProducerRegister
) -> ProducerRegistered:
    """Lend an account. It is proven by a login at once; the password is not stored. An admin decides."""
    async with runtime.database.reading() as session:
        community = await communities.community_by_slug(session, slug)
    return await service.register_producer(runtime, community, body, address=address)


@router.get("/me")
async def read_own_producer(community: ReadCommunity, session: Reading, secret: LinkSecret) -> ProducerRead:
    """What became of one's own registration, and whether anything is in the way."""
    return await service.producer_by_secret(session, community, secret)


@router.patch("/me")
async def change_own_producer(
    community: WrittenCommunity, session: Session, secret: LinkSecret, body: ProducerChange
) -> ProducerRead:
    """Choose whether texts wait for one's approval (`each`) or go out by themselves (`automatic`)."""
    return await service.change_producer(session, community, secret, body)


@router.post("/me/session")
async def renew_own_session(
    slug: str, runtime: SwitchedOn, address: Visiting, secret: LinkSecret, body: LogIn
) -> ProducerRead:
    """Log in again after the session has ended."""
    async with runtime.database.reading() as session:
        community = await communities.community_by_slug(session, slug)
    return await service.renew_session(runtime, community, secret, body, address=address)


@router.delete("/me", status_code=204)
async def leave_as_producer(community: WrittenCommunity, session: Session, secret: LinkSecret) -> None:
    """Take the account back: its session is erased, what waits is cancelled. Works also while switched off."""
    await service.leave_as_producer(session, community, secret)


@router.get("/me/comments")
async def list_own_comments(
    community: ReadCommunity,
    session: Reading,
    secret: LinkSecret,
    status: CommentStatus | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[CommentRead]:
    """One's own texts, newest first; `status=waiting` is what waits for one's approval."""
    wanted = CommentFilter(status=status)
    return await service.comments_of_secret(session, community, secret, wanted, cursor=cursor, limit=limit)


@router.post("/me/comments/{comment_id}/approve", dependencies=[only_switched_on])
async def approve_own_comment(
    comment_id: UUID, community: WrittenCommunity, session: Session, secret: LinkSecret
) -> CommentRead:
    """Let a text of one's own go out."""
    return await service.decide_by_secret(session, community, secret, comment_id, approve=True)


@router.post("/me/comments/{comment_id}/reject")
async def reject_own_comment(
    comment_id: UUID, community: WrittenCommunity, session: Session, secret: LinkSecret
) -> CommentRead:
    """Let a text of one's own never go out."""
    return await service.decide_by_secret(session, community, secret, comment_id, approve=False)
