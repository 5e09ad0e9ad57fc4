"""Single values as Instagram writes them: ids, texts, times in four spellings, and what PostgreSQL cannot keep."""

import hashlib
import json
import math
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from autogram.core import clock

# Seconds since 1970 pass this in the year 5138; milliseconds passed it in 1973.
_MILLISECONDS_FROM = 100_000_000_000
_INSTAGRAM_BEGAN = datetime(2010, 10, 6, tzinfo=UTC)
_CLOCKS_DIFFER = timedelta(days=366)
# What is longer does not fit an index; Instagram's ids of messages have about 200 letters, others 20.
_LONGEST_ID = 500
_LONGEST_PARTY = 100
_DEEPEST = 40
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def cleaned(value: Any, depth: int = 0) -> Any:
    """The same JSON, without what a row cannot hold: NUL, half surrogate pairs, NaN, endless nesting."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if depth > _DEEPEST:
        return "…" if isinstance(value, (dict, list)) else value
    if isinstance(value, dict):
        return {cleaned(str(name)): cleaned(inner, depth + 1) for name, inner in value.items()}
    if isinstance(value, list):
        return [cleaned(inner, depth + 1) for inner in value]
    return value


def inner(value: Any, name: str) -> dict[str, Any]:
    """The object of that name; empty where there is none."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def listed(value: Any, name: str) -> list[Any]:
    """The list of that name. A single object counts as a list of one; anything else is empty."""
    found = value.get(name) if isinstance(value, dict) else None
    if isinstance(found, dict):
        return [found]
    return found if isinstance(found, list) else []


def identifier(value: Any) -> str | None:
    """An id, which is a string although some are written as numbers."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return str(value).strip()[:_LONGEST_ID] or None


def party(value: Any) -> str | None:
    """The id of an account or a person, which is shorter than that of a message."""
    found = identifier(value)
    return found and found[:_LONGEST_PARTY]


def text(value: Any) -> str | None:
    """Words; None for what is not words, and for none at all."""
    return value if isinstance(value, str) and value else None


def count(value: Any) -> int:
    """A number that is not negative and fits a column; 0 where there is none."""
    try:
        return max(0, min(int(value), 1_000_000))
    except (TypeError, ValueError, OverflowError):
        return 0


def moment(value: Any) -> datetime | None:
    """A time in seconds, milliseconds, either as a string, or ISO 8601. None for what cannot be one."""
    found = _written(value) if isinstance(value, str) and not _is_number(value) else _counted(value)
    if found is None or not _INSTAGRAM_BEGAN <= found <= clock.now() + _CLOCKS_DIFFER:
        return None
    return found


def made_up_id(kind: str, payload: Any) -> str:
    """An id for what Instagram gives none: the same whenever the same is told."""
    digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
    return f"{kind}:{digest[:32]}"


def _is_number(value: str) -> bool:
    return re.fullmatch(r"\s*\d{1,20}(\.\d+)?\s*", value) is not None


def _counted(value: Any) -> datetime | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
        return datetime.fromtimestamp(number / 1000 if number > _MILLISECONDS_FROM else number, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _written(value: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(value.strip())
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
