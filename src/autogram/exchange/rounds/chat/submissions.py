"""Which links in a message ask for comments: those that a counter like 1/3 follows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from autogram.exchange.rounds.chat.reading import LONGEST_MESSAGE, Message
from autogram.exchange.rounds.links import FoundLink, link_of, links_in

# Not a part of a date, of a longer number or of another link.
_COUNTER = re.compile(r"(?<![A-Za-z0-9_/.:\-])(\d{1,2}) ?[/\uff0f] ?(\d{1,2})(?![A-Za-z0-9_]| ?[/\uff0f])")
_MENTIONS_INSTAGRAM = re.compile("instagr", re.IGNORECASE)
_LONGEST_LINK = 300

NO_COUNTER = "no counter like 1/3 follows the link"
NOBODY = "nobody can tell who wrote it"
NO_DAY = "no line above it says the day"
TOO_LONG = f"the message is longer than {LONGEST_MESSAGE:,} characters; its end was not read"


@dataclass(frozen=True, slots=True)
class Submission:
    """A post, and the how manieth of how many of the week it is meant to be."""

    line: int
    at: datetime
    nickname: str
    shortcode: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class NotSubmitted:
    """A link that asks for nothing, and why; `line` is the link's own."""

    line: int
    nickname: str | None
    link: str
    why: str


def submissions_in(message: Message) -> Iterator[Submission | NotSubmitted]:
    """Every link to Instagram of the message is exactly one of both, in its order."""
    if _MENTIONS_INSTAGRAM.search(message.text):
        yield from _judged(message)
    if message.is_cut:
        yield NotSubmitted(message.line, message.nickname, "", TOO_LONG)


def _judged(message: Message) -> Iterator[Submission | NotSubmitted]:
    text, links = message.text, list(links_in(message.text))
    line, counted_to = message.line, 0
    for link, following in zip_longest(links, links[1:]):
        line += text.count("\n", counted_to, link.start)
        counted_to = link.start
        found = _found(message, link, line, following)
        if isinstance(found, str):
            shown = link_of(link.shortcode) if link.shortcode else text[link.start : link.end][:_LONGEST_LINK]
            yield NotSubmitted(line, message.nickname, shown, found)
        else:
            yield found


def _found(message: Message, link: FoundLink, line: int, following: FoundLink | None) -> Submission | str:
    """What the link asks for, or why it asks for nothing."""
    if link.shortcode is None:
        return f"the link {link.why}"
    counter = _counter_behind(message.text, link, following)
    if counter is None:
        return NO_COUNTER
    number, of = counter
    if number > of:
        return f"the counter {number}/{of} goes beyond its own end"
    if message.nickname is None:
        return NOBODY
    if message.at is None:
        return NO_DAY
    return Submission(line, message.at, message.nickname, link.shortcode, number, of)


def _counter_behind(text: str, link: FoundLink, following: FoundLink | None) -> tuple[int, int] | None:
    """The counter on the rest of the link's line, else on the next line that is not empty and holds no other link."""
    behind, *below = text[link.end : following.start if following else len(text)].split("\n")
    if following:
        below = below[:-1]
    return _first_counter(behind) or _first_counter(next((line for line in below if line.strip()), ""))


def _first_counter(text: str) -> tuple[int, int] | None:
    for found in _COUNTER.finditer(text):
        number, of = int(found[1]), int(found[2])
        if number and of:
            return number, of
    return None
