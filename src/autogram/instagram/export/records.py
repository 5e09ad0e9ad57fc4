"""What one record says about one account, in every form that records have had."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from autogram.instagram.export import labels, text
from autogram.instagram.export.gathering import plausible_seconds
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.results import UNKNOWN_TIME

RECORD_KEYS = frozenset(
    {"title", "media_list_data", "string_list_data", "string_map_data", "timestamp", "media", "label_values", "fbid"}
)
_SHAPES = ("label_values", "string_list_data", "string_map_data", "title")


@dataclass(frozen=True, slots=True)
class Person:
    """One record, read. `username` is empty when Instagram wrote none."""

    username: str
    seconds: int
    name: str | None = None
    instagram_id: str | None = None


def shape_of(record: object) -> str | None:
    """`labels`, `value` or `title`, or None for what is no record."""
    if not isinstance(record, Mapping):
        return None
    if "label_values" in record:
        return "labels"
    item = _item(record)
    if "value" in item:
        return "value"
    return "title" if any(key in record for key in _SHAPES) else None


def person_of(record: object, kind: ListKind) -> Person | None:
    """The account of a record, or None if the record has no form that is known."""
    if not isinstance(record, Mapping) or not any(key in record for key in _SHAPES):
        return None
    item, labelled = _item(record), _labelled(record)
    links = [item.get("href"), labelled.link]
    candidates = [item.get("value"), record.get("title"), labelled.username]
    seconds = plausible_seconds(item.get("timestamp"))
    if seconds == UNKNOWN_TIME:
        seconds = plausible_seconds(record.get("timestamp"))
    return Person(chosen_name(candidates, links, kind), seconds, labelled.name, _id(record.get("fbid")))


def chosen_name(candidates: Sequence[object], links: Sequence[object], kind: ListKind) -> str:
    """The first name in the order of trust that can be a name, else the first there is, else an empty one."""
    is_hashtag = kind is ListKind.HASHTAGS
    normal, linked = (
        (text.normal_hashtag, text.hashtag_in_link) if is_hashtag else (text.normal_username, text.username_in_link)
    )
    found = [linked(each) or normal(each) if "://" in each else normal(each) for each in _strings(candidates)]
    found += [linked(each) or "" for each in _strings(links)]
    found = [each for each in found if each]
    legal = (each for each in found if is_hashtag or text.is_legal_username(each))
    return next(legal, found[0] if found else "")


def seconds_of_iso(value: object) -> int:
    """The time of an ISO 8601 text, UTC if it names no zone, as exports before 2021 have them."""
    if not isinstance(value, str):
        return plausible_seconds(value)
    try:
        moment = datetime.fromisoformat(value.strip())
        return plausible_seconds((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError):
        return UNKNOWN_TIME


def labelled_username(values: Mapping[str, Any]) -> str | None:
    """The user name out of a `string_map_data`, whatever the language of its labels."""
    for label, item in values.items():
        if labels.is_username_label(label) and isinstance(item, Mapping):
            return chosen_name([item.get("value")], [], ListKind.FOLLOWERS) or None
    return None


@dataclass(frozen=True, slots=True)
class _Labelled:
    username: str | None = None
    name: str | None = None
    link: str | None = None


def _labelled(record: Mapping[str, Any]) -> _Labelled:
    """The three values that the label form has. Without a known label the user name is the last that could be one."""
    values = record.get("label_values")
    rows = [each for each in values if isinstance(each, Mapping)] if isinstance(values, list) else []
    pairs = [(_string(each.get("label")), _string(each.get("value"))) for each in rows]
    link = next((value for _, value in pairs if "://" in value), None)
    name = next((value for label, value in pairs if labels.is_name_label(label)), None)
    username = next((value for label, value in pairs if labels.is_username_label(label)), None)
    if username is None:
        normal = [(value, text.normal_username(value)) for _, value in pairs if "://" not in value]
        username = next((value for value, each in reversed(normal) if text.is_legal_username(each)), None)
        if name is None and len(normal) > 1 and normal[-1][0] == username:
            name = normal[-2][0]
    return _Labelled(username, text.display_name(name), link)


def _item(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """One record is one account, whatever else its list holds."""
    items = record.get("string_list_data")
    first = items[0] if isinstance(items, list) and items else None
    return first if isinstance(first, Mapping) else {}


def _strings(values: Sequence[object]) -> list[str]:
    return [each for each in values if isinstance(each, str)]


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _id(value: object) -> str | None:
    digits = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return digits if digits.isascii() and digits.isdigit() and len(digits) <= 24 else None


def leads_to_threads(record: object) -> bool:
    """Whether the account is one of Threads, whose lists have Instagram's names and forms."""
    link = _item(record).get("href") if isinstance(record, Mapping) else None
    return isinstance(link, str) and text.leads_to_threads(link)
