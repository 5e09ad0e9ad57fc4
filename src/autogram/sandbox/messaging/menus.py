"""What an account offers in an empty conversation: ice breakers and a menu."""

from typing import Any

from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json, bad_parameter
from autogram.sandbox.inbox.documents import MessengerProfile
from autogram.sandbox.messaging.speaker import speaker

NAMES = ("ice_breakers", "persistent_menu", "get_started", "greeting", "whitelisted_domains", "commands")
ICE_BREAKERS, MENU_ITEMS = 4, 5


async def read(call: Call) -> Json:
    """`GET /{ig|page}/messenger_profile?fields=`."""
    saved = _saved(call).values
    names = call.params.names("fields") or list(NAMES)
    found = {name: saved[name] for name in names if name in saved}
    return {"data": [found] if found else []}


async def change(call: Call) -> Json:
    """`POST /{ig|page}/messenger_profile`: replaces what is named."""
    profile = _saved(call)
    given = {name: call.params.json(name) for name in NAMES if name in call.params}
    if not given:
        raise bad_parameter(f"Give at least one of {', '.join(NAMES)}")
    if "ice_breakers" in given:
        _check(given["ice_breakers"], "ice_breakers", ICE_BREAKERS, ("question", "payload"))
    if "persistent_menu" in given:
        _check(given["persistent_menu"], "persistent_menu", MENU_ITEMS, ("title", "type"))
    profile.values |= given
    call.world.inbox.profiles.put(profile)
    return {"result": "success"}


async def remove(call: Call) -> Json:
    """`DELETE /{ig|page}/messenger_profile?fields=`."""
    profile = _saved(call)
    names = call.params.names("fields")
    if not names:
        raise bad_parameter("The parameter fields is required.")
    for name in names:
        profile.values.pop(name, None)
    call.world.inbox.profiles.put(profile)
    return {"result": "success"}


def _saved(call: Call) -> MessengerProfile:
    account = speaker(call)
    return call.world.inbox.profiles.get(account.id) or MessengerProfile(id=account.id)


def _check(value: Any, name: str, most: int, needed: tuple[str, ...]) -> None:
    """Check a list by locale, or the older flat list of ice breakers."""
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        raise bad_parameter(f"Param {name} must be an array of objects")
    lists = [item["call_to_actions"] for item in value if "call_to_actions" in item] or [value]
    for actions in lists:
        if not isinstance(actions, list) or not 1 <= len(actions) <= most:
            raise bad_parameter(f"Param {name} must have between 1 and {most} call_to_actions")
        for action in actions:
            if not isinstance(action, dict) or any(not action.get(field) for field in needed):
                raise bad_parameter(f"Each of {name} needs {' and '.join(needed)}")
