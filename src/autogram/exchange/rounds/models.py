"""Requests of a week, and the chat exports that some of them come from."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Record


class RequestSource(StrEnum):
    """Who brought a request in."""

    ADMIN = "admin"
    MEMBER = "member"
    CHAT = "chat"


class ChatImport(Record):
    """A chat export that was read and is shown before anything of it is written. The chat itself is not kept."""

    __tablename__ = "exchange_chat_import"
    __table_args__ = (Index(None, "community_id", "created_at", "id"),)

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    uploaded_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    filename: Mapped[str]
    layout: Mapped[str]
    messages: Mapped[int] = mapped_column(default=0)
    # What was recognised, and what was not and why (`rounds.schemas`).
    recognised: Mapped[list[Any]] = mapped_column(default=list)
    left_out: Mapped[list[Any]] = mapped_column(default=list)
    applied_at: Mapped[datetime | None]
    requests_added: Mapped[int] = mapped_column(default=0)
    members_added: Mapped[int] = mapped_column(default=0)


class WeeklyRequest(Record):
    """A member asks the others to comment on a post. The week is an ISO week in the community's time zone."""

    __tablename__ = "exchange_request"
    __table_args__ = (
        UniqueConstraint("member_id", "iso_year", "iso_week", "shortcode"),
        Index(None, "community_id", "iso_year", "iso_week", "created_at", "id"),
        Index(None, "community_id", "created_at", "id"),
        Index(None, "import_id"),
    )

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_member.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    iso_year: Mapped[int]
    iso_week: Mapped[int]
    # Letters are case-sensitive; the link is made of it, without anything that shared links carry along.
    shortcode: Mapped[str]
    instagram_link: Mapped[str]
    source: Mapped[RequestSource]
    import_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchange_chat_import.id", ondelete="SET NULL"))
    added_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    # When it was asked, which may be before it was written down here.
    requested_at: Mapped[datetime]
    # Nobody has to comment any more: the post is gone, or an admin took it out.
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[str | None]
    # Closed because it should not have been asked. It counts neither as an upload nor towards the week's limit; it is
    # kept, so that reading the same chat again does not bring it back.
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
