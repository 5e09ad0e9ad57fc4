"""Lists in JSON, of every era."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from autogram.instagram.export import kinds, records, text
from autogram.instagram.export.gathering import EARLIEST, LATEST, Gathering
from autogram.instagram.export.json_stream import JsonStream
from autogram.instagram.export.kinds import ListKind

# A name that needs nothing done to it; placeholders of deleted accounts are left to the careful way.
_PLAIN = re.compile(r"(?!_*deleted)[a-z0-9._]{1,30}")
_FOREIGN_KEYS = {
    "friends_v2": "Facebook",
    "followers_v2": "Facebook",
    "followers_v3": "Facebook",
    "following_v2": "Facebook",
    "following_v3": "Facebook",
    "Activity": "TikTok",
    "Your Activity": "TikTok",
    "Profile And Settings": "TikTok",
}
Gather = Callable[[ListKind], Gathering]


class NotOurs(Exception):
    """The file is a list, but of another service; `service` names it."""

    def __init__(self, service: str) -> None:
        super().__init__(service)
        self.service = service


class NotRecognised(Exception):
    """Neither its name nor its content tells which list the file is."""


def read_lists(stream: JsonStream, kind: ListKind | None, gather: Gather) -> None:
    """All lists of one document are gathered; `kind` is what its name says, and a key at its root knows better.

    Raises `FileDamaged`, `NotOurs`, `NotRecognised`.
    """
    begins = stream.peek()
    if begins == "[":
        gather_records(stream.elements(), _named(kind, gather), "bare")
    elif begins == "{":
        _read_object(stream, kind, gather)
    else:
        raise NotRecognised
    stream.finish()


def _read_object(stream: JsonStream, kind: ListKind | None, gather: Gather) -> None:
    record: dict[str, Any] = {}
    is_known = False
    for key in stream.members():
        if key in records.RECORD_KEYS:
            record[key] = stream.value()
        elif (found := kinds.kind_of_root_key(key)) is not None:
            _read_rooted(stream, gather(found))
            is_known = True
        elif (found := kinds.kind_of_connection_key(key)) is not None:
            _read_connections(stream, gather(found))
            is_known = True
        else:
            _refuse_foreign(key)
            stream.skip()
    if record:
        # A list of one is written without its list.
        gather_records([record], _named(kind, gather), "bare")
    elif not is_known:
        raise NotRecognised


def _named(kind: ListKind | None, gather: Gather) -> Gathering:
    if kind is None:
        raise NotRecognised
    return gather(kind)


def _refuse_foreign(key: str) -> None:
    if key.startswith("text_post_app"):
        raise NotOurs("Threads")
    if key in _FOREIGN_KEYS:
        raise NotOurs(_FOREIGN_KEYS[key])


def _read_rooted(stream: JsonStream, gathering: Gathering) -> None:
    if stream.peek() == "[":
        gather_records(stream.elements(), gathering, "rooted")
    elif (value := stream.value()) is not None:
        gather_records([value], gathering, "rooted")


def _read_connections(stream: JsonStream, gathering: Gathering) -> None:
    """`{"name": "2019-05-01T10:00:00", …}`, as one file had them all before 2021."""
    if stream.peek() != "{":
        _read_rooted(stream, gathering)
        return
    gathering.shapes.add("connections")
    normal = text.normal_hashtag if gathering.kind is ListKind.HASHTAGS else text.normal_username
    for name in stream.members():
        gathering.add(normal(name), records.seconds_of_iso(stream.value()))


def gather_records(found: Iterable[Any], gathering: Gathering, frame: str) -> None:
    """Each record's account is in the list; what is no record is counted as unreadable."""
    table, room, is_first = gathering.seconds, gathering.room, True
    gathering.shapes.add(frame)
    for record in found:
        if is_first:
            _note_shape(record, gathering)
            is_first = False
        try:
            item = record["string_list_data"][0]
            username, seconds = item.get("value") or record["title"], item["timestamp"]
            is_plain = _PLAIN.fullmatch(username) and type(seconds) is int and EARLIEST <= seconds < LATEST
        except (KeyError, IndexError, TypeError, AttributeError):
            is_plain = False
        if is_plain and len(table) < room:
            gathering.taken += 1
            if table.setdefault(username, seconds) < 0:
                table[username] = seconds
        else:
            _gather_carefully(record, gathering)


def _gather_carefully(record: object, gathering: Gathering) -> None:
    person = records.person_of(record, gathering.kind)
    if person is None:
        gathering.unreadable += 1
    else:
        gathering.add(person.username, person.seconds, person.name, person.instagram_id)


def _note_shape(record: object, gathering: Gathering) -> None:
    """Remembers the form of the records. Raises `NotOurs` for a list of Threads, which has Instagram's form."""
    shape = records.shape_of(record)
    if shape is not None:
        gathering.shapes.add(shape)
    if records.leads_to_threads(record):
        raise NotOurs("Threads")
