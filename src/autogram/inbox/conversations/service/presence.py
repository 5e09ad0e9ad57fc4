"""Small signs to the person: seen, typing, reactions."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotUsable
from autogram.accounts.service.refusals import as_app_error
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.identity.permissions import Actor
from autogram.inbox.conversations.errors import ConversationNotFound, MessageNotOnInstagram
from autogram.inbox.conversations.messages import MarkSeen
from autogram.inbox.conversations.models import Message
from autogram.inbox.conversations.queries import marking, rows
from autogram.inbox.conversations.schemas import Reaction
from autogram.inbox.conversations.service.deciding import decide_for, require_allowed_now
from autogram.inbox.conversations.service.profiles import want_profile
from autogram.inbox.conversations.service.telling import tell_conversation, tell_message
from autogram.instagram import messaging
from autogram.instagram.errors import InstagramError
from autogram.instagram.messaging import SenderAction
from autogram.jobs.api import enqueue

EMOJI = {
    Reaction.LOVE: "❤️",
    Reaction.LIKE: "👍",
    Reaction.LAUGH: "😆",
    Reaction.WOW: "😮",
    Reaction.SAD: "😢",
    Reaction.ANGRY: "😡",
}


async def mark_read(session: AsyncSession, actor: Actor, conversation_id: UUID) -> None:
    """Nothing in the conversation is unread, and Instagram will show the person that it was seen."""
    conversation = await rows.get_conversation(session, conversation_id, workspace_id=actor.workspace_id, lock=True)
    await want_profile(session, await rows.get_person(session, conversation.person_id))
    marked = await marking.mark_inbound_read(session, conversation.id, clock.now())
    if marked or conversation.unread_count:
        conversation.unread_count = 0
        await tell_conversation(session, conversation)
        await enqueue(session, MarkSeen(conversation_id=conversation.id), once=f"seen:{conversation.id}")


async def show_seen(runtime: Runtime, conversation_id: UUID) -> None:
    """Instagram was told. Where it does not want to know, nothing is lost."""
    async with runtime.database.reading() as session:
        try:
            conversation = await rows.get_conversation(session, conversation_id)
            person = await rows.get_person(session, conversation.person_id)
            decision = await decide_for(session, conversation, sender_is_human=True)
            client = await accounts.client_for(runtime, session, conversation.account_id)
        except (ConversationNotFound, AccountNotUsable):
            return
    if decision.allowed and not decision.waits:
        await _show(runtime, client, person.instagram_id, SenderAction.MARK_SEEN)


async def show_typing(runtime: Runtime, actor: Actor, conversation_id: UUID, *, is_typing: bool) -> bool:
    """Whether the person sees that somebody is writing, or no longer is. Raises `ConversationNotFound`."""
    async with runtime.database.reading() as session:
        conversation = await rows.get_conversation(session, conversation_id, workspace_id=actor.workspace_id)
        decision = await decide_for(session, conversation, sender_is_human=True)
        if not decision.allowed or decision.waits:
            return False
        person = await rows.get_person(session, conversation.person_id)
        client = await accounts.client_for(runtime, session, conversation.account_id)
    action = SenderAction.TYPING_ON if is_typing else SenderAction.TYPING_OFF
    return await _show(runtime, client, person.instagram_id, action) is None


async def _show(
    runtime: Runtime, client: accounts.AccountClient, person_id: str, action: SenderAction
) -> InstagramError | None:
    failure: InstagramError | None = None
    try:
        await messaging.send_action(client.graph, client.user_id, person_id, action)
    except InstagramError as error:
        failure = error
    async with runtime.database.transaction() as session:
        await accounts.note_outcome(session, client, failure)
    return failure


async def react(runtime: Runtime, actor: Actor, message_id: UUID, reaction: Reaction | None) -> Message:
    """The account's reaction stands at the message, or with None none does; Instagram knows.

    Raises `MessageNotFound`, `MessageNotOnInstagram`, `SendingNotAllowed`, and what Instagram said.
    """
    async with runtime.database.reading() as session:
        message = await rows.get_message(session, message_id, workspace_id=actor.workspace_id)
        if message.mid is None or message.unsent_at is not None:
            raise MessageNotOnInstagram
        conversation = await rows.get_conversation(session, message.conversation_id)
        # A reaction has no tag, so it has the 24 hours of everybody, and it cannot wait.
        require_allowed_now(await decide_for(session, conversation, sender_is_human=False))
        person = await rows.get_person(session, conversation.person_id)
        client = await accounts.client_for(runtime, session, message.account_id)
    failure: InstagramError | None = None
    try:
        if reaction is None:
            await messaging.take_reaction_back(client.graph, client.user_id, person.instagram_id, message.mid)
        else:
            await messaging.react(client.graph, client.user_id, person.instagram_id, message.mid, reaction.value)
    except InstagramError as error:
        failure = error
    async with runtime.database.transaction() as session:
        await accounts.note_outcome(session, client, failure)
        found = await rows.locked_message(session, message_id) if failure is None else None
        if found:
            message = found[1]
            message.reactions = _with_ours(message.reactions, reaction)
            await session.flush()
            await tell_message(session, message, "message.updated")
    if failure is not None:
        raise as_app_error(failure)
    return message


def _with_ours(reactions: list[Any], reaction: Reaction | None) -> list[Any]:
    others = [entry for entry in reactions if entry.get("by") != "account"]
    if reaction is None:
        return others
    ours = {"by": "account", "reaction": reaction.value, "emoji": EMOJI[reaction], "at": clock.now().isoformat()}
    return [*others, ours]
