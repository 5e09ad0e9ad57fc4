"""Taking contents out of what Meta sent, and nothing else: the rest can still be processed again."""

import json
from collections.abc import Callable
from typing import Any

# What says which message it was and what happened to it, but not what anybody wrote or is called.
_KEPT = frozenset(
    {"mid", "id", "comment_id", "parent_id", "media_id", "app_id", "timestamp", "time", "field", "action", "num_edit"}
    | {"watermark", "is_echo", "is_deleted", "is_unsupported", "is_self"}
)
_LISTS = ("messaging", "standby", "changes")

Item = dict[str, Any]


def without_contents(item: Item) -> Item:
    """The item with its structure, ids and flags; words, attachments, names and everything else are gone."""
    kept = {name: value for name, value in item.items() if name in _KEPT and not isinstance(value, (dict, list))}
    return kept | {name: without_contents(value) for name, value in item.items() if isinstance(value, dict)}


def erased(_: Item) -> Item:
    """What stands where something of an erased person stood, so that everything after it keeps its place."""
    return {"erased": True}


def is_erased(item: Item) -> bool:
    return item.get("erased") is True


def is_about_subject(subject: str) -> Callable[[Item], bool]:
    """Whether an item tells of the message or comment with this id."""

    def check(item: Item) -> bool:
        told = [item, *_objects(item)]
        told += [inner for value in told[1:] for inner in _objects(value)]
        return any(str(part.get(name)) == subject for part in told for name in ("mid", "id", "comment_id"))

    return check


def is_about_person(person_instagram_id: str) -> Callable[[Item], bool]:
    """Whether an item tells of somebody: as sender, recipient or author."""

    def check(item: Item) -> bool:
        value = item.get("value")
        parts = [item, value] if isinstance(value, dict) else [item]
        sides = [part.get(name) for part in parts for name in ("sender", "recipient", "from")]
        return any(isinstance(side, dict) and str(side.get("id")) == person_instagram_id for side in sides)

    return check


def _objects(item: Item) -> list[Item]:
    return [value for value in item.values() if isinstance(value, dict)]


def redacted_body(body: bytes, is_meant: Callable[[Item], bool], change: Callable[[Item], Item]) -> bytes:
    """The body with each item that `is_meant` changed. A body that is no JSON comes back as it is."""
    try:
        decoded = json.loads(body)
    except (ValueError, RecursionError):
        return body
    for part in decoded if isinstance(decoded, list) else [decoded]:
        entries = part.get("entry") if isinstance(part, dict) else None
        for entry in entries if isinstance(entries, list) else [entries]:
            if isinstance(entry, dict):
                _redact_entry(entry, is_meant, change)
    return json.dumps(decoded, separators=(",", ":")).encode()


def _redact_entry(entry: Item, is_meant: Callable[[Item], bool], change: Callable[[Item], Item]) -> None:
    # Comments also come with field and value on the entry itself.
    if "field" in entry:
        direct: Item = {name: entry[name] for name in ("field", "value") if name in entry}
        if is_meant(direct) or is_meant(entry):
            for name in direct:
                del entry[name]
            entry |= change(direct)
    for name in _LISTS:
        items = entry.get(name)
        if isinstance(items, dict):
            entry[name] = change(items) if is_meant(items) else items
        elif isinstance(items, list):
            entry[name] = [change(item) if isinstance(item, dict) and is_meant(item) else item for item in items]
