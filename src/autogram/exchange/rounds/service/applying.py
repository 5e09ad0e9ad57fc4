"""What was read in a chat becomes requests, once, however often it is applied."""

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.live import announce
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.rounds.errors import ImportErased
from autogram.exchange.rounds.links import link_of
from autogram.exchange.rounds.models import ChatImport, RequestSource
from autogram.exchange.rounds.planning import Planned
from autogram.exchange.rounds.queries import imports, requests
from autogram.exchange.rounds.schemas import Fate, ImportApplied, ImportApply, RecognisedLine
from autogram.exchange.rounds.service.importing import KEPT, lines_of, planned
from autogram.exchange.weeks import Week
from autogram.identity.permissions import Actor


async def apply_import(session: AsyncSession, actor: Actor, import_id: UUID, choice: ImportApply) -> ImportApplied:
    """The chosen weeks hold what the chat asks for; applied again, nothing changes.

    Raises `CommunityNotFound`, `ImportNotFound` and `ImportErased`.
    """
    community = await communities.require_community(session, actor.workspace_id)
    chat = await imports.get_import(session, import_id, community_id=community.id, lock=True)
    if chat.created_at < clock.now() - KEPT:
        raise ImportErased("What was read in the chat is erased after a day. Upload it again.")
    return await write(session, community, chat, choice, by_user=actor.user_id)


async def write(
    session: AsyncSession, community: Community, chat: ChatImport, choice: ImportApply, *, by_user: UUID | None = None
) -> ImportApplied:
    """Members and requests are there, in the caller's transaction, and it is on record."""
    await requests.claim_weeks(session, community.id)
    lines = [line for line in lines_of(chat) if choice.takes(line.week)]
    members_added = await _add_members(session, community, lines, choice, by_user)
    new = [each for each in await planned(session, community, lines) if each.fate is Fate.NEW]
    await _add_requests(session, community, chat, new, by_user)
    chat.applied_at = clock.now()
    chat.requests_added += len(new)
    chat.members_added += members_added
    done = ImportApplied(requests_added=len(new), members_added=members_added)
    await _tell(session, community, chat, done, by_user)
    return done


async def _add_members(
    session: AsyncSession,
    community: Community,
    lines: Sequence[RecognisedLine],
    choice: ImportApply,
    by_user: UUID | None,
) -> int:
    """Who asked for something has been a member at least since then."""
    if not choice.add_members:
        return 0
    zone, now = ZoneInfo(community.timezone), clock.now()
    plans = await planned(session, community, lines)
    first: dict[str, RecognisedLine] = {}
    for each in plans:
        if each.fate is Fate.UNKNOWN_MEMBER and choice.adds(each.line.username):
            first.setdefault(each.line.username, each.line)
    for name, line in first.items():
        await communities.add_member(
            session,
            community,
            name,
            display_name=line.nickname,
            joined_at=min(line.at.replace(tzinfo=zone), now),
            by_user=by_user,
        )
    return len(first)


async def _add_requests(
    session: AsyncSession, community: Community, chat: ChatImport, new: Sequence[Planned], by_user: UUID | None
) -> None:
    zone, now = ZoneInfo(community.timezone), clock.now()
    names = {each.line.username for each in new}
    members = await communities.members_by_username(session, community.id, names)
    for each in new:
        requests.put(
            session,
            community_id=community.id,
            member_id=members[each.line.username].id,
            week=Week.parse(each.line.week),
            shortcode=each.line.shortcode,
            instagram_link=link_of(each.line.shortcode),
            source=RequestSource.CHAT,
            # A telephone's clock may be fast.
            requested_at=min(each.line.at.replace(tzinfo=zone), now),
            import_id=chat.id,
            added_by=by_user,
        )
    await session.flush()


async def _tell(
    session: AsyncSession, community: Community, chat: ChatImport, done: ImportApplied, by_user: UUID | None
) -> None:
    facts = done.model_dump()
    record(
        session,
        "requests.import",
        f"exchange_chat_import:{chat.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        **facts,
    )
    await announce(session, community.workspace_id, "exchange.chat_imported", import_id=chat.id, **facts)
