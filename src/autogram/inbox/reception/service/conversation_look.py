"""Looking through an account's conversations for messages that no webhook has told."""

from datetime import datetime
from functools import partial
from typing import Any

from autogram.core import clock
from autogram.inbox.conversations import service as conversations
from autogram.inbox.conversations.models import Direction, FoundBy, MessageKind
from autogram.inbox.conversations.schemas import Incoming
from autogram.inbox.reception import queries
from autogram.inbox.reception.attachments import STORY_NOTE, kind_by_attachments
from autogram.inbox.reception.service.applying import apply_early
from autogram.inbox.reception.service.looking import Look, Part, goes_on, reaches_back_to
from autogram.instagram import threads
from autogram.instagram.errors import GraphError
from autogram.instagram.threads import Participant, Thread, ThreadMessage


async def look_through_conversations(look: Look, last_look: datetime | None, state: dict[str, Any]) -> datetime:
    """Every message of the conversations that changed since the last look is here; when this look began.

    Newest first, page by page. What is interrupted goes on from `state`. Raises `LookInterrupted`, `GraphError`.
    """
    since = reaches_back_to(last_look)
    state = state if goes_on(state) else {"began_at": clock.now().isoformat(), "after": None}
    while True:
        after = state["after"]
        sheet = await look.ask_slowly(
            partial(threads.conversations, look.client.graph, look.client.user_id, after=after)
        )
        changed = [thread for thread in sheet.items if thread.updated_at is None or thread.updated_at >= since]
        for thread in changed:
            await _look_through(look, thread, since)
        if sheet.after is None or len(changed) < len(sheet.items):
            break
        state = state | {"after": sheet.after}
        async with look.runtime.database.transaction() as session:
            await look.remember(session, Part.CONVERSATIONS, state)
    async with look.runtime.database.transaction() as session:
        await look.remember(session, Part.CONVERSATIONS, None)
    return datetime.fromisoformat(state["began_at"])


async def _look_through(look: Look, thread: Thread, since: datetime) -> None:
    async with look.runtime.database.reading() as reading:
        known = await queries.known_mids(reading, look.account_id, thread.message_ids)
    missing = [mid for mid in thread.message_ids if mid not in known]
    person = _person(look, thread)
    if not missing or person is None:
        return
    shown = [message for message in await _details(look, thread, missing) if message.id in missing]
    wanted = [message for message in shown if (message.created_at or clock.now()) >= since]
    if wanted:
        await _store(look, thread, person, wanted)


def _person(look: Look, thread: Thread) -> Participant | None:
    """The other side."""
    ours = {look.client.user_id, look.client.username}
    return next((one for one in thread.participants if one.id not in ours and one.username not in ours), None)


async def _details(look: Look, thread: Thread, missing: list[str]) -> list[ThreadMessage]:
    """All at once; one by one if Instagram refuses that because of one of them (9000001 for an unsent message)."""
    try:
        return await look.ask_slowly(partial(threads.messages, look.client.graph, thread.id))
    except GraphError:
        pass
    found = []
    for mid in missing:
        try:
            found.append(await look.ask_slowly(partial(threads.message, look.client.graph, mid)))
        except GraphError:
            continue
    return found


async def _store(look: Look, thread: Thread, person: Participant, messages: list[ThreadMessage]) -> None:
    """Stored with what had been told of them already; a conversation at a time, so that no lock is held for long."""
    ours = look.client.user_id
    async with look.runtime.database.transaction() as session:
        await queries.take_turns(session, [(ours, person.id)])
        incoming = [_incoming(look, thread, person, message) for message in reversed(messages)]
        received = await conversations.receive_messages(session, incoming)
        fresh = [
            message for message, row in zip(reversed(messages), received, strict=True) if row is not None and row.is_new
        ]
        await apply_early(session, {(ours, message.id): look.account_id for message in fresh})
        for message in fresh:
            for emoji, who in message.reactions:
                await conversations.note_reaction(
                    session,
                    account_id=look.account_id,
                    mid=message.id,
                    by_account=who != person.id,
                    reaction="other",
                    emoji=emoji or None,
                    at=message.created_at or clock.now(),
                )
    look.found += len(fresh)


def _incoming(look: Look, thread: Thread, person: Participant, message: ThreadMessage) -> Incoming:
    attachments: list[dict[str, Any]] = [dict(one) for one in message.attachments]
    details: dict[str, Any] = {}
    if message.story is not None:
        story = {"id": message.story.id, "url": message.story.url, "note": STORY_NOTE}
        kept = {name: value for name, value in story.items() if value}
        if message.story.is_mention:
            attachments.append({"type": "story_mention"} | {n: v for n, v in kept.items() if n != "id"})
        else:
            details["story"] = kept
    return Incoming(
        account_id=look.account_id,
        workspace_id=look.client.workspace_id,
        person_instagram_id=person.id,
        direction=Direction.INBOUND if message.sender_id == person.id else Direction.OUTBOUND,
        mid=message.id,
        sent_at=message.created_at or clock.now(),
        found_by=FoundBy.POLL,
        kind=_kind(message, attachments),
        text=message.text,
        attachments=attachments,
        details=details,
        reply_to_mid=message.reply_to_mid,
        username=person.username,
        instagram_conversation_id=thread.id,
    )


def _kind(message: ThreadMessage, attachments: list[dict[str, Any]]) -> MessageKind:
    if message.story is not None and not message.story.is_mention:
        return MessageKind.STORY_REPLY
    if not message.text and not attachments:
        return MessageKind.UNSUPPORTED
    return kind_by_attachments(tuple(attachments), message.text)
