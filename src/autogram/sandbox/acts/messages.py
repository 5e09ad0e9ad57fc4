"""Acts in conversations: writing, tapping, reacting, reading, editing, taking back."""

from typing import Any

from starlette.exceptions import HTTPException

from autogram.sandbox.acts import kinds, samples
from autogram.sandbox.content.shapes import media_address
from autogram.sandbox.customers import customer, thread_with
from autogram.sandbox.documents import Account
from autogram.sandbox.inbox.documents import Message, Thread
from autogram.sandbox.messaging.signs import EMOJI
from autogram.sandbox.messaging.writing import tell, write
from autogram.sandbox.webhooks import events
from autogram.sandbox.world import DAY_SECONDS, World


def send(world: World, account: Account, act: kinds.SendMessage) -> dict[str, Any]:
    """The person writes."""
    if not (act.text or act.attachments or act.is_unsupported):
        raise HTTPException(422, "a message needs text or attachments")
    thread = _thread(world, account, act)
    return _written(
        write(
            world,
            account,
            thread,
            is_ours=False,
            text=act.text,
            attachments=[samples.attachment(world, item) for item in act.attachments],
            quick_reply=act.quick_reply,
            reply_to=_reply_to(world, thread, act.reply_to, is_ours=False),
            referral=act.referral,
            is_unsupported=act.is_unsupported,
        )
    )


def reply_to_story(world: World, account: Account, act: kinds.ReplyToStory) -> dict[str, Any]:
    """The person answers a story: the newest one of the account, unless it is named."""
    story = _story(world, account, act.media_id)
    if act.link_sticker_url:
        story["link_sticker_url"] = act.link_sticker_url
    thread = _thread(world, account, act)
    return _written(write(world, account, thread, is_ours=False, text=act.text, reply_to={"story": story}))


def mention_in_story(world: World, account: Account, act: kinds.MentionInStory) -> dict[str, Any]:
    """The person mentions the account in a story: it arrives as a message."""
    story = samples.attachment(world, kinds.Attachment(type="story_mention", url=act.url))
    return _written(write(world, account, _thread(world, account, act), is_ours=False, attachments=[story]))


def react(world: World, account: Account, act: kinds.React) -> dict[str, Any]:
    """The person reacts; a second reaction replaces the first."""
    thread = _thread(world, account, act)
    message = _message(world, thread, act.mid)
    chosen = {"reaction": act.reaction, "emoji": act.emoji or EMOJI.get(act.reaction, "✨")}
    message.reactions[thread.igsid] = chosen
    world.inbox.messages.put(message)
    _event(world, account, thread, "message_reactions", reaction={"mid": act.mid, "action": "react", **chosen})
    return {"mid": act.mid}


def unreact(world: World, account: Account, act: kinds.Unreact) -> dict[str, Any]:
    """The person takes the reaction back."""
    thread = _thread(world, account, act)
    message = _message(world, thread, act.mid)
    message.reactions.pop(thread.igsid, None)
    world.inbox.messages.put(message)
    _event(world, account, thread, "message_reactions", reaction={"mid": act.mid, "action": "unreact"})
    return {"mid": act.mid}


def read(world: World, account: Account, act: kinds.Read) -> dict[str, Any]:
    """The person has seen what the account wrote."""
    thread = _thread(world, account, act)
    ours = (message.id for message in world.inbox.newest(thread.id) if message.is_ours)
    mid = act.mid or next(ours, None)
    if mid is None:
        raise HTTPException(404, "the account has written nothing that could be read")
    _event(world, account, thread, "messaging_seen", read={"mid": mid})
    return {"mid": mid}


def tap(world: World, account: Account, act: kinds.Postback) -> dict[str, Any]:
    """The person taps: this opens the window as a message does."""
    thread = _heard(world, _thread(world, account, act))
    mid = f"{thread.id}-{world.new_id('postback')}"
    body: dict[str, Any] = {"mid": mid, "title": act.title, "payload": act.payload}
    if act.referral:
        body["referral"] = act.referral
    _event(world, account, thread, "messaging_postbacks", postback=body)
    return {"mid": mid}


def refer(world: World, account: Account, act: kinds.Refer) -> dict[str, Any]:
    """The person comes through a link into a conversation that exists: it reopens the window."""
    thread = _heard(world, _thread(world, account, act))
    body = act.model_dump(include={"ref", "source", "type", "ad_id", "ads_context_data"}, exclude_none=True)
    _event(world, account, thread, "messaging_referral", referral=body)
    return {}


