"""The messages of a chat, in the order of the file, none of them lost."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from autogram.core.errors import ContentTooLarge
from autogram.exchange.rounds.chat.layouts import BEGINNINGS, Beginning, Layout
from autogram.exchange.rounds.chat.stamps import day_alone, day_between_dashes, read_stamp
from autogram.exchange.rounds.errors import ChatUnreadable

MOST_LINES = 1_000_000
# Longer than any message that KakaoTalk lets people send.
LONGEST_MESSAGE = 20_000

_TABLE = re.compile(r'"?date"?,"?user"?,"?message"?\s*', re.IGNORECASE)
# The room's own lines stand between the messages of a PC's export without any sign of it.
_ROOM = re.compile(
    r".{1,80}(?:님이 (?:들어왔습니다|나갔습니다)|님을 (?:내보냈습니다|초대했습니다)"
    r"|(?:joined|left) this chatroom)\..{0,300}"
)


@dataclass(slots=True)
class Message:
    """What somebody wrote, or a line of which nobody can tell who wrote it: `nickname` is None.

    `at` is the clock of the device that exported; None where the file says no day.
    """

    line: int
    at: datetime | None
    nickname: str | None
    text: str = ""
    is_cut: bool = False
    _lines: list[str] = field(default_factory=list)
    _length: int = 0

    def add(self, line: str) -> None:
        self._length += len(line) + 1
        if self._length > LONGEST_MESSAGE:
            self.is_cut = True
        else:
            self._lines.append(line)

    def finished(self) -> "Message":
        self.text = "\n".join(self._lines)
        return self


@dataclass
class Chat:
    """A chat and how it is laid out; its messages can be read once. Raises `ChatUnreadable`, `ContentTooLarge`."""

    layout: Layout
    messages: Iterator[Message]


def read_chat(text: str) -> Chat:
    """Raises `ChatUnreadable` if nothing in the text looks like a message, `ContentTooLarge` for too many lines."""
    if text.count("\n") > MOST_LINES:
        raise ContentTooLarge(f"A chat may have at most {MOST_LINES:,} lines. Export a shorter span.")
    if _TABLE.fullmatch(next(_lines(text), "")):
        return Chat(Layout.TABLE, _rows(text))
    layout = _layout_of(text)
    return Chat(layout, _messages(text, layout))


def _layout_of(text: str) -> Layout:
    """The shape of the first message: what stands above it was written by no person."""
    for line in _lines(text):
        for layout, begins in BEGINNINGS.items():
            beginning = begins(line, None)
            if beginning is not None and (beginning.nickname or layout is Layout.MOBILE):
                return layout
    raise ChatUnreadable("No message was found in it. Send the text file that KakaoTalk exports.")


def _messages(text: str, layout: Layout) -> Iterator[Message]:
    begins, days, current = BEGINNINGS[layout], _Days(layout), None
    for number, line in enumerate(_lines(text), 1):
        beginning = begins(line, days.today)
        if beginning is None:
            days.see(line)
            if current is not None and not _is_of_the_room(line, layout):
                current.add(line)
                continue
        # A line of the room's may as well be one that somebody typed: what follows it is still theirs.
        if beginning is None or beginning.nickname is None:
            if current is not None:
                current.add("")
            yield _begun(number, Beginning(None, None, line)).finished()
            continue
        if current is not None:
            yield current.finished()
        current = _begun(number, beginning)
    if current is not None:
        yield current.finished()


class _Days:
    """The day that a file is at. Only in some layouts it is told by lines of its own."""

    def __init__(self, layout: Layout) -> None:
        self.today: date | None = None
        self._are_told = layout is not Layout.MOBILE
        self._are_dashed = False

    def see(self, line: str) -> None:
        if not self._are_told or len(line) > 100:
            return
        dashed = day_between_dashes(line.strip())
        if dashed:
            self.today, self._are_dashed = dashed, True
        elif not self._are_dashed:
            self.today = day_alone(line.strip()) or self.today


def _is_of_the_room(line: str, layout: Layout) -> bool:
    return layout is not Layout.MOBILE and len(line) < 400 and _ROOM.fullmatch(line) is not None


def _begun(number: int, beginning: Beginning) -> Message:
    message = Message(number, beginning.at, beginning.nickname)
    message.add(beginning.text)
    return message


def _lines(text: str) -> Iterator[str]:
    """One by one, so that a file of nothing but line ends takes no memory."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end == -1 else end
        yield text[start:end].lstrip("\ufeff\u200e\u200f")
        start = end + 1


def _rows(text: str) -> Iterator[Message]:
    """What KakaoTalk for the Mac exports: day and time, who, and what, in quotes if it has several lines."""
    reader = csv.reader(io.StringIO(text))
    try:
        begins_on = 1
        for row in reader:
            number, begins_on = begins_on, reader.line_num + 1
            if number == 1 or len(row) < 3:
                continue
            stamp = read_stamp(row[0].strip())
            message = Message(number, stamp[0] if stamp else None, row[1].strip() or None)
            for line in row[2].split("\n"):
                message.add(line)
            yield message.finished()
    except csv.Error as error:
        raise ChatUnreadable(f"The table is broken near line {reader.line_num}: {error}.") from None
