"""From a delivery's body to its events: every shape that Instagram is known to send, and those it may yet invent."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from autogram.inbox.reception.changes import read_change
from autogram.inbox.reception.messaging import read_item
from autogram.inbox.reception.shapes import Aside, Event, Riddle
from autogram.inbox.reception.values import cleaned, listed, moment, party, text

# The account in events that the dashboard's test button sends.
TEST_ACCOUNT = "0"
_OBJECTS = frozenset({"instagram", "page"})
_LISTS = ("messaging", "standby", "changes")


def events_of(body: Any) -> list[Event]:
    """What a decoded body tells, in its order. Nothing that is JSON makes it fail; what is strange is a `Riddle`."""
    found = [event for part in _parts(cleaned(body)) for event in _events_of_part(part)]
    return [_test_event(event) if event.instagram_user_id == TEST_ACCOUNT else event for event in found]


def _parts(body: Any) -> list[Any]:
    """Some of Meta's pages print the body wrapped in a list."""
    return body if isinstance(body, list) and body else [body]


def _events_of_part(part: Any) -> Iterator[Event]:
    named = text(part.get("object")) if isinstance(part, dict) else None
    if named is not None and named not in _OBJECTS:
        yield _riddle(named, part, "About something else than Instagram.")
        return
    entries = listed(part, "entry")
    if not entries:
        yield _riddle("nothing", part, "A body without entries.")
    for entry in entries:
        yield from _events_of_entry(entry)


def _events_of_entry(entry: Any) -> Iterator[Event]:
    if not isinstance(entry, dict):
        yield _riddle("entry", entry, "An entry that is not an object.")
        return
    account_id, sent_at = party(entry.get("id")), moment(entry.get("time"))
    told = list(_lists(entry, account_id, sent_at))
    if "field" in entry:
        told += read_change(entry, account_id, sent_at)
    if not told:
        strange = next((name for name in entry if name not in {"id", "time", *_LISTS}), "nothing")
        told = [_riddle(strange, entry, "An entry that tells nothing we know.", account_id, sent_at)]
    yield from told


def _lists(entry: dict[str, Any], account_id: str | None, sent_at: datetime | None) -> Iterator[Event]:
    for name in _LISTS:
        for item in listed(entry, name):
            if not isinstance(item, dict):
                yield _riddle(name, item, "An item that is not an object.", account_id, sent_at)
            elif name == "changes":
                yield from read_change(item, account_id, sent_at)
            else:
                yield from read_item(item, account_id, sent_at, name == "standby")


def _riddle(
    named: str, payload: Any, reason: str, account_id: str | None = None, sent_at: datetime | None = None
) -> Event:
    whole = payload if isinstance(payload, dict) else {"value": payload}
    return Event(f"unknown:{named[:60]}", Riddle(reason), whole, account_id, occurred_at=sent_at)


def _test_event(event: Event) -> Event:
    if isinstance(event.content, Riddle):
        return event
    return Event(
        f"test:{event.kind}",
        Aside("Sent by the test button of Meta's dashboard: the webhook works."),
        event.payload,
        event.instagram_user_id,
        event.person_instagram_id,
        occurred_at=event.occurred_at,
    )
