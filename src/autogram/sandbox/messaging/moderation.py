"""`POST /{ig|page}/moderate_conversations`: block people, or move them to spam."""

from typing import Any

from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json, bad_parameter
from autogram.sandbox.inbox.documents import Thread
from autogram.sandbox.messaging.refusals import refuse
from autogram.sandbox.messaging.speaker import speaker

PEOPLE, ACTIONS = 10, 2
KNOWN = ("block_user", "unblock_user", "move_to_spam", "ban_user", "unban_user")


async def moderate(call: Call) -> Json:
    """Do each action to each person."""
    account, world = speaker(call), call.world
    people, actions = call.params.json("user_ids"), [name.lower() for name in call.params.names("actions")]
    if not isinstance(people, list) or not 1 <= len(people) <= PEOPLE:
        raise bad_parameter(f"Param user_ids must have between 1 and {PEOPLE} items")
    if not 1 <= len(actions) <= ACTIONS or any(name not in KNOWN for name in actions):
        raise bad_parameter(f"Param actions must have at most {ACTIONS} of {{{', '.join(KNOWN)}}}")
    threads = [world.inbox.existing_thread(account.id, _id(person)) for person in people]
    for thread in threads:
        if thread is None:
            raise refuse("no_such_person")
        for action in actions:
            _apply(thread, action)
        world.inbox.threads.put(thread)
    return {"success": True}


def _apply(thread: Thread, action: str) -> None:
    if action == "move_to_spam":
        thread.is_spam = True
    else:
        thread.is_blocked = not action.startswith("un")


def _id(person: Any) -> str:
    return str(person.get("id", "")) if isinstance(person, dict) else str(person)
