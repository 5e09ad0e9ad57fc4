"""Adding many members at once, from a list as people have it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.live import announce_all
from autogram.exchange.community.models import Community, Member
from autogram.exchange.community.queries import members
from autogram.exchange.community.roster import Entry, LineRefused, lines_of, read_line
from autogram.exchange.community.schemas import LineRead, LineResult, LinesRead, MemberLines
from autogram.exchange.community.service.members import require_past

MOST_LINES = 1000


async def add_lines(session: AsyncSession, community: Community, wish: MemberLines, *, by_user: UUID) -> LinesRead:
    """Everybody on the list who can be a member is one. The same list again adds nobody. Raises `InvalidInput`."""
    require_past(wish.joined_at)
    lines = list(lines_of(wish.text))
    if len(lines) > MOST_LINES:
        raise InvalidInput([FieldError("text", f"has more than {MOST_LINES} lines; send them in parts")])
    read = [(number, line, _read(line)) for number, line in lines]
    entries = {entry.username: entry for _, _, entry in reversed(read) if isinstance(entry, Entry)}
    joined_at = wish.joined_at or clock.now()
    added = await members.add_many(session, community.id, list(entries.values()), joined_at=joined_at)
    await members.note_joined(session, [member.id for member in added], by_user=by_user)
    await _note(session, community, added, by_user)
    known = {member.username: member for member in await members.with_usernames(session, community.id, entries)}
    fresh = {member.username for member in added}
    return LinesRead(added=len(added), lines=[_result(*each, known, fresh) for each in read])


def _read(line: str) -> Entry | str:
    """Who stands there, or why nobody."""
    try:
        return read_line(line)
    except LineRefused as refusal:
        return str(refusal)


def _result(number: int, line: str, read: Entry | str, known: dict[str, Member], fresh: set[str]) -> LineRead:
    """Of two lines about the same person the first one added them."""
    shown = line[:100]
    if isinstance(read, str):
        return LineRead(line=number, text=shown, result=LineResult.REFUSED, reason=read)
    result = LineResult.ADDED if read.username in fresh else LineResult.EXISTS
    fresh.discard(read.username)
    return LineRead(line=number, text=shown, result=result, member_id=known[read.username].id, username=read.username)


async def _note(session: AsyncSession, community: Community, added: Sequence[Member], by_user: UUID) -> None:
    if not added:
        return
    record(
        session,
        "community.add_members",
        f"exchange_community:{community.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        usernames=[member.username for member in added],
    )
    data = [{"member_id": member.id, "status": member.status.value} for member in added]
    await announce_all(session, [(community.workspace_id, "exchange.member_changed", each) for each in data])
