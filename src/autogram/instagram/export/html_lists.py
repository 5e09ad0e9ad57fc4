"""Lists in HTML. Class names change with every release; links to accounts and the dates behind them do not.

A record is one of: a link with a date behind it; a heading with the name, a link and a date; a table of labels and
values with a date behind it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from autogram.instagram.export import labels, text
from autogram.instagram.export.dates import read_date
from autogram.instagram.export.errors import FileDamaged
from autogram.instagram.export.gathering import Gathering, plausible_seconds
from autogram.instagram.export.html_pages import Tag
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.records import seconds_of_iso
from autogram.instagram.export.results import UNKNOWN_TIME

# How many texts that are no date may stand between an account and its date.
_TEXTS_BEFORE_DATE = 3
# Links in these belong to the page and not to its records.
_FRAME = {"header", "nav", "aside"}
# A page that begins with one of these ends with it; fragments without them are taken as they are.
_WHOLE = {"html", "body", "/html", "/body"}
# Records of Instagram's pages show this clock, in summer and winter, wherever the person lives: found by laying
# records of HTML and JSON exports of the same accounts side by side.
META_CLOCK = timedelta(hours=-8)
_META_CLOCKS = (timedelta(hours=-8), timedelta(hours=-7))


@dataclass
class Header:
    """The moments that a page states about its export, as UTC, and the clock it shows them on."""

    moments: list[datetime] = field(default_factory=list)
    clock: timedelta | None = None

    def note(self, tag: Tag) -> None:
        moment = seconds_of_iso(tag.datetime)
        if moment == UNKNOWN_TIME or len(self.moments) == 3:
            return
        utc = datetime.fromtimestamp(moment, UTC)
        self.moments.append(utc)
        shown = read_date(tag.text)
        if shown is not None and self.clock is None:
            minutes = round((shown.replace(tzinfo=UTC) - utc).total_seconds() / 60)
            self.clock = timedelta(minutes=minutes)


def seconds_to_add(header: Header | None) -> int:
    """What makes UTC of the times in records: the header's clock if it is one that Meta uses for records."""
    clock = header.clock if header and header.clock in _META_CLOCKS else META_CLOCK
    return -round((clock or META_CLOCK).total_seconds())


def read_page(tags: Iterable[Tag], gathering: Gathering | None) -> Header:
    """All accounts of a page are gathered, their times still on the clock of the page; what its header states.

    Raises `FileDamaged` when the page ends before its end.
    """
    page = _Page(gathering)
    for tag in tags:
        page.take(tag)
    page.end()
    return page.header


class _Page:
    """Where the reading of a page stands: the account whose date is still to come, and the table that is open."""

    def __init__(self, gathering: Gathering | None) -> None:
        self.header = Header()
        self._gathering = gathering
        self._username: str | None = None
        self._name: str | None = None
        self._heading = ""
        self._texts_left = self._frames = 0
        self._is_open = False
        self._cells: list[list[str]] | None = None

    def take(self, tag: Tag) -> None:
        if tag.name == "time":
            self.header.note(tag)
        elif tag.name in _WHOLE:
            self._is_open = not tag.name.startswith("/")
        elif tag.name.removeprefix("/") in _FRAME:
            self._frames = max(0, self._frames + (-1 if tag.name.startswith("/") else 1))
        elif self._gathering is not None and not self._frames:
            self._take_in_body(tag, self._gathering)

    def end(self) -> None:
        self._emit(UNKNOWN_TIME)
        if self._is_open:
            raise FileDamaged("is cut off")

    def _take_in_body(self, tag: Tag, gathering: Gathering) -> None:
        if tag.name == "a" and tag.href:
            self._take_link(tag.href, gathering)
        elif tag.name == "table":
            self._emit(UNKNOWN_TIME)
            self._cells = []
        elif tag.name == "/table":
            self._end_table(gathering)
        elif self._cells is not None:
            self._take_cell(tag, self._cells)
        elif tag.text:
            self._take_text(tag)

    def _take_link(self, href: str, gathering: Gathering) -> None:
        is_hashtag = gathering.kind is ListKind.HASHTAGS
        linked = text.hashtag_in_link(href) if is_hashtag else text.username_in_link(href)
        if linked is None:
            return
        self._emit(UNKNOWN_TIME)
        gathering.shapes.add("title" if "/_u/" in href else "value")
        self._expect(linked)

    def _take_cell(self, tag: Tag, cells: list[list[str]]) -> None:
        if tag.name in {"td", "th"}:
            cells.append([])
        if tag.text and cells:
            cells[-1].append(tag.text)

    def _take_text(self, tag: Tag) -> None:
        shown = read_date(tag.text)
        if shown is not None:
            if self._username is None and self._heading:
                # Accounts that are gone may stand without a link.
                self._expect(text.normal_username(self._heading))
            self._emit(plausible_seconds(shown.replace(tzinfo=UTC).timestamp()))
        elif self._username is not None:
            self._texts_left -= 1
            if self._texts_left == 0:
                self._emit(UNKNOWN_TIME)
        self._heading = tag.text if tag.name == "h2" else self._heading

    def _end_table(self, gathering: Gathering) -> None:
        cells, self._cells = self._cells or [], None
        pairs = [(cell[0], cell[1]) for cell in cells if len(cell) > 1]
        name = next((value for label, value in pairs if labels.is_name_label(label)), None)
        username = next((value for label, value in pairs if labels.is_username_label(label)), None)
        if username is None:
            normal = (value for _, value in reversed(pairs) if "://" not in value)
            username = next((each for each in normal if text.is_legal_username(text.normal_username(each))), None)
        if self._username is None and username is not None:
            gathering.shapes.add("labels")
            self._expect(text.normal_username(username))
        self._name = text.display_name(name)

    def _expect(self, username: str) -> None:
        self._username, self._name, self._heading = username, None, ""
        self._texts_left = _TEXTS_BEFORE_DATE

    def _emit(self, seconds: int) -> None:
        if self._username is not None and self._gathering is not None:
            self._gathering.add(self._username, seconds, self._name)
        self._username = self._name = None
        self._heading = ""
