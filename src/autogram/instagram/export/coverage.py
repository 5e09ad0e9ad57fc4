"""Whether an export reaches back to the beginning, or only as far as was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from autogram.instagram.export.results import Coverage, DateRange, Entries

# The spans that Instagram offers, in days; everything else is "All time" or dates of one's own.
_OFFERED_DAYS = (7, 14, 30, 31, 61, 62, 90, 92, 181, 184, 365, 366, 730, 731, 1095, 1096)
_SLACK = timedelta(days=2)
_FIRST_DAY_OF_INSTAGRAM = datetime(2010, 10, 6, tzinfo=UTC)
_FEWEST_TO_JUDGE = 20


@dataclass(frozen=True, slots=True)
class Judgement:
    """How far an export reaches, and why that is thought, in words; empty if there is nothing to say."""

    coverage: Coverage
    message: str = ""


def judge(
    requested: DateRange | None, created: datetime | None, signed_up: datetime | None, oldest: Sequence[datetime]
) -> Judgement:
    """`oldest` has the first moment of followers and of following, as far as there are enough accounts to judge."""
    if requested is not None:
        return _by_request(requested, created, signed_up)
    return _by_content(created, signed_up, oldest)


def _by_request(requested: DateRange, created: datetime | None, signed_up: datetime | None) -> Judgement:
    span = f"{requested.start:%Y-%m-%d} to {requested.end:%Y-%m-%d}"
    if requested.start <= _FIRST_DAY_OF_INSTAGRAM + timedelta(days=90):
        return Judgement(Coverage.ALL_TIME)
    if created is not None and requested.end < created - _SLACK:
        return Judgement(Coverage.LIMITED, f"The export was asked for a range of dates, {span}.")
    if signed_up is not None and requested.start <= signed_up + _SLACK:
        return Judgement(Coverage.ALL_TIME)
    if _is_offered(requested.end - requested.start) or signed_up is not None:
        return Judgement(Coverage.LIMITED, f"The export was asked for a range of dates, {span}.")
    return Judgement(
        Coverage.PERHAPS_LIMITED, f"The export says that it covers {span}. If the account is older, it is not complete."
    )


def _by_content(created: datetime | None, signed_up: datetime | None, oldest: Sequence[datetime]) -> Judgement:
    """JSON does not say what was asked for, but lists that all begin where an offered range begins give it away."""
    if created is None or len(oldest) < 2:
        return Judgement(Coverage.UNKNOWN)
    window = next((days for days in _OFFERED_DAYS if _begins_with(created, days, oldest)), None)
    if window is None:
        return Judgement(Coverage.UNKNOWN)
    start = created - timedelta(days=window)
    if signed_up is not None and signed_up >= start - _SLACK:
        return Judgement(Coverage.ALL_TIME)
    words = f"Both lists begin {window} days before the export, one of the ranges that Instagram offers."
    if signed_up is not None:
        return Judgement(Coverage.LIMITED, f"{words} The account is older.")
    return Judgement(
        Coverage.PERHAPS_LIMITED, f"{words} If the account is older, it was not asked for All time and is not complete."
    )


def _begins_with(created: datetime, days: int, oldest: Sequence[datetime]) -> bool:
    start = created - timedelta(days=days)
    room = max(_SLACK, timedelta(days=days * 0.02))
    return all(start - _SLACK <= each <= start + room for each in oldest)


def _is_offered(span: timedelta) -> bool:
    return any(abs(span - timedelta(days=days)) <= _SLACK for days in _OFFERED_DAYS)


def first_moments(lists: Sequence[Entries]) -> list[datetime]:
    """The oldest moment of each list that has enough accounts to say something."""
    enough = [entries.seconds for entries in lists if len(entries) >= _FEWEST_TO_JUDGE]
    known = (min((each for each in seconds if each > 0), default=0) for seconds in enough)
    return [datetime.fromtimestamp(first, UTC) for first in known if first]
