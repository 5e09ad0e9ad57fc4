"""Who has a conversation, how it stands, what it is labelled with."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.core.errors import FieldError, InvalidInput
from autogram.identity import service as identity
from autogram.identity.permissions import Actor
from autogram.inbox.conversations.errors import AssigneeNotMember
from autogram.inbox.conversations.models import Conversation, ConversationStatus
from autogram.inbox.conversations.queries import keeping, reading, rows
from autogram.inbox.conversations.schemas import ConversationUpdate
from autogram.inbox.conversations.service.telling import tell_conversation

LABEL_COLOR = "gray"
WOKEN_AT_ONCE = 500


async def add_label(session: AsyncSession, conversation_id: UUID, name: str) -> None:
    """The conversation has the label of this name, which the workspace has from now on too."""
    conversation = await rows.get_conversation(session, conversation_id)
    label = await keeping.ensure_label(session, conversation.workspace_id, name, LABEL_COLOR)
    if await keeping.put_label(session, conversation.id, label.id):
        await tell_conversation(session, conversation)


async def assign(session: AsyncSession, conversation_id: UUID, user_id: UUID | None) -> None:
    """The conversation is this member's, or nobody's. Raises `AssigneeNotMember`."""
    conversation = await rows.get_conversation(session, conversation_id, lock=True)
    await set_assignee(session, conversation, user_id)
    await tell_conversation(session, conversation)


async def set_assignee(session: AsyncSession, conversation: Conversation, user_id: UUID | None) -> None:
    if user_id is not None and not await identity.is_member(session, conversation.workspace_id, user_id):
        raise AssigneeNotMember(f"User {user_id} does not belong to this workspace.")
    conversation.assignee_id = user_id


async def set_status(
    session: AsyncSession, conversation_id: UUID, status: ConversationStatus, *, snoozed_until: datetime | None = None
) -> None:
    """The conversation stands so. Raises `InvalidInput` for a snooze without an end in the future."""
    conversation = await rows.get_conversation(session, conversation_id, lock=True)
    change_status(conversation, status, snoozed_until)
    await tell_conversation(session, conversation)


def change_status(conversation: Conversation, status: ConversationStatus, snoozed_until: datetime | None) -> None:
    if status is ConversationStatus.SNOOZED and (snoozed_until is None or snoozed_until <= clock.now()):
        raise InvalidInput([FieldError("snoozed_until", "must be a moment in the future")])
    conversation.status = status
    conversation.snoozed_until = snoozed_until if status is ConversationStatus.SNOOZED else None


async def wake_snoozed(session: AsyncSession) -> int:
    """Conversations whose snooze is over are open again; how many those were."""
    over = await reading.snoozed_until(session, clock.now(), WOKEN_AT_ONCE)
    for conversation in over:
        change_status(conversation, ConversationStatus.OPEN, None)
        await tell_conversation(session, conversation)
    return len(over)


async def update_conversation(
    session: AsyncSession, actor: Actor, conversation_id: UUID, changes: ConversationUpdate
) -> None:
    """What is given is changed, the rest stays. Raises `ConversationNotFound`, `AssigneeNotMember`, `InvalidInput`."""
    conversation = await rows.get_conversation(session, conversation_id, workspace_id=actor.workspace_id, lock=True)
    given = changes.model_fields_set
    if changes.status is not None:
        change_status(conversation, changes.status, changes.snoozed_until)
    elif "snoozed_until" in given:
        raise InvalidInput([FieldError("snoozed_until", "goes with the status `snoozed`")])
    if "assignee_id" in given:
        await set_assignee(session, conversation, changes.assignee_id)
    if changes.taken_over is not None:
        conversation.taken_over_at = clock.now() if changes.taken_over else None
    await tell_conversation(session, conversation)


async def archive_conversation(session: AsyncSession, actor: Actor, conversation_id: UUID) -> None:
    """The conversation leaves the lists. It comes back, with all that was said, when the person writes again."""
    conversation = await rows.get_conversation(session, conversation_id, workspace_id=actor.workspace_id, lock=True)
    if conversation.archived_at is None:
        conversation.archived_at = clock.now()
        subject = f"conversation:{conversation.id}"
        ids = {"actor_id": actor.user_id, "workspace_id": actor.workspace_id}
        audit.record(session, "inbox.archive_conversation", subject, **ids)
        await tell_conversation(session, conversation)
