"""Reading conversations, messages and the people in them."""

from autogram.sandbox.documents import Account
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import GraphError, Json, bad_parameter
from autogram.sandbox.graph.paging import link_to, page
from autogram.sandbox.inbox.documents import Guest, Message, Thread
from autogram.sandbox.messaging.refusals import refuse
from autogram.sandbox.messaging.shapes import GUEST, MESSAGE, THREAD, detailed
from autogram.sandbox.messaging.speaker import speaker
from autogram.sandbox.world import DAY_SECONDS

REQUEST_SECONDS = 30 * DAY_SECONDS


async def listing(call: Call) -> Json:
    """`GET /{ig|page}/conversations?platform=instagram`: the one changed last comes first."""
    account = speaker(call)
    _count(call, account)
    platform = call.params.text("platform", "instagram").lower()
    if platform not in ("instagram", "messenger"):
        raise bad_parameter("Param platform must be one of {INSTAGRAM, MESSENGER}")
    found = [] if platform == "messenger" else _visible(call, account)
    if wanted := call.params.text("user_id"):
        found = [thread for thread in found if thread.igsid == wanted]
    asked = call.asked
    return page(
        sorted(found, key=lambda thread: thread.updated_at, reverse=True),
        lambda thread: THREAD.render(call.world, thread, asked),
        options=call.params,
        link=link_to(call),
    )


async def read(call: Call) -> Json:
    """`GET /{conversation}`."""
    thread = _thread(call)
    return THREAD.render(call.world, thread, call.asked)


async def messages(call: Call) -> Json:
    """`GET /{conversation}/messages`: newest first."""
    thread = _thread(call)
    asked, known = call.asked, detailed(call.world, thread.id)
    return page(
        call.world.inbox.newest(thread.id),
        lambda message: MESSAGE.render(call.world, message, asked if message.id in known else ()),
        options=call.params,
        link=link_to(call),
    )


async def message(call: Call) -> Json:
    """`GET /{message}`: only one of the twenty newest of its conversation, and not an unsent one."""
    found = call.node
    assert isinstance(found, Message)
    _admit(call, found.account_id)
    if found.is_deleted or found.id not in detailed(call.world, found.thread_id):
        raise refuse("older_message")
    return MESSAGE.render(call.world, found, call.asked)


async def profile(call: Call) -> Json:
    """`GET /{IGSID}`: a person's profile, once they have written or tapped."""
    guest = call.node
    assert isinstance(guest, Guest)
    _admit(call, guest.account_id)
    thread = call.world.inbox.existing_thread(guest.account_id, guest.id)
    if call.world.switches.profile_consent and (thread is None or thread.heard_at is None):
        code = call.world.switches.profile_consent_code
        raise GraphError(code, f"(#{code}) User consent is required to access user profile")
    return GUEST.render(call.world, guest, call.asked)


def _visible(call: Call, account: Account) -> list[Thread]:
    """Every conversation with a message in it, but no request that nobody answered for 30 days."""
    inbox, now = call.world.inbox, call.world.clock.now()
    found = (inbox.threads.get(key) for key in inbox.threads_of[account.id])
    return [
        thread
        for thread in found
        if thread
        and not thread.is_spam
        and inbox.messages_of[thread.id]
        and (thread.is_answered or now - thread.updated_at <= REQUEST_SECONDS)
    ]


def _thread(call: Call) -> Thread:
    assert isinstance(call.node, Thread)
    _admit(call, call.node.account_id)
    return call.node


def _admit(call: Call, account_id: str) -> None:
    account = call.own(account_id)
    if not account.allows_messages:
        raise refuse("access_off")
    _count(call, account)


def _count(call: Call, account: Account) -> None:
    limit = call.world.switches.conversation_calls_per_second
    if call.world.inbox.rates.is_over(account.id, "conversations", call.world.clock.now(), limit=limit, seconds=1):
        raise refuse("too_fast")
