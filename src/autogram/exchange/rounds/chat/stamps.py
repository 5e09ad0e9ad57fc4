"""Days and times as KakaoTalk writes them, in Korean and in English."""

import re
from datetime import date, datetime, time

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tue|Tues|Wed|Wednes|Thu|Thurs|Fri|Sat|Satur|Sun)(?:day)?,?\s{1,2}"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>20\d\d)\s?년\s?(?P<month>\d{1,2})\s?월\s?(?P<day>\d{1,2})\s?일",
        r"(?P<year>20\d\d)\s?[.\-/]\s?(?P<month>\d{1,2})\s?[.\-/]\s?(?P<day>\d{1,2})\.?(?!\d)",
        rf"(?:{_WEEKDAY})?{_MONTH}\s(?P<day>\d{{1,2}}),?\s(?P<year>20\d\d)",
        rf"(?:{_WEEKDAY})?(?P<day>\d{{1,2}})\s{_MONTH},?\s(?P<year>20\d\d)",
    )
)
_KOREAN_WEEKDAY = r"\(?[월화수목금토일](?:요일|\))"
_BEHIND_DATE = re.compile(rf"(?:\s?{_KOREAN_WEEKDAY})?(?:,?\sat\s|,?\s)", re.IGNORECASE)
_HALF = r"오전|오후|[AP]\.?M\.?"
_TIME = re.compile(
    rf"(?:(?P<before>{_HALF})\s?)?(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::\d\d)?(?!\d)(?:\s?(?P<behind>{_HALF})(?!\w))?",
    re.IGNORECASE,
)
_IS_WEEKDAY = re.compile(rf"\s?{_KOREAN_WEEKDAY}\s*")
_STARTS_WITH_WEEKDAY = re.compile(_WEEKDAY, re.IGNORECASE)
_DASHED = re.compile(r"-{3,}\s*(?P<inside>[^-].{0,60}?)\s*-{3,}\s*")


def day_between_dashes(line: str) -> date | None:
    """The day that begins with this line, as a PC draws it."""
    dashed = _DASHED.fullmatch(line)
    return _day_of(dashed["inside"], is_named=False) if dashed else None


def day_alone(line: str) -> date | None:
    """The day with its weekday, if the line says nothing else."""
    return _day_of(line, is_named=True)


def _day_of(text: str, *, is_named: bool) -> date | None:
    found = read_date(text, 0)
    if found is None:
        return None
    day, end = found
    if _IS_WEEKDAY.fullmatch(text, end):
        return day
    if text[end:].strip() or (is_named and not _STARTS_WITH_WEEKDAY.match(text)):
        return None
    return day


def read_stamp(line: str) -> tuple[datetime, int] | None:
    """The moment with which a line begins, and where it ends."""
    found = read_date(line, 0)
    if found is None:
        return None
    day, end = found
    between = _BEHIND_DATE.match(line, end)
    clock = read_time(line, between.end()) if between else None
    return (datetime.combine(day, clock[0]), clock[1]) if clock else None


def read_date(line: str, position: int) -> tuple[date, int] | None:
    """The day that is written there, and where it ends. Nobody chatted here before 2010."""
    for pattern in _DATES:
        found = pattern.match(line, position)
        if found is None:
            continue
        month = found["month"]
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        try:
            day = date(int(found["year"]), number, int(found["day"]))
        except ValueError:
            return None
        return (day, found.end()) if day.year >= 2010 else None
    return None


def read_time(line: str, position: int) -> tuple[time, int] | None:
    """The time of day that is written there, by a clock of 12 or 24 hours, and where it ends."""
    found = _TIME.match(line, position)
    if found is None:
        return None
    half = (found["before"] or found["behind"] or "").replace(".", "").lower()
    hour, minute = int(found["hour"]), int(found["minute"])
    # The hour after midnight is the twelfth of the night.
    if half in ("오전", "am") and hour == 12:
        hour = 0
    elif half in ("오후", "pm") and hour < 12:
        hour += 12
    if hour > 23 or minute > 59:
        return None
    return time(hour, minute), found.end()
