"""Figures of a publication and of an account's days, as Instagram gives them.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/instagram-media/insights
https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/instagram-user/insights
"""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from autogram.instagram.connection import GraphConnection
from autogram.instagram.errors import GraphError, InstagramError, Refusal

# Instagram's days end at midnight there.
PACIFIC = ZoneInfo("America/Los_Angeles")
NOT_GIVEN = "Instagram gave no value."
TOO_FEW = "Instagram gives no figure below five viewers."
_UNKNOWN_OBJECT = 33
_BAD_PARAMETER = 100
_NOT_ALLOWED = 10
_PERMISSIONS = range(200, 300)
_BY_POSITION = re.compile(r"metric\[(\d+)\]")
_BY_NAME = re.compile(r"\bthe (\w+) metric\b")

Ask = Callable[[list[str]], Awaitable[Mapping[str, Any]]]


class MediaGone(InstagramError):
    """The publication is no longer there, or no longer ours to look at."""


class InsightsNotAllowed(InstagramError):
    """The account was connected without the permission for figures; the sentence is Instagram's."""


@dataclass(slots=True)
class Figures:
    """What was given, by Instagram's name; what was not, with the reason; what no such thing will ever be given for."""

    given: dict[str, int | float] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def day_of(moment: datetime) -> date:
    """Instagram's day that a moment belongs to."""
    return moment.astimezone(PACIFIC).date()


async def media_figures(graph: GraphConnection, media_id: str, metrics: Collection[str]) -> Figures:
    """The figures of a publication, for its whole life so far.

    Raises `MediaGone`, `InsightsNotAllowed`, `InstagramError`.
    """

    async def ask(names: list[str]) -> Mapping[str, Any]:
        return await graph.read(f"/{media_id}/insights", {"metric": ",".join(names)})

    try:
        return await _asked(ask, metrics)
    except GraphError as error:
        if error.subcode == _UNKNOWN_OBJECT:
            raise MediaGone(error.reason) from error
        if error.code == _NOT_ALLOWED and "viewers" in error.message:
            return Figures(missing=dict.fromkeys(metrics, error.reason))
        if _is_about_permission(error):
            raise InsightsNotAllowed(error.reason) from error
        raise


async def day_figures(graph: GraphConnection, user_id: str, day: date, metrics: Collection[str]) -> Figures:
    """The figures of one of Instagram's days. Raises `InsightsNotAllowed`, `InstagramError`."""

    async def ask(names: list[str]) -> Mapping[str, Any]:
        window = _window(day) | {"period": "day", "metric_type": "total_value"}
        return await graph.read(f"/{user_id}/insights", window | {"metric": ",".join(names)})

    try:
        return await _asked(ask, metrics)
    except GraphError as error:
        if _is_about_permission(error):
            raise InsightsNotAllowed(error.reason) from error
        raise


async def followers_of_day(graph: GraphConnection, user_id: str, day: date) -> tuple[int | None, int | None]:
    """How many came and how many went on that day; None where Instagram does not say, as below 100 followers."""
    asked = _window(day) | {"period": "day", "metric_type": "total_value", "breakdown": "follow_type"}
    body = await graph.read(f"/{user_id}/insights", asked | {"metric": "follows_and_unfollows"})
    for entry in body.get("data", []):
        parts = {
            tuple(result.get("dimension_values", ())): result.get("value")
            for breakdown in (entry.get("total_value") or {}).get("breakdowns", [])
            for result in breakdown.get("results", [])
        }
        return _whole(parts.get(("FOLLOWER",))), _whole(parts.get(("NON_FOLLOWER",)))
    return None, None


async def _asked(ask: Ask, metrics: Collection[str]) -> Figures:
    """All at once; a name that spoils the question is left out and remembered, so that it loses nothing else."""
    found, names = Figures(), list(metrics)
    while names:
        try:
            return _read(await ask(names), names, found)
        except GraphError as error:
            if error.code != _BAD_PARAMETER or error.subcode or error.refusal is not Refusal.PERMANENT:
                raise
            bad = _named(error.message, names)
            if bad is None:
                return await _one_by_one(ask, names, found)
            found.refused[bad] = found.missing[bad] = error.reason
            names.remove(bad)
    return found


async def _one_by_one(ask: Ask, names: list[str], found: Figures) -> Figures:
    """Instagram did not say which name it does not like. Where it likes none, it is not the names: raises that."""
    answered, refusal = False, None
    for name in names:
        try:
            _read(await ask([name]), [name], found)
            answered = True
        except GraphError as error:
            if error.code != _BAD_PARAMETER or error.subcode:
                raise
            refusal = error
            found.refused[name] = found.missing[name] = error.reason
    if refusal is not None and not answered:
        raise refusal
    return found


def _is_about_permission(error: GraphError) -> bool:
    return error.code == _NOT_ALLOWED or error.code in _PERMISSIONS


def _named(message: str, names: list[str]) -> str | None:
    if by_position := _BY_POSITION.search(message):
        position = int(by_position[1])
        return names[position] if position < len(names) else None
    by_name = _BY_NAME.search(message)
    return by_name[1] if by_name and by_name[1] in names else None


def _read(body: Mapping[str, Any], names: list[str], found: Figures) -> Figures:
    values = {str(entry.get("name")): _value(entry) for entry in body.get("data", [])}
    for name in names:
        value = values.get(name)
        if value is None:
            found.missing[name] = NOT_GIVEN
        elif value < 0:
            found.missing[name] = TOO_FEW
        else:
            found.given[name] = value
    return found


def _value(entry: Mapping[str, Any]) -> int | float | None:
    total = entry.get("total_value")
    values = entry.get("values") or []
    value = total.get("value") if isinstance(total, dict) else values[-1].get("value") if values else None
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _window(day: date) -> dict[str, str]:
    """A day's seconds; both ends count, so that the last one is not the next day's first."""
    begins = datetime.combine(day, time(), PACIFIC)
    ends = datetime.combine(day + timedelta(days=1), time(), PACIFIC)
    return {"since": str(int(begins.timestamp())), "until": str(int(ends.timestamp()) - 1)}
