"""Chat exports, read and shown before anything of them is written."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.limits import RateLimit, spend
from autogram.core.paging import Page, cut_page
from autogram.core.runtime import Runtime
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.rounds.chat.nicknames import shown, username_of
from autogram.exchange.rounds.chat.recognising import Recognised, recognise
from autogram.exchange.rounds.links import link_of
from autogram.exchange.rounds.models import ChatImport
from autogram.exchange.rounds.planning import Planned, Room, plan
from autogram.exchange.rounds.queries import imports, requests
from autogram.exchange.rounds.schemas import (
    Fate,
    ImportFilter,
    ImportPreview,
    ImportRead,
    LeftOutLine,
    PlannedLine,
    RecognisedLine,
    UnknownName,
    WeekPreview,
)
from autogram.exchange.weeks import Week
from autogram.identity.permissions import Actor

KEPT = timedelta(days=1)
UPLOADS = RateLimit("exchange-import", 30, timedelta(hours=1))


async def preview_chat(runtime: Runtime, actor: Actor, filename: str, data: bytes) -> ImportPreview:
    """What the chat asks for is written down as a preview, and nothing else is.

    Raises `CommunityNotFound`, `ChatUnreadable`, `ContentTooLarge` and `TooManyRequests`.
    """
    await spend(runtime.database, UPLOADS, str(actor.user_id))
    async with runtime.database.reading() as session:
        await communities.require_community(session, actor.workspace_id)
    found = await asyncio.to_thread(recognise, data)
    async with runtime.database.transaction() as session:
        community = await communities.require_community(session, actor.workspace_id)
        chat = await keep(session, community, filename, found, by_user=actor.user_id)
        return await preview_of(session, community, chat)


async def keep(
    session: AsyncSession, community: Community, filename: str, found: Recognised, *, by_user: UUID | None = None
) -> ChatImport:
    """What was recognised is a row: nicknames, links and times, nothing else that people wrote."""
    chat = ChatImport(
        community_id=community.id,
        uploaded_by=by_user,
        filename=shown(filename) or "chat",
        layout=found.layout.value,
        messages=found.messages,
        recognised=_recognised(found),
        left_out=_left_out(found),
    )
    session.add(chat)
    await session.flush()
    return chat


def _recognised(found: Recognised) -> list[dict[str, Any]]:
    lines = (
        RecognisedLine(
            line=each.line,
            at=each.at,
            week=str(Week.of_day(each.at.date())),
            username=username_of(each.nickname),
            nickname=shown(each.nickname),
            shortcode=each.shortcode,
            number=each.number,
            of=each.of,
        )
        for each in found.submissions
    )
    return [line.model_dump(mode="json") for line in lines]


def _left_out(found: Recognised) -> list[dict[str, Any]]:
    return [
        LeftOutLine(
            line=each.line, nickname=shown(each.nickname) if each.nickname else None, link=each.link, why=each.why
        ).model_dump(mode="json")
        for each in found.left_out
    ]


def lines_of(chat: ChatImport) -> list[RecognisedLine]:
    return [RecognisedLine.model_validate(line) for line in chat.recognised]


async def planned(session: AsyncSession, community: Community, lines: Sequence[RecognisedLine]) -> list[Planned]:
    """What applying these lines does with each of them now."""
    members = await communities.members_by_username(session, community.id, {line.username for line in lines})
    asked = await requests.of_members(session, {member.id for member in members.values()})
    current = Week.of(clock.now(), community.timezone)
    return plan(lines, Room.of(community.requests_per_week, current, members, asked))


async def preview_of(session: AsyncSession, community: Community, chat: ChatImport) -> ImportPreview:
    """What applying the import would do now."""
    plans = await planned(session, community, lines_of(chat))
    return ImportPreview(
        **_read(chat).model_dump(),
        weeks=_weeks(plans, ZoneInfo(community.timezone)),
        unknown_usernames=_unknown(plans),
        left_out=[LeftOutLine.model_validate(line) for line in chat.left_out],
    )


def _weeks(plans: Iterable[Planned], zone: ZoneInfo) -> list[WeekPreview]:
    weeks: defaultdict[str, list[PlannedLine]] = defaultdict(list)
    for each in plans:
        weeks[each.line.week].append(_planned_line(each, zone))
    return [
        WeekPreview(week=week, counts=Counter(line.fate for line in lines), lines=lines)
        for week, lines in sorted(weeks.items(), reverse=True)
    ]


def _planned_line(each: Planned, zone: ZoneInfo) -> PlannedLine:
    return PlannedLine(
        line=each.line.line,
        requested_at=each.line.at.replace(tzinfo=zone),
        username=each.line.username,
        nickname=each.line.nickname,
        instagram_link=link_of(each.line.shortcode),
        counter=f"{each.line.number}/{each.line.of}",
        fate=each.fate,
        why=each.why,
    )


def _unknown(plans: Iterable[Planned]) -> list[UnknownName]:
    waiting = [each.line for each in plans if each.fate is Fate.UNKNOWN_MEMBER]
    counts, nicknames = Counter(line.username for line in waiting), {line.username: line.nickname for line in waiting}
    return [UnknownName(username=name, nickname=nicknames[name], requests=counts[name]) for name in sorted(counts)]


def _read(chat: ChatImport) -> ImportRead:
    return ImportRead(
        id=chat.id,
        filename=chat.filename,
        layout=chat.layout,
        messages=chat.messages,
        created_at=chat.created_at,
        erased_at=chat.created_at + KEPT,
        applied_at=chat.applied_at,
        requests_added=chat.requests_added,
        members_added=chat.members_added,
    )


async def read_import(session: AsyncSession, workspace_id: UUID, import_id: UUID) -> ImportPreview:
    """Raises `CommunityNotFound` and `ImportNotFound`."""
    community = await communities.require_community(session, workspace_id)
    return await preview_of(session, community, await imports.get_import(session, import_id, community_id=community.id))


async def list_imports(session: AsyncSession, workspace_id: UUID, wanted: ImportFilter) -> Page[ImportRead]:
    """Raises `CommunityNotFound`."""
    community = await communities.require_community(session, workspace_id)
    rows = await imports.page(session, community.id, cursor=wanted.cursor, limit=wanted.limit)
    shown_rows, following = cut_page(rows, wanted.limit)
    return Page(items=[_read(chat) for chat in shown_rows], next_cursor=following)


async def erase_old(session: AsyncSession) -> None:
    """Nothing that was read in a chat more than a day ago is kept; what came of it is."""
    await imports.erase(session, clock.now() - KEPT)
