"""Whether the account may write to a person now."""

from autogram.sandbox.documents import Account
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json, bad_parameter
from autogram.sandbox.inbox.documents import Thread
from autogram.sandbox.messaging.refusals import refuse

KINDS = ("RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY")
HUMAN_AGENT = "HUMAN_AGENT"


def thread_for(call: Call, account: Account, recipient: Json) -> Thread:
    """The conversation a message goes to, if the person can be reached at all."""
    world = call.world
    igsid = str(recipient.get("id", ""))
    if igsid == account.id:
        return world.inbox.thread(account.id, account.username, account.id, world.clock.now())
    guest = world.inbox.guest(igsid)
    person = world.inbox.customers.get(guest.username) if guest and guest.account_id == account.id else None
    if person is None:
        raise refuse("no_such_person")
    if world.switches.app_mode == "development" and not person.is_tester:
        raise refuse("not_tester")
    if person.is_unavailable or account.id in person.blocks:
        raise refuse("unavailable")
    thread = world.inbox.existing_thread(account.id, igsid)
    if thread is None:
        raise refuse("outside_window")
    if thread.is_blocked:
        raise refuse("business_blocked")
    if thread.owner is not None:
        raise refuse("not_thread_owner")
    return thread


def check_window(call: Call, thread: Thread) -> None:
    """Refuse a message 24 hours after the person was last heard of, or seven days with the tag of human agents."""
    switches = call.world.switches
    kind = call.params.text("messaging_type").upper()
    tag = call.params.text("tag").strip('"').upper()
    if kind and kind not in KINDS:
        raise bad_parameter(f"Param messaging_type must be one of {{{', '.join(KINDS)}}}")
    if kind == "MESSAGE_TAG" and not tag:
        raise bad_parameter("Param tag is required with messaging_type MESSAGE_TAG")
    if tag and tag != HUMAN_AGENT:
        raise bad_parameter(f"Param tag must be one of {{{HUMAN_AGENT}}}")
    if thread.igsid == thread.account_id:
        return
    window = switches.human_agent_seconds if tag else switches.message_window_seconds
    if thread.heard_at is None or call.world.clock.now() - thread.heard_at > window:
        raise refuse("outside_window")
