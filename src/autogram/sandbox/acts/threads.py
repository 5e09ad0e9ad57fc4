"""Another app takes a conversation, or gives it back."""

from typing import Any

from autogram.sandbox.acts import kinds
from autogram.sandbox.customers import customer, thread_with
from autogram.sandbox.documents import Account
from autogram.sandbox.messaging.thread_control import INBOX_APP
from autogram.sandbox.webhooks import events
from autogram.sandbox.world import World


def change_owner(world: World, account: Account, act: kinds.ChangeOwner) -> dict[str, Any]:
    """The inbox takes the conversation from us, passes it to us, or asks for it."""
    thread = thread_with(world, account, customer(world, act.person).id)
    previous = thread.owner or world.app.id
    body: dict[str, Any] = {"metadata": act.metadata}
    if act.act == "take_thread":
        thread.owner = INBOX_APP
        body |= {"previous_owner_app_id": previous, "new_owner_app_id": INBOX_APP}
    elif act.act == "pass_thread":
        thread.owner = None
        body |= {"previous_owner_app_id": previous, "new_owner_app_id": world.app.id}
    else:
        body |= {"requested_owner_app_id": INBOX_APP}
    world.inbox.threads.put(thread)
    key = f"{act.act.removesuffix('_thread')}_thread_control"
    events.messaging(world, account, "messaging_handover", {key: body}, sender=thread.igsid, recipient=account.id)
    return {"owner": thread.owner or world.app.id}
