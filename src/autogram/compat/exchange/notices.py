"""`/api/notices`, and what admins do with notices."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.compat.exchange.asking import Front, FrontRead, FrontWritten, Limit, Number, Skip
from autogram.compat.exchange.shapes import Announcement, NoticeRow, Notices, PageOf
from autogram.core.db import Reading, Session
from autogram.core.settings import Settings
from autogram.exchange.community import service as communities
from autogram.exchange.community.access import limited
from autogram.exchange.community.schemas import CommunityWrite, NoticeCreate, NoticeRead, NoticeUpdate
from autogram.exchange.community.schemas.words import LongText, Text, WebAddress
from autogram.identity.access import Running, public

router = APIRouter()

Few = Annotated[int, Query(ge=1, le=50)]


class _ChatLinks(BaseModel):
    """Where the chat is. What is not sent stays; null takes it away."""

    kakao_openchat_link: WebAddress | None = None
    kakao_qr_code_url: WebAddress | None = None


class AnnouncementCreate(_ChatLinks):
    title: Text
    content: LongText
    is_active: bool = True
    is_pinned: bool = False
    is_important: bool = False


class AnnouncementUpdate(_ChatLinks):
    title: Text | None = None
    content: LongText | None = None
    is_active: bool | None = None
    is_pinned: bool | None = None
    is_important: bool | None = None


class ChatChange(BaseModel):
    """Where the chat is. What is not sent stays; null takes it away."""

    kakao_talk_link: WebAddress | None = None
    qr_code_url: WebAddress | None = Field(default=None, description="Your own picture; else one is drawn.")


@router.get("/api/notices", dependencies=[public, limited])
async def read_notices(runtime: Running, session: Reading, limit: Few = 10) -> Notices:
    """The chat's link, a picture of it, and the notices that are shown: pinned ones first, then the newest."""
    return await _notices(runtime.settings, session, limit)


async def _notices(settings: Settings, session: AsyncSession, limit: int) -> Notices:
    community = await communities.front_community(session)
    shown, _ = await communities.notices_window(session, community, skip=0, limit=limit, only_shown=True)
    return Notices(
        kakao_talk_link=community.chat_link,
        qr_code_url=communities.qr_code_address(settings, community),
        notices=[NoticeRow.of(notice) for notice in shown],
    )


@router.put("/api/admin/notices")
async def change_chat(body: ChatChange, runtime: Running, session: Session, front: FrontWritten) -> Notices:
    """Change the chat's link and the picture of it."""
    names = {"kakao_talk_link": "chat_link", "qr_code_url": "qr_code_url"}
    await _change_chat(runtime.settings, session, front, body, names)
    return await _notices(runtime.settings, session, 10)


@router.get("/api/admin/announcements")
async def list_announcements(
    runtime: Running, session: Reading, front: FrontRead, skip: Skip = 0, limit: Limit = 100
) -> PageOf[Announcement]:
    """All notices, also those that are not shown: pinned ones first, then the newest."""
    found, total = await communities.notices_window(session, front.community, skip=skip, limit=limit, only_shown=False)
    items = [_announcement(runtime.settings, front, notice) for notice in found]
    return PageOf(items=items, total=total, skip=skip, limit=limit)


@router.post("/api/admin/announcements", status_code=201)
async def create_announcement(
    body: AnnouncementCreate, runtime: Running, session: Session, front: FrontWritten
) -> Announcement:
    """Tell everybody something."""
    await _change_chat(runtime.settings, session, front, body, CHAT)
    wish = NoticeCreate(**body.model_dump(exclude=set(CHAT)))
    made = await communities.create_notice(session, front.community, wish, by_user=front.by_user)
    return _announcement(runtime.settings, front, made)


@router.get("/api/admin/announcements/{announcement_id}")
async def read_announcement(
    announcement_id: Number, runtime: Running, session: Reading, front: FrontRead
) -> Announcement:
    """One notice."""
    found = await communities.numbered_notice(session, front.community, announcement_id)
    return _announcement(runtime.settings, front, found)


@router.put("/api/admin/announcements/{announcement_id}")
async def update_announcement(
    announcement_id: Number, body: AnnouncementUpdate, runtime: Running, session: Session, front: FrontWritten
) -> Announcement:
    """Change a notice; what is not sent stays."""
    known = await communities.numbered_notice(session, front.community, announcement_id)
    await _change_chat(runtime.settings, session, front, body, CHAT)
    wish = NoticeUpdate(**body.model_dump(exclude=set(CHAT), exclude_unset=True))
    changed = await communities.update_notice(session, front.community, known.id, wish, by_user=front.by_user)
    return _announcement(runtime.settings, front, changed)


@router.delete("/api/admin/announcements/{announcement_id}", status_code=204)
async def delete_announcement(announcement_id: Number, session: Session, front: FrontWritten) -> None:
    """Nobody sees it any more."""
    known = await communities.numbered_notice(session, front.community, announcement_id)
    await communities.delete_notice(session, front.community, known.id, by_user=front.by_user)


# The predecessor kept these with each announcement; they are one thing for the whole community.
CHAT = {"kakao_openchat_link": "chat_link", "kakao_qr_code_url": "qr_code_url"}


async def _change_chat(
    settings: Settings, session: Session, front: Front, body: BaseModel, names: dict[str, str]
) -> None:
    """The community has what was sent; `names` are its own for the fields of the body."""
    sent = {ours: getattr(body, theirs) for theirs, ours in names.items() if theirs in body.model_fields_set}
    if sent:
        await communities.save_community(settings, session, front.actor, CommunityWrite(**sent))


def _announcement(settings: Settings, front: Front, notice: NoticeRead) -> Announcement:
    links = {
        "kakao_openchat_link": front.community.chat_link,
        "kakao_qr_code_url": communities.qr_code_address(settings, front.community),
    }
    return Announcement.of(notice).model_copy(update=links)
