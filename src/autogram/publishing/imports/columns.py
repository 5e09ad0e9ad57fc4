"""Which column says what, and what a row's cells mean."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from enum import StrEnum

from autogram.core.errors import FieldError


class Field(StrEnum):
    """What a column can say about a post."""

    CAPTION = "caption"
    HASHTAGS = "hashtags"
    MEDIA = "media"
    POST_TYPE = "post_type"
    SCHEDULED_TIME = "scheduled_time"
    DATE = "date"
    TIME = "time"
    FIRST_COMMENT = "first_comment"
    ALT_TEXT = "alt_text"
    LOCATION_ID = "location_id"
    COLLABORATORS = "collaborators"
    ACCOUNT = "account"
    CAMPAIGN = "campaign"


# How else other programs, and people, call the columns; without spaces and signs.
NAMES: dict[Field, str] = {
    Field.CAPTION: "caption text message description copy content post body",
    Field.HASHTAGS: "hashtags tags hashtag",
    Field.MEDIA: "media mediaurls mediaurl mediaids mediaid imageurl image images picture photo url urls video",
    Field.POST_TYPE: "posttype type format kind",
    Field.SCHEDULED_TIME: "scheduledtime scheduledat datetime publishat postingtime scheduledate when",
    Field.DATE: "date day postdate",
    Field.TIME: "time hour posttime",
    Field.FIRST_COMMENT: "firstcomment comment",
    Field.ALT_TEXT: "alttext alt alternativetext",
    Field.LOCATION_ID: "locationid location place",
    Field.COLLABORATORS: "collaborators collaborator collab",
    Field.ACCOUNT: "account username accountid instagramaccount profile",
    Field.CAMPAIGN: "campaign campaignid campaignname",
}
TEMPLATE = (
    "caption,hashtags,media,post_type,scheduled_time,first_comment,alt_text\r\n"
    '"Good morning from the workshop","#oak #lamps",https://example.com/m/picture.jpg,photo,2027-01-31 09:00,,'
    "A lamp of oak on a desk\r\n"
)
WORDS = re.compile(r"[\s,;|]+")
SIGNS = re.compile(r"[\W_]+")
# Year first, or the day first with dots. Whether 3/4/2027 is in March or in April nobody can tell.
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y. %m. %d", "%Y. %m. %d.", "%d.%m.%Y")
HOURS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I %p")


def _iso(text: str) -> datetime:
    if ":" not in text:
        raise ValueError("a day alone is no moment")
    return datetime.fromisoformat(text)


def _wall_clock(pattern: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, pattern)  # noqa: DTZ007  # a wall clock; its zone stands elsewhere


READINGS = (_iso, *(_wall_clock(f"{day} {hour}") for day in DAYS for hour in HOURS))


def guessed(columns: Sequence[str]) -> dict[str, int]:
    """For each field the column whose name says it, the first if there are several."""
    found: dict[str, int] = {}
    for index, name in enumerate(columns):
        plain = SIGNS.sub("", name).casefold()
        for field, names in NAMES.items():
            if plain in names.split():
                found.setdefault(field.value, index)
    return found


def cells_of(row: Sequence[str], mapping: Mapping[str, int]) -> dict[str, str]:
    """What the row says, by field; empty cells are left out."""
    return {field: row[index] for field, index in mapping.items() if row[index]}


def words_of(text: str) -> list[str]:
    return [word for word in WORDS.split(text) if word]


def hashtags_of(text: str) -> list[str]:
    """With or without signs, with spaces, commas or nothing in between."""
    return [f"#{word}" for word in words_of(text.replace("#", " "))]


def moment_of(cells: Mapping[str, str]) -> tuple[datetime | None, FieldError | None]:
    """The wall-clock time, or the moment if it has an offset; None without one."""
    both = cells.get("scheduled_time") or " ".join(cells[name] for name in ("date", "time") if name in cells)
    if not both:
        return None, None
    field = "scheduled_time" if "scheduled_time" in cells else "date"
    for read in READINGS:
        with suppress(ValueError):
            return read(both), None
    return None, FieldError(field, f"“{both[:40]}” is no day with a time; write it like 2027-01-31 09:00")
