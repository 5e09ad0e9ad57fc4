"""What strangers see of a community, and members of themselves."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.paging import Page, cut_page
from autogram.core.settings import Settings
from autogram.exchange.community.errors import ChatLinkMissing
from autogram.exchange.community.models import Community
from autogram.exchange.community.pictures import Drawing
from autogram.exchange.community.queries import members
from autogram.exchange.community.schemas import (
    CommunityPublic,
    MemberFacts,
    MemberSelf,
    OwnEventRead,
    WeekRead,
)
from autogram.exchange.weeks import Week


def week_read(timezone: str) -> WeekRead:
    """The week that it is there now."""
    week = Week.of(clock.now(), timezone)
    return WeekRead(
        name=str(week),
        year=week.year,
        number=week.number,
        monday=week.monday,
        begins_at=week.begins_at(timezone),
        ends_at=week.next.begins_at(timezone),
    )


def public_face(settings: Settings, community: Community) -> CommunityPublic:
    """What strangers see; nothing of it is about a member."""
    return CommunityPublic(
        name=community.name,
        slug=community.slug,
        timezone=community.timezone,
        week=week_read(community.timezone),
        requests_per_week=community.requests_per_week,
        visibility=community.visibility,
        chat_link=community.chat_link,
        qr_code_url=qr_code_address(settings, community),
    )


def qr_code_address(settings: Settings, community: Community) -> str | None:
    """Somebody's own picture, else where the one that is drawn of the chat link is; None if there is no link."""
    if community.qr_code_url:
        return community.qr_code_url
    if community.chat_link is None:
        return None
    return f"{settings.core.public_url}/api/v1/exchange/public/{community.slug}/qr.svg"


def chat_drawing(community: Community) -> Drawing:
    """The chat link as a picture. Raises `ChatLinkMissing`."""
    if community.chat_link is None:
        raise ChatLinkMissing(f"{community.name} has no chat link.")
    return Drawing(community.chat_link)


async def read_self(session: AsyncSession, holder: MemberFacts) -> MemberSelf:
    member = await members.get_member(session, holder.id)
    return MemberSelf(
        username=member.username,
        display_name=member.display_name,
        email=member.email,
        status=member.status,
        status_reason=member.status_reason,
        joined_at=member.joined_at,
    )


async def own_events(
    session: AsyncSession, holder: MemberFacts, *, cursor: str | None, limit: int
) -> Page[OwnEventRead]:
    """What happened to the member, newest first."""
    found, following = cut_page(await members.events(session, holder.id, cursor=cursor, limit=limit), limit)
    return Page(items=[OwnEventRead.model_validate(event) for event in found], next_cursor=following)
