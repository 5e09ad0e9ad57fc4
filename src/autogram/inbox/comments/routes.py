"""HTTP for comments."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.inbox.comments import service
from autogram.inbox.comments.schemas import (
    CommentedMedia,
    CommentedMediaFilter,
    CommentFilter,
    CommentRead,
    CommentThread,
    MarkedRead,
    MediaRead,
    PrivateReplyCreate,
    PrivateReplyQueued,
    ReplyCreate,
)
from autogram.inbox.conversations.models import Origin
from autogram.inbox.conversations.schemas import Sender

router = APIRouter(prefix="/inbox/comments", tags=["inbox"])

Reader = Annotated[Actor, requires(Permission.VIEW_MESSAGES)]
Writer = Annotated[Actor, requires(Permission.SEND_MESSAGES)]


@router.get("")
async def list_comments(
    session: Reading, actor: Reader, wanted: Annotated[CommentFilter, Query()]
) -> Page[CommentRead]:
    """What others wrote below your media, in your live videos and about you, newest first."""
    return await service.list_comments(session, actor.workspace_id, wanted)


@router.get("/media")
async def list_media(
    session: Reading, actor: Reader, wanted: Annotated[CommentedMediaFilter, Query()]
) -> Page[CommentedMedia]:
    """An account's media with how many comments each has, the last commented on first."""
    return await service.list_media(session, actor.workspace_id, wanted)


@router.post("/media/{media_id}/read")
async def mark_media_read(
    media_id: Annotated[str, Path(max_length=40)], body: MediaRead, session: Session, actor: Reader
) -> MarkedRead:
    """Count every comment below a media as read."""
    return MarkedRead(marked=await service.mark_media_read(session, actor.workspace_id, body.account_id, media_id))


@router.get("/{comment_id}")
async def read_comment(comment_id: UUID, session: Reading, actor: Reader) -> CommentThread:
    """One comment with its thread, your own replies in it, and what you may do."""
    return await service.read_thread(session, actor.workspace_id, comment_id)


@router.post("/{comment_id}/read", status_code=204)
async def mark_read(comment_id: UUID, session: Session, actor: Reader) -> None:
    """Count a comment as read."""
    await service.mark_read(session, actor.workspace_id, comment_id)


@router.post("/{comment_id}/reply", status_code=202)
async def reply(comment_id: UUID, body: ReplyCreate, session: Session, actor: Writer) -> CommentRead:
    """Answer below the comment, for everybody to see. The reply is on its way; its thread shows how far."""
    reply_id = await service.queue_reply(
        session, comment_id, body.text, _sender(actor), workspace_id=actor.workspace_id
    )
    return await service.read_comment(session, actor.workspace_id, reply_id)


@router.post("/{comment_id}/private-reply", status_code=202)
async def private_reply(
    comment_id: UUID, body: PrivateReplyCreate, session: Session, actor: Writer
) -> PrivateReplyQueued:
    """Answer with a direct message: once per comment, within seven days, in a live video only while it lasts."""
    message_id = await service.private_reply(
        session, comment_id, body.text, _sender(actor), workspace_id=actor.workspace_id
    )
    return PrivateReplyQueued(message_id=message_id)


@router.post("/{comment_id}/hide")
async def hide(comment_id: UUID, runtime: Running, actor: Writer) -> CommentRead:
    """Hide the comment on Instagram from everybody but its author."""
    return await _set_hidden(runtime, actor, comment_id, hidden=True)


@router.post("/{comment_id}/unhide")
async def unhide(comment_id: UUID, runtime: Running, actor: Writer) -> CommentRead:
    """Show the comment on Instagram again."""
    return await _set_hidden(runtime, actor, comment_id, hidden=False)


async def _set_hidden(runtime: Running, actor: Actor, comment_id: UUID, *, hidden: bool) -> CommentRead:
    await service.hide_comment(
        runtime, comment_id, hidden=hidden, workspace_id=actor.workspace_id, user_id=actor.user_id
    )
    async with runtime.database.reading() as reading:
        return await service.read_comment(reading, actor.workspace_id, comment_id)


@router.delete("/{comment_id}", status_code=204)
async def delete(comment_id: UUID, runtime: Running, actor: Writer) -> None:
    """Delete the comment on Instagram, for good. A reply that was not sent yet is withdrawn."""
    await service.delete_comment(runtime, actor.workspace_id, comment_id, user_id=actor.user_id)


def _sender(actor: Actor) -> Sender:
    return Sender(Origin.AGENT, user_id=actor.user_id)
