"""Putting a message into a conversation and telling the app about it."""

import base64
from typing import Any

from autogram.sandbox.documents import Account
from autogram.sandbox.graph.errors import Json
from autogram.sandbox.inbox.documents import Message, Thread
from autogram.sandbox.webhooks import events
from autogram.sandbox.world import World

MESSAGE_PREFIX = "aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlE"


def write(world: World, account: Account, thread: Thread, *, is_ours: bool, **content: Any) -> Message:
    """Add a message to a conversation and send its webhook: to the app, or as an echo when it is the account's own."""
    message = world.inbox.add_message(
        Message(
            id=_new_mid(world, account),
            thread_id=thread.id,
            account_id=account.id,
            is_ours=is_ours,
            at=world.clock.now(),
            **content,
        )
    )
    thread.updated_at = message.at
    if is_ours:
        thread.is_answered = True
    else:
        thread.heard_at = message.at
    world.inbox.threads.put(thread)
    tell(world, account, thread, message)
    return message


def tell(world: World, account: Account, thread: Thread, message: Message, **more: Any) -> None:
    """Send the webhook of a message."""
    sender, recipient = (account.id, thread.igsid) if message.is_ours else (thread.igsid, account.id)
    body = event_of(message) | ({"is_self": True} if thread.igsid == account.id else {}) | more
    events.messaging(
        world,
        account,
        "message_echoes" if message.is_ours else "messages",
        {"message": body},
        sender=sender,
        recipient=recipient,
        at=message.at,
        is_standby=thread.owner is not None,
    )


def event_of(message: Message) -> Json:
    """A message as webhooks write it."""
    body: Json = {"mid": message.id}
    if message.is_ours:
        body["is_echo"] = True
    if message.is_unsupported:
        return body | {"is_unsupported": True}
    if message.text is not None:
        body["text"] = message.text
    if message.attachments:
        body["attachments"] = message.attachments
    if message.quick_reply is not None:
        body["quick_reply"] = {"payload": message.quick_reply}
    if message.reply_to:
        body["reply_to"] = message.reply_to
    if message.referral:
        body["referral"] = message.referral
    return body


def _new_mid(world: World, account: Account) -> str:
    number = world.new_id("message")
    return MESSAGE_PREFIX + base64.urlsafe_b64encode(f"{account.id}:{number}".encode()).decode().rstrip("=")
