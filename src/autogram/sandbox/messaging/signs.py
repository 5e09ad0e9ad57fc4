"""Small signs in a conversation: seen, typing, reactions."""

from autogram.sandbox.documents import Account
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json, bad_parameter
from autogram.sandbox.messaging import admission
from autogram.sandbox.messaging.refusals import refuse

PLAIN = ("typing_on", "typing_off", "mark_seen")
EMOJI = {"love": "❤️", "like": "👍", "laugh": "😆", "wow": "😮", "sad": "😢", "angry": "😡"}


def show(call: Call, account: Account, recipient: Json, action: str) -> Json:
    """`sender_action`, in either case: nothing but the person's id comes back."""
    if action not in (*PLAIN, "react", "unreact"):
        names = ", ".join((*PLAIN, "react", "unreact"))
        raise bad_parameter(f"Param sender_action must be one of {{{names}}}")
    if "message" in call.params:
        raise bad_parameter("Only one of sender_action and message may be given")
    thread = admission.thread_for(call, account, recipient)
    if action in PLAIN:
        if action == "mark_seen" and (newest := call.world.inbox.newest(thread.id)):
            thread.read_up_to = newest[0].id
            call.world.inbox.threads.put(thread)
        return {"recipient_id": thread.igsid}
    admission.check_window(call, thread)
    payload = call.params.json("payload")
    message = call.world.inbox.messages.get(str(payload.get("message_id", ""))) if isinstance(payload, dict) else None
    if message is None or message.thread_id != thread.id or message.is_deleted:
        raise refuse("invalid_message")
    if action == "unreact":
        message.reactions.pop(account.id, None)
    else:
        reaction = str(payload.get("reaction", "love"))
        message.reactions[account.id] = {"reaction": reaction, "emoji": EMOJI.get(reaction, reaction)}
    call.world.inbox.messages.put(message)
    return {"recipient_id": thread.igsid}
