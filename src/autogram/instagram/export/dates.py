"""Dates as Instagram's HTML pages write them, in the reader's language and without a zone."""

import re
import unicodedata
from datetime import datetime
from functools import lru_cache

from autogram.instagram.export.date_words import AFTERNOON, MONTHS, MORNING

_CLOCK = re.compile(r"(?<!\d)(\d{1,2}) ?(?:[:h]|時|时|시) ?(\d{2})(?:분|分)?(?::(\d{2}))?(?!\d)")
_DOTTED_CLOCK = re.compile(r"(?<=[ ,])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?=[^\d.]|$)")
_EASTERN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")
_EASTERN_MONTH = re.compile(r"(\d{1,2}) ?[月월]|(?:tháng|thg) ?(\d{1,2})")
_YEAR_FIRST = re.compile(r"(\d{4}) ?[./-] ?(\d{1,2}) ?[./-] ?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2}) ?([./-]) ?(\d{1,2}) ?[./-] ?(\d{4})")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
_WORDS = re.compile("[\\s\\d.,/:\\-()॰·'\u2019\u060c]+")
_LONGEST = 80
# Accents of European letters; the vowel signs of Hindi and Arabic are letters and stay.
_ACCENTS = re.compile("[\u0300-\u036f]")


def read_date(text: str) -> datetime | None:
    """The moment a text names, as the clock showed it and without a zone; None for anything but a date with a time.

    A date in figures whose day and month cannot be told apart is None too: no date is better than a wrong one.
    """
    if len(text) > _LONGEST or not any(each.isdigit() for each in text):
        return None
    text = _western(text)
    clock = _CLOCK.search(text) or _DOTTED_CLOCK.search(text)
    if clock is None:
        return None
    rest = f"{text[: clock.start()]} {text[clock.end() :]}"
    half = _half_of_day(rest)
    day = _day_in_figures(rest, is_twelve_hours=half is not None) or _day_in_words(rest)
    if day is None:
        return None
    try:
        return datetime(*day, _hour(int(clock[1]), half), int(clock[2]), int(clock[3] or 0))  # noqa: DTZ001
    except ValueError:
        return None


def _western(text: str) -> str:
    """Small letters without accents, plain spaces, and the figures 0 to 9, whatever script the text has."""
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKC", text).casefold()
    figures = "".join(str(unicodedata.decimal(each, each)) for each in plain)
    return " ".join(_fold(figures).split())


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed))


_MONTH_OF_STEM = {
    _fold(stem.casefold()): number for line in MONTHS.split("\n") for number, stem in enumerate(line.split(), start=1)
}
_HALVES = {_fold(word): half for half, words in ((1, AFTERNOON), (0, MORNING)) for word in words}


def _hour(hour: int, half: int | None) -> int:
    if half is None or hour > 12:
        return hour
    return hour % 12 + 12 * half


@lru_cache(maxsize=512)
def _half_of_words(words: str) -> int | None:
    padded = f" {words} "
    found = [(len(word), half) for word, half in _HALVES.items() if f" {word} " in padded or _stands_in(word, words)]
    return max(found)[1] if found else None


def _stands_in(word: str, words: str) -> bool:
    """Whether it is there without spaces around it, as East Asian scripts write."""
    return word[0] >= "\u3000" and word in words


def _half_of_day(text: str) -> int | None:
    """0 before noon, 1 after, None where the day has 24 hours."""
    return _half_of_words(" ".join(_WORDS.sub(" ", text).split()))


def _day_in_figures(text: str, *, is_twelve_hours: bool) -> tuple[int, int, int] | None:
    found = _EASTERN.search(text) or _YEAR_FIRST.search(text)
    if found:
        return int(found[1]), int(found[2]), int(found[3])
    found = _YEAR_LAST.search(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] != "/" or first > 12:
        return year, second, first
    if second > 12:
        return year, first, second
    # With slashes, some write the month first; they all have a day of twice twelve hours.
    return None if is_twelve_hours else (year, second, first)


def _day_in_words(text: str) -> tuple[int, int, int] | None:
    year = _YEAR.search(text)
    if year is None:
        return None
    rest = f"{text[: year.start()]} {text[year.end() :]}"
    eastern = _EASTERN_MONTH.search(rest)
    if eastern:
        month = int(eastern[1] or eastern[2])
        rest = f"{rest[: eastern.start()]} {rest[eastern.end() :]}"
    else:
        # Weekdays come before and some begin like months: French "mar." is a Tuesday, or March.
        months = [found for word in _WORDS.split(rest) if (found := _month(word))]
        month = months[-1] if months else 0
    day = _DAY.search(rest)
    return (int(year[1]), month, int(day[1])) if month and day else None


@lru_cache(maxsize=512)
def _month(word: str) -> int | None:
    for length in range(len(word), 1, -1):
        if (number := _MONTH_OF_STEM.get(word[:length])) is not None:
            return number
    return None