def edit(world: World, account: Account, act: kinds.Edit) -> dict[str, Any]:
    """The person changes a message."""
    thread = _thread(world, account, act)
    message = _own(_message(world, thread, act.mid), is_ours=False)
    message.text, message.num_edit = act.text, message.num_edit + 1
    world.inbox.messages.put(message)
    body = {"mid": message.id, "text": act.text, "num_edit": message.num_edit}
    _event(world, account, thread, "message_edit", message_edit=body)
    return {"mid": message.id, "num_edit": message.num_edit}


def unsend(world: World, account: Account, act: kinds.Unsend | kinds.PhoneUnsend) -> dict[str, Any]:
    """The writer takes a message back: the same mid comes again, deleted and without text."""
    is_ours = isinstance(act, kinds.PhoneUnsend)
    thread = _thread(world, account, act)
    message = _own(_message(world, thread, act.mid), is_ours=is_ours)
    message.is_deleted = True
    world.inbox.messages.put(message)
    bare = Message(id=message.id, thread_id=thread.id, account_id=account.id, is_ours=is_ours, at=world.clock.now())
    tell(world, account, thread, bare, is_deleted=True)
    return {"mid": message.id}


def opt_in(world: World, account: Account, act: kinds.OptIn) -> dict[str, Any]:
    """The person agrees to messages on a topic."""
    thread = _thread(world, account, act)
    body = {
        "type": act.type,
        "payload": act.payload,
        "title": act.title,
        "notification_messages_token": world.new_id("optin").rjust(18, "1"),
        "notification_messages_frequency": "DAILY",
        "token_expiry_timestamp": int((world.clock.now() + 180 * DAY_SECONDS) * 1_000),
    }
    _event(world, account, thread, "messaging_optins", optin=body)
    return {}


def write_by_phone(world: World, account: Account, act: kinds.PhoneMessage) -> dict[str, Any]:
    """The owner writes with the phone; no window applies to people."""
    thread = _thread(world, account, act)
    attachments = [samples.attachment(world, item) for item in act.attachments]
    reply_to = _reply_to(world, thread, act.reply_to, is_ours=True)
    sent = write(
        world,
        account,
        thread,
        is_ours=True,
        source="phone",
        text=act.text,
        attachments=attachments,
        reply_to=reply_to,
    )
    return _written(sent)


def write_to_self(world: World, account: Account, act: kinds.SelfMessage) -> dict[str, Any]:
    """The account writes to itself, as owners do who try things out."""
    thread = thread_with(world, account, account.username)
    return _written(write(world, account, thread, is_ours=True, source="phone", text=act.text))


def block(world: World, account: Account, act: kinds.Block) -> dict[str, Any]:
    """The person blocks the account, or no longer does."""
    person = customer(world, act.person)
    person.blocks = [key for key in person.blocks if key != account.id]
    if act.act == "block":
        person.blocks.append(account.id)
    world.inbox.customers.put(person)
    return {"blocks": act.act == "block"}


def _thread(world: World, account: Account, act: kinds.Act) -> Thread:
    return thread_with(world, account, customer(world, act.person).id)


def _message(world: World, thread: Thread, mid: str) -> Message:
    message = world.inbox.messages.get(mid)
    if message is None or message.thread_id != thread.id or message.is_deleted:
        raise HTTPException(404, "no such message in this conversation")
    return message


def _own(message: Message, *, is_ours: bool) -> Message:
    if message.is_ours is not is_ours:
        raise HTTPException(409, "somebody else wrote this message")
    return message


def _reply_to(world: World, thread: Thread, mid: str | None, *, is_ours: bool) -> dict[str, Any] | None:
    if not mid:
        return None
    answered = _message(world, thread, mid)
    return {"mid": answered.id} | ({"is_self_reply": True} if answered.is_ours is is_ours else {})


def _heard(world: World, thread: Thread) -> Thread:
    thread.heard_at = world.clock.now()
    return world.inbox.threads.put(thread)


def _event(world: World, account: Account, thread: Thread, field: str, **content: Any) -> None:
    is_standby = thread.owner is not None
    sender, recipient = thread.igsid, account.id
    events.messaging(world, account, field, content, sender=sender, recipient=recipient, is_standby=is_standby)


def _story(world: World, account: Account, media_id: str | None) -> dict[str, Any]:
    stories = [media for key in reversed(world.media_of[account.id]) if (media := world.media.get(key))]
    found = next((media for media in stories if media.is_story and media_id in (None, media.id)), None)
    if found is None and media_id:
        raise HTTPException(404, "no such story")
    if found is None:
        return {"id": world.new_id("media"), "url": samples.address(world, "image")}
    return {"id": found.id, "url": str(media_address(world, found))}


def _written(message: Message) -> dict[str, Any]:
    return {"mid": message.id}
