"""Content as the rows it becomes: Instagram takes a text or a file in one message, never both."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content import service as content_library
from autogram.core import clock
from autogram.core.ids import new_id
from autogram.inbox.conversations.models import (
    Conversation,
    Direction,
    FoundBy,
    Message,
    MessageKind,
    MessageStatus,
)
from autogram.inbox.conversations.schemas import AttachmentType, OutgoingContent, OutgoingFile, Sender
from autogram.inbox.conversations.service.delivery.body import HEART, SHARE
from autogram.inbox.conversations.validation import LibraryFile


async def library_files(
    session: AsyncSession, workspace_id: UUID, content: OutgoingContent
) -> list[LibraryFile | None]:
    """What the library knows of each file; None for those at an address. Raises `MediaNotFound`."""
    ids = [file.media_id for file in content.files if file.media_id]
    items = {item.id: item for item in await content_library.get_media(session, workspace_id, ids)} if ids else {}
    return [_known(items[file.media_id]) if file.media_id else None for file in content.files]


def _known(item: content_library.MediaItem) -> LibraryFile:
    return LibraryFile(AttachmentType(item.kind.value), item.content_type, item.size_bytes)


def as_messages(
    conversation: Conversation,
    sender: Sender,
    content: OutgoingContent,
    library: Sequence[LibraryFile | None],
    *,
    reply_to_mid: str | None,
) -> list[Message]:
    """The rows, in the order in which they will go out: what is shown first, the text last and tied to it."""
    now = clock.now()
    messages: list[Message] = []
    for position, part in enumerate(_parts(content, library)):
        # A microsecond apart, so that their order is certain.
        at = now + timedelta(microseconds=position)
        message = as_message(conversation, sender, at=at, reply_to_mid=None if messages else reply_to_mid, **part)
        if messages:
            message.details = {**message.details, "follows": str(messages[-1].id)}
        messages.append(message)
    return messages


def as_message(conversation: Conversation, sender: Sender, *, at: datetime, **values: Any) -> Message:
    """A row that is to be sent."""
    return Message(
        id=new_id(),
        workspace_id=conversation.workspace_id,
        account_id=conversation.account_id,
        conversation_id=conversation.id,
        direction=Direction.OUTBOUND,
        origin=sender.origin,
        found_by=FoundBy.OURSELVES,
        sender_id=sender.user_id,
        rule_id=sender.rule_id,
        sent_at=at,
        status=MessageStatus.SENDING,
        **{"text": None, "attachments": [], "details": {}, **values},
    )


def _parts(content: OutgoingContent, library: Sequence[LibraryFile | None]) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    if content.files:
        files = [_file(file, known) for file, known in zip(content.files, library, strict=True)]
        parts.append({"kind": MessageKind.MEDIA, "attachments": files})
    if content.share_media_id:
        shared = {"type": SHARE, "instagram_media_id": content.share_media_id}
        parts.append({"kind": MessageKind.SHARE, "attachments": [shared]})
    if content.heart:
        parts.append({"kind": MessageKind.MEDIA, "attachments": [{"type": HEART}]})
    if content.text:
        replies = [{"title": reply.title, "payload": reply.payload or reply.title} for reply in content.quick_replies]
        details = {"quick_replies": replies} if replies else {}
        parts.append({"kind": MessageKind.TEXT, "text": content.text, "details": details})
    return parts


def _file(file: OutgoingFile, known: LibraryFile | None) -> dict[str, Any]:
    if known is not None:
        return {"type": known.type.value, "media_id": str(file.media_id)}
    assert file.type is not None
    return {"type": file.type.value, "url": file.url}


def media_ids_of(messages: Sequence[Message]) -> dict[UUID, list[UUID]]:
    """The files of the library that each message needs."""
    needed = {
        message.id: [UUID(entry["media_id"]) for entry in message.attachments if "media_id" in entry]
        for message in messages
    }
    return {message_id: ids for message_id, ids in needed.items() if ids}


def digest(content: OutgoingContent) -> str:
    """The same for the same content."""
    return hashlib.sha256(content.model_dump_json().encode()).hexdigest()[:16]
