"""What applying an import does with each request of a chat: a pure function of the chat and of what is there."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from autogram.exchange.community.names import is_username
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds.models import WeeklyRequest
from autogram.exchange.rounds.policy import why_no_part
from autogram.exchange.rounds.schemas import Fate, RecognisedLine
from autogram.exchange.weeks import Week


@dataclass(frozen=True, slots=True)
class Planned:
    """A request of the chat with its fate; `why` in words, unless it is new."""

    line: RecognisedLine
    fate: Fate
    why: str | None = None


@dataclass
class Room:
    """What is there: the community's rules, its members by name, and what they have asked."""

    limit: int
    current: Week
    members: Mapping[str, MemberFacts]
    asked: dict[tuple[UUID, str, str], WeeklyRequest] = field(default_factory=dict)
    used: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(
        cls, limit: int, current: Week, members: Mapping[str, MemberFacts], asked: Iterable[WeeklyRequest]
    ) -> "Room":
        room = cls(limit, current, members)
        names = {member.id: name for name, member in members.items()}
        for request in asked:
            week = str(Week(request.iso_year, request.iso_week))
            room.asked[request.member_id, week, request.shortcode] = request
            room.used[names[request.member_id], week] += not request.is_withdrawn
        return room


def plan(lines: Iterable[RecognisedLine], room: Room) -> list[Planned]:
    """Each line with its fate. Who asks too often keeps what was asked first."""
    seen: dict[tuple[str, str, str], int] = {}
    planned = []
    for line in sorted(lines, key=lambda line: (line.at, line.line)):
        fate, why = _fate(line, room, seen)
        if fate in (Fate.NEW, Fate.UNKNOWN_MEMBER):
            room.used[line.username, line.week] += 1
        seen.setdefault((line.username, line.week, line.shortcode), line.line)
        planned.append(Planned(line, fate, why))
    return planned


def _fate(line: RecognisedLine, room: Room, seen: Mapping[tuple[str, str, str], int]) -> tuple[Fate, str | None]:
    if Week.parse(line.week) > room.current:
        return Fate.FUTURE, "its day has not come yet"
    before = seen.get((line.username, line.week, line.shortcode))
    if before is not None:
        return Fate.REPEATED, f"the same post stands on line {before}"
    member = room.members.get(line.username)
    if member is not None:
        return _fate_of_member(line, room, member)
    if not is_username(line.username):
        return Fate.NO_USERNAME, "no user name can be read in the nickname; it should end like @user.name"
    return _unless_full(line, room, Fate.UNKNOWN_MEMBER, f"@{line.username} is not a member")


def _fate_of_member(line: RecognisedLine, room: Room, member: MemberFacts) -> tuple[Fate, str | None]:
    same = room.asked.get((member.id, line.week, line.shortcode))
    if same is not None and same.is_withdrawn:
        return Fate.WITHDRAWN, "it was withdrawn here"
    if same is not None:
        return Fate.KNOWN, "it is in the week already"
    no_part = why_no_part(member)
    if no_part is not None:
        return Fate.NO_PART, f"@{member.username} {no_part}"
    return _unless_full(line, room, Fate.NEW, None)


def _unless_full(line: RecognisedLine, room: Room, fate: Fate, why: str | None) -> tuple[Fate, str | None]:
    if line.number > room.limit:
        return Fate.OVER_LIMIT, f"the counter says {line.number}; {room.limit} a week are allowed"
    if room.used[line.username, line.week] >= room.limit:
        return Fate.OVER_LIMIT, f"it is more than the {room.limit} that are allowed in a week"
    return fate, why
