"""What the files about the account itself say."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from autogram.instagram.export import records, text
from autogram.instagram.export.gathering import plausible_seconds
from autogram.instagram.export.results import UNKNOWN_TIME

_DEEPEST = 6


def owner_of(document: object) -> str | None:
    """The user name in `personal_information.json`, or in `profile.json` of old."""
    if isinstance(document, Mapping) and isinstance(document.get("username"), str):
        return text.normal_username(document["username"]) or None
    for each in _objects(document):
        values = each.get("string_map_data")
        if isinstance(values, Mapping) and (found := records.labelled_username(values)):
            return found
    return None


def signed_up_at(document: object) -> datetime | None:
    """The first moment in the file about the sign-up."""
    found = [plausible_seconds(each.get("timestamp")) for each in _objects(document)]
    known = [seconds for seconds in found if seconds != UNKNOWN_TIME]
    return datetime.fromtimestamp(min(known), UTC) if known else None


def _objects(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        yield value
        for each in value.values():
            yield from _objects(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each, depth + 1)
