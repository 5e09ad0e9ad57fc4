"""`/v1/messages`."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.compat.dm.errors import MessageNotSent
from autogram.compat.dm.shapes import CamelModel, ConversationId, Skip
from autogram.content import service as content
from autogram.core.db import Reading, Session
from autogram.core.paging import Limit
from autogram.core.runtime import Runtime
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.inbox.conversations.schemas import (
    AttachmentType,
    Direction,
    MessageKind,
    MessageStatus,
    Origin,
    OutgoingContent,
    OutgoingFile,
    Sender,
)
from autogram.inbox.conversations.schemas.lines import MessageLine
from autogram.inbox.conversations.service import lines, presence, sending

router = APIRouter(prefix="/v1/messages", tags=["/v1 messages"])

Reader = Annotated[Actor, requires(Permission.VIEW_MESSAGES)]
Writer = Annotated[Actor, requires(Permission.SEND_MESSAGES)]

WAIT_SECONDS, LOOK_EVERY_SECONDS = 10.0, 0.1
# Its clients know four kinds.
KINDS = {kind.value for kind in AttachmentType}
OTHER_KINDS = {"reel": "video", "ig_reel": "video", "story_mention": "image"}


class DmAttachment(CamelModel):
    type: AttachmentType
    url: str = Field(min_length=1, max_length=2000)


class DmMessageSend(CamelModel):
    """A text, a file, or both, which are two messages."""

    text: str | None = Field(default=None, max_length=5000)
    attachment: DmAttachment | None = None


class DmMetadata(CamelModel):
    """What its clients do not know of: whether it was sent, and why not yet."""

    kind: MessageKind
    status: MessageStatus
    reason: str | None


class DmMessage(CamelModel):
    """One message. `message_id` is Instagram's, null until it was sent."""

    id: UUID
    conversation: UUID
    instagram_account: UUID
    message_id: str | None
    sender: Literal["user", "page"]
    sender_id: str
    text: str | None
    attachments: list[DmAttachment]
    timestamp: datetime
    is_read: bool
    metadata: DmMetadata
    created_at: datetime
    updated_at: datetime


class DmMessages(CamelModel):
    messages: list[DmMessage]
    total: int
    limit: int
    skip: int


@router.get("/{conversationId}")
async def list_messages(
    conversation_id: ConversationId,
    runtime: Running,
    session: Reading,
    actor: Reader,
    skip: Skip = 0,
    limit: Annotated[Limit, Query()] = 50,
) -> DmMessages:
    """The conversation's messages, newest first."""
    found, total = await lines.message_lines(
        session, runtime.settings, actor.workspace_id, conversation_id, skip=skip, limit=limit
    )
    return DmMessages(messages=[_shown(message) for message in found], total=total, limit=limit, skip=skip)


@router.post("/{conversationId}", status_code=201)
async def send_message(
    conversation_id: ConversationId, body: DmMessageSend, runtime: Running, actor: Writer
) -> DmMessage:
    """Send a message and wait for what becomes of it, 10 seconds at most. Of two it answers the text."""
    async with runtime.database.transaction() as session:
        wish = await _outgoing(session, actor, body)
        sender = Sender(Origin.AGENT, user_id=actor.user_id)
        message_ids = await sending.queue_message(
            session, conversation_id, wish, sender, workspace_id=actor.workspace_id
        )
    outcome = await _outcome(runtime, actor, conversation_id, message_ids)
    for message in outcome:
        if message.status is MessageStatus.FAILED:
            raise MessageNotSent(f"Failed to send message: {message.failure_reason}")
    return _shown(outcome[-1])


@router.post("/{conversationId}/read", status_code=204)
async def mark_read(conversation_id: ConversationId, session: Session, actor: Reader) -> None:
    """Nothing in the conversation is unread, and the person sees that it was read."""
    await presence.mark_read(session, actor, conversation_id)


async def _outgoing(session: AsyncSession, actor: Actor, body: DmMessageSend) -> OutgoingContent:
    """A file of the media library, which `/v1/upload` fills, is sent as such; others are fetched by Instagram."""
    files: tuple[OutgoingFile, ...] = ()
    if body.attachment:
        url = body.attachment.url
        known = (await content.find_by_url(session, actor.workspace_id, [url])).get(url)
        file = OutgoingFile(media_id=known.id) if known else OutgoingFile(type=body.attachment.type, url=url)
        files = (file,)
    text = (body.text or "").strip()
    return OutgoingContent(text=text or None, files=files)


async def _outcome(
    runtime: Runtime, actor: Actor, conversation_id: UUID, message_ids: Sequence[UUID]
) -> list[MessageLine]:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + WAIT_SECONDS
    while True:
        async with runtime.database.reading() as session:
            found = await lines.chosen_message_lines(
                session, runtime.settings, actor.workspace_id, conversation_id, message_ids
            )
        if loop.time() >= deadline or not any(_is_under_way(message) for message in found):
            return found
        await asyncio.sleep(LOOK_EVERY_SECONDS)


def _is_under_way(message: MessageLine) -> bool:
    """Not settled, and not parked for a reason that may last."""
    return message.status is MessageStatus.SENDING and message.failure_reason is None


def _shown(line: MessageLine) -> DmMessage:
    return DmMessage(
        id=line.id,
        conversation=line.conversation_id,
        instagram_account=line.account_id,
        message_id=line.mid,
        sender="user" if line.direction is Direction.INBOUND else "page",
        sender_id=line.sender_instagram_id,
        text=line.text,
        attachments=[DmAttachment(type=_kind(file.type), url=file.url) for file in line.attachments],
        timestamp=line.sent_at,
        is_read=line.is_read,
        metadata=DmMetadata(kind=line.kind, status=line.status, reason=line.failure_reason),
        created_at=line.created_at,
        updated_at=line.updated_at,
    )


def _kind(kind: str) -> AttachmentType:
    return AttachmentType(kind if kind in KINDS else OTHER_KINDS.get(kind, "file"))
