"""What people see before and beside the first message: ice breakers and the persistent menu."""

import json
from dataclasses import dataclass
from typing import Any

from autogram.instagram.connection import GraphConnection

LOCALE = "default"


@dataclass(frozen=True, slots=True)
class IceBreaker:
    """A question that people can tap instead of writing; `payload` comes back in the postback."""

    question: str
    payload: str


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the persistent menu: with `payload` a postback, with `url` a web page."""

    title: str
    payload: str | None = None
    url: str | None = None


async def ice_breakers(graph: GraphConnection, user_id: str) -> list[IceBreaker]:
    """The questions as they stand at Instagram, of its default language."""
    entries = await _read(graph, user_id, "ice_breakers")
    return [IceBreaker(str(entry.get("question", "")), str(entry.get("payload", ""))) for entry in entries]


async def set_ice_breakers(graph: GraphConnection, user_id: str, questions: list[IceBreaker]) -> None:
    """Exactly these questions are shown. Safe to repeat."""
    actions = [{"question": entry.question, "payload": entry.payload} for entry in questions]
    await _write(graph, user_id, "ice_breakers", [{"call_to_actions": actions, "locale": LOCALE}])


async def persistent_menu(graph: GraphConnection, user_id: str) -> list[MenuItem]:
    """The menu as it stands at Instagram, of its default language."""
    entries = await _read(graph, user_id, "persistent_menu")
    return [MenuItem(str(entry.get("title", "")), entry.get("payload"), entry.get("url")) for entry in entries]


async def set_persistent_menu(graph: GraphConnection, user_id: str, items: list[MenuItem]) -> None:
    """Exactly this menu is shown. Safe to repeat."""
    actions = [_menu_entry(item) for item in items]
    menu = {"locale": LOCALE, "composer_input_disabled": False, "call_to_actions": actions}
    await _write(graph, user_id, "persistent_menu", [menu])


async def remove(graph: GraphConnection, user_id: str, field: str) -> None:
    """The `ice_breakers` or the `persistent_menu` are gone. Safe to repeat."""
    await graph.delete(f"/{user_id}/messenger_profile", {"platform": "instagram", "fields": json.dumps([field])})


def _menu_entry(item: MenuItem) -> dict[str, str]:
    if item.url is not None:
        return {"type": "web_url", "title": item.title, "url": item.url}
    return {"type": "postback", "title": item.title, "payload": item.payload or ""}


async def _read(graph: GraphConnection, user_id: str, field: str) -> list[dict[str, Any]]:
    body = await graph.read(f"/{user_id}/messenger_profile", {"platform": "instagram", "fields": field})
    profiles = [profile for profile in body.get("data", []) if isinstance(profile, dict)]
    listed = [entry for profile in profiles for entry in profile.get(field) or [] if isinstance(entry, dict)]
    chosen = [entry for entry in listed if entry.get("locale", LOCALE) == LOCALE] or listed[:1]
    # The documentation prints the questions with and without the wrapping by language.
    return [action for entry in chosen for action in entry.get("call_to_actions", [entry])]


async def _write(graph: GraphConnection, user_id: str, field: str, value: list[dict[str, Any]]) -> None:
    await graph.write(f"/{user_id}/messenger_profile", {"platform": "instagram", field: json.dumps(value)})
