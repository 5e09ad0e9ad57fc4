"""The shapes in which messages begin. A file has one of them; what looks like another is part of a message."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from autogram.exchange.rounds.chat.stamps import read_stamp, read_time


class Layout(StrEnum):
    """How a chat was exported."""

    MOBILE = "mobile"
    PC = "pc"
    TIMES = "times"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first line of a message, or a line of the room's own (`nickname` is None: somebody came or went)."""

    at: datetime | None
    nickname: str | None
    text: str


_BETWEEN = re.compile(r"\] \[")


def begins_mobile(line: str, _day: date | None) -> Beginning | None:
    """`2025. 10. 14. 오전 9:30, 실명 @id : text`; of iPhones, Androids, in Korean and in English."""
    stamp = read_stamp(line)
    return _behind_time(line, stamp[1], stamp[0]) if stamp else None


def begins_with_time(line: str, day: date | None) -> Beginning | None:
    """`오전 9:30, 실명 @id : text`, below a line that says the day."""
    clock = read_time(line, 0)
    if clock is None:
        return None
    return _behind_time(line, clock[1], datetime.combine(day, clock[0]) if day else None)


def _behind_time(line: str, position: int, at: datetime | None) -> Beginning | None:
    sign, rest = line[position : position + 1], line[position + 1 :].strip()
    if sign == ":":
        return Beginning(at, None, rest)
    if sign != ",":
        return None
    # The text may begin on the next line only.
    nickname, separator, text = f"{rest} ".partition(" : ")
    return Beginning(at, nickname.strip(), text.strip()) if separator else Beginning(at, None, rest)


def begins_pc(line: str, day: date | None) -> Beginning | None:
    """`[실명 @id] [오전 9:30] text`, below a line that says the day."""
    if not line.startswith("["):
        return None
    # Nicknames may have brackets too.
    for between in _BETWEEN.finditer(line):
        clock = read_time(line, between.end())
        if clock and line[clock[1] : clock[1] + 1] == "]":
            at = datetime.combine(day, clock[0]) if day else None
            return Beginning(at, line[1 : between.start()], line[clock[1] + 1 :].strip())
    return None


BEGINNINGS: dict[Layout, Callable[[str, date | None], Beginning | None]] = {
    Layout.MOBILE: begins_mobile,
    Layout.PC: begins_pc,
    Layout.TIMES: begins_with_time,
}
