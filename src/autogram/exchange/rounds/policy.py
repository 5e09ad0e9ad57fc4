"""Who may ask for comments in a week, and how often."""

from collections.abc import Iterable

from autogram.exchange.community.models import MemberStatus
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds.errors import MemberTakesNoPart, RequestExists, WeekIsFull
from autogram.exchange.rounds.models import WeeklyRequest
from autogram.exchange.weeks import Week


def refuse_who_takes_no_part(member: MemberFacts) -> None:
    """Raises `MemberTakesNoPart`."""
    reason = why_no_part(member)
    if reason:
        raise MemberTakesNoPart(f"@{member.username} {reason}.", member_status=member.status.value)


def why_no_part(member: MemberFacts) -> str | None:
    """Completes “this member …”; None for who takes part."""
    match member.status:
        case MemberStatus.ACTIVE:
            return None
        case MemberStatus.SUSPENDED:
            return "is suspended"
        case MemberStatus.LEFT:
            return "has left the community"


def withdrawn_before(asked: Iterable[WeeklyRequest], shortcode: str) -> WeeklyRequest | None:
    """Among what the member asked in the week, the post that was withdrawn, to be taken up again.

    Raises `RequestExists` if it was not withdrawn.
    """
    same = next((request for request in asked if request.shortcode == shortcode), None)
    if same is None or same.is_withdrawn:
        return same
    state = f", and it is closed: {same.closed_reason}" if same.closed_at else "."
    week = Week(same.iso_year, same.iso_week)
    raise RequestExists(f"This post is in {week} already{state}", existing_id=str(same.id))


def refuse_more_than(limit: int, asked: Iterable[WeeklyRequest], week: Week) -> None:
    """Raises `WeekIsFull` if the member has asked as often as the community allows."""
    used = sum(not request.is_withdrawn for request in asked)
    if used >= limit:
        times = "once" if limit == 1 else f"{limit} times"
        raise WeekIsFull(f"In {week} everybody may ask {times}, and that is used up.", limit=limit)
