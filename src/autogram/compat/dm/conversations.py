"""`/v1/conversations`."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.compat.dm.shapes import AccountId, CamelModel, ConversationId, Skip
from autogram.core.db import Reading, Session
from autogram.core.paging import Limit
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission
from autogram.inbox.conversations.schemas.lines import ConversationLine
from autogram.inbox.conversations.service import lines, organising

router = APIRouter(prefix="/v1/conversations", tags=["/v1 conversations"])

Viewer = Annotated[Actor, requires(Permission.VIEW_CONVERSATIONS)]


class DmConversation(CamelModel):
    """All messages between an account and a person."""

    id: UUID
    instagram_account: UUID
    ig_user_id: str
    ig_username: str | None
    last_message: str | None
    last_message_timestamp: datetime
    unread_count: int
    is_active: bool = True
    created_at: datetime
    updated_at: datetime


class DmConversations(CamelModel):
    conversations: list[DmConversation]
    total: int
    limit: int
    skip: int


@router.get("/{accountId}")
async def list_conversations(
    account_id: AccountId, session: Reading, actor: Viewer, skip: Skip = 0, limit: Annotated[Limit, Query()] = 20
) -> DmConversations:
    """The account's conversations, the one in which something was said last first."""
    found, total = await lines.conversation_lines(session, actor.workspace_id, account_id, skip=skip, limit=limit)
    shown = [_shown(conversation) for conversation in found]
    return DmConversations(conversations=shown, total=total, limit=limit, skip=skip)


@router.get("/detail/{conversationId}")
async def read_conversation(conversation_id: ConversationId, session: Reading, actor: Viewer) -> DmConversation:
    """One conversation."""
    return _shown(await lines.conversation_line(session, actor.workspace_id, conversation_id))


@router.delete("/detail/{conversationId}", status_code=204)
async def delete_conversation(conversation_id: ConversationId, session: Session, actor: Viewer) -> None:
    """Put the conversation away. It is back, with its history, when the person writes again."""
    await lines.conversation_line(session, actor.workspace_id, conversation_id)
    await organising.archive_conversation(session, actor, conversation_id)


def _shown(line: ConversationLine) -> DmConversation:
    return DmConversation(
        id=line.id,
        instagram_account=line.account_id,
        ig_user_id=line.instagram_id,
        ig_username=line.username,
        last_message=line.last_message_text,
        last_message_timestamp=line.last_message_at,
        unread_count=line.unread_count,
        created_at=line.created_at,
        updated_at=line.updated_at,
    )
