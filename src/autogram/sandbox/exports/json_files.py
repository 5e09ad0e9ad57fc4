"""Lists as JSON. Meta writes every byte of UTF-8 as a character of its own."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice

from autogram.sandbox.exports.batches import pieces
from autogram.sandbox.exports.kinds import FOLLOWERS, Era, Kind, is_labelled, is_titled
from autogram.sandbox.exports.languages import Words
from autogram.sandbox.exports.listing import Listed
from autogram.sandbox.unofficial.directory import ACCOUNT_IDS

VALUED = """  {
    "title": "",
    "media_list_data": [

    ],
    "string_list_data": [
      {
        "href": "https://www.instagram.com/%s",
        "value": "%s",
        "timestamp": %d
      }
    ]
  }"""
TITLED = """  {
    "title": "%s",
    "string_list_data": [
      {
        "href": "https://www.instagram.com/_u/%s",
        "timestamp": %d
      }
    ]
  }"""


def connections(lists: Iterable[tuple[Kind, Iterable[Listed]]]) -> Iterator[bytes]:
    """The single file of 2018: names and dates."""
    between = "{"
    for kind, people in lists:
        if kind.old_key:
            opening = f'{between}"{kind.old_key}": {{'
            yield from pieces(people, _dated, opening=opening, between=", ", closing="}")
            between = ", "
    yield b"{}" if between == "{" else b"}"


def document(people: Iterable[Listed], kind: Kind, era: Era, words: Words) -> Iterator[bytes]:
    """One file of one list."""
    if is_labelled(kind, era):
        return _labels(people, words)
    write: Callable[[Listed], str] = _titled if is_titled(kind, era) else _valued
    if kind is FOLLOWERS and era != "2021":
        return pieces(people, write, opening="[\n", between=",\n", closing="\n]")
    return pieces(people, write, opening=f'{{\n"{kind.root}": [\n', between=",\n", closing="\n]\n}")


def garbled(text: str) -> str:
    """Text as Meta writes it."""
    return text.encode().decode("latin-1")


def _labels(people: Iterable[Listed], words: Words) -> Iterator[bytes]:
    """Labels and values; a single record is written without a list around it."""
    rest = iter(people)
    first = list(islice(rest, 2))
    write = partial(_labelled, words=words)
    if len(first) == 1:
        return iter([write(first[0]).encode()])
    return pieces(chain(first, rest), write, opening="[\n", between=",\n", closing="\n]")


def _dated(listed: Listed) -> str:
    moment = datetime.fromtimestamp(listed.since, UTC)
    return f'"{listed.person.username}": "{moment:%Y-%m-%dT%H:%M:%S}"'


def _valued(listed: Listed) -> str:
    username = listed.person.username
    return VALUED % (username, username, listed.since)


def _titled(listed: Listed) -> str:
    username = listed.person.username
    return TITLED % (username, username, listed.since)


def _labelled(listed: Listed, words: Words) -> str:
    person = listed.person
    values = (("URL", ""), (words.name, person.name), (words.username, person.username))
    record = {
        "timestamp": listed.since,
        "media": [],
        "label_values": [{"label": garbled(label), "value": garbled(value)} for label, value in values],
        "fbid": str(ACCOUNT_IDS + person.pk),
    }
    return json.dumps(record, indent=2)
