"""Several apps in one inbox: who holds a conversation."""

from typing import Any

from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json, bad_parameter
from autogram.sandbox.inbox.documents import Thread
from autogram.sandbox.messaging.refusals import refuse
from autogram.sandbox.messaging.speaker import speaker

INBOX_APP = "1217981644879628"


async def hand_over(call: Call) -> Json:
    """`POST /{ig|page}/pass_thread_control`: another app answers from now on."""
    thread = _held(call)
    target = call.params.text("target_app_id", INBOX_APP)
    thread.owner = None if target == call.world.app.id else target
    return _saved(call, thread)


async def release(call: Call) -> Json:
    """`POST /{ig|page}/release_thread_control`: the inbox of Instagram answers from now on."""
    thread = _held(call)
    thread.owner = INBOX_APP
    return _saved(call, thread)


async def take(call: Call) -> Json:
    """`POST /{ig|page}/take_thread_control`: we answer from now on."""
    thread = _thread(call)
    thread.owner = None
    return _saved(call, thread)


async def request(call: Call) -> Json:
    """`POST /{ig|page}/request_thread_control`: we ask for it; nobody gives it by itself."""
    _thread(call)
    return {"success": True}


async def extend(call: Call) -> Json:
    """`POST /{ig|page}/extend_thread_control`: we keep it for longer."""
    _held(call)
    return {"success": True}


async def owner(call: Call) -> Json:
    """`GET /{ig|page}/thread_owner?recipient=`."""
    thread = _thread(call)
    return {"data": [{"thread_owner": {"app_id": thread.owner or call.world.app.id}}]}


def _held(call: Call) -> Thread:
    thread = _thread(call)
    if thread.owner is not None:
        raise refuse("not_thread_owner")
    return thread


def _thread(call: Call) -> Thread:
    account = speaker(call)
    value: Any = call.params.get("recipient")
    if isinstance(value, str) and value.lstrip().startswith("{"):
        value = call.params.json("recipient")
    igsid = value.get("id") if isinstance(value, dict) else value
    if not igsid:
        raise bad_parameter("The parameter recipient is required.")
    thread = call.world.inbox.existing_thread(account.id, str(igsid))
    if thread is None:
        raise refuse("no_such_person")
    return thread


def _saved(call: Call, thread: Thread) -> Json:
    call.world.inbox.threads.put(thread)
    return {"success": True}
