"""Communities, their members and notices."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Record
from autogram.core.secrets import EncryptedText
from autogram.exchange.weeks import Week


class Visibility(StrEnum):
    """What the public lists say about members: their names, names with most letters hidden, or nothing at all."""

    NAMES = "names"
    MASKED = "masked"
    MEMBERS = "members"


class MemberStatus(StrEnum):
    """Whether somebody takes part. Who was suspended or has left keeps their history."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"


class MemberEventKind(StrEnum):
    """What can happen to a member."""

    JOINED = "joined"
    RENAMED = "renamed"
    WARNED = "warned"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    LEFT = "left"
    RETURNED = "returned"


class Community(Record):
    """A workspace's community. The predecessor's paths, which name none, speak of the one that is in front."""

    __tablename__ = "exchange_community"
    __table_args__ = (Index("uq_exchange_community_front", "is_front", unique=True, postgresql_where=text("is_front")),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str]
    # Part of its public addresses.
    slug: Mapped[str] = mapped_column(unique=True)
    is_front: Mapped[bool] = mapped_column(default=False)
    # An IANA name; weeks begin on Monday there.
    timezone: Mapped[str] = mapped_column(default="Asia/Seoul")
    requests_per_week: Mapped[int] = mapped_column(default=3)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.MASKED)
    chat_link: Mapped[str | None]
    # Somebody's own picture of the link; without it one is drawn.
    qr_code_url: Mapped[str | None]

    # The weekly verification of the week before, in the community's time: 0 is Monday. None: only by hand.
    verify_weekday: Mapped[int | None] = mapped_column(default=0)
    verify_hour: Mapped[int] = mapped_column(default=13)
    # What counts as a comment.
    min_comment_length: Mapped[int] = mapped_column(default=0)
    accepts_emoji_only: Mapped[bool] = mapped_column(default=True)
    # What follows from what was missed (`verification.rules`).
    rules: Mapped[list[Any]] = mapped_column(default=list)
    summary_emails: Mapped[list[Any]] = mapped_column(default=list)
    summary_webhook_url: Mapped[str | None]
    # Loaded, and decrypted, only by who asks for it.
    summary_webhook_secret: Mapped[str | None] = mapped_column(EncryptedText, deferred=True, deferred_raiseload=True)

    # Comments written by a model. `comments_stopped_at` is the switch that stops all of it at once.
    comments_enabled: Mapped[bool] = mapped_column(default=False)
    comments_stopped_at: Mapped[datetime | None]
    comments_stopped_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    comments_stop_reason: Mapped[str | None]
    comments_every_hours: Mapped[int] = mapped_column(default=24)
    next_comments_at: Mapped[datetime | None] = mapped_column(index=True)
    posts_per_consumer: Mapped[int] = mapped_column(default=5)
    max_comment_length: Mapped[int] = mapped_column(default=50)
    blocked_words: Mapped[list[Any]] = mapped_column(default=list)


class Member(Record):
    """Somebody of the community (the predecessor's SNS user). `username` is in its normal form."""

    __tablename__ = "exchange_member"
    __table_args__ = (
        UniqueConstraint("community_id", "username"),
        Index(None, "community_id", "created_at", "id"),
    )

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    # The predecessor's ids are whole numbers.
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    username: Mapped[str]
    # As it stands in the chat; may be a real name, so never public.
    display_name: Mapped[str | None]
    email: Mapped[str | None]
    # Instagram's number of the account, once it was seen; a renamed account is the same member.
    instagram_id: Mapped[str | None]
    status: Mapped[MemberStatus] = mapped_column(default=MemberStatus.ACTIVE)
    status_reason: Mapped[str | None]
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    # SHA-256 of the secret in the member's personal link.
    link_hash: Mapped[str | None] = mapped_column(unique=True)

    @property
    def has_link(self) -> bool:
        return self.link_hash is not None


class MemberEvent(Record):
    """One thing that happened to a member: the history that admins and the member see."""

    __tablename__ = "exchange_member_event"
    __table_args__ = (
        Index(None, "member_id", "created_at", "id"),
        Index(
            "uq_exchange_member_event_rule",
            "member_id",
            "rule",
            "iso_year",
            "iso_week",
            unique=True,
            postgresql_where=text("rule IS NOT NULL"),
        ),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_member.id", ondelete="CASCADE"))
    kind: Mapped[MemberEventKind]
    reason: Mapped[str | None]
    # The week that it is about, if it is about one.
    iso_year: Mapped[int | None]
    iso_week: Mapped[int | None]
    # Which of the community's rules brought it about; the same rule speaks once a week.
    rule: Mapped[str | None]
    by_user: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))

    @property
    def week(self) -> str | None:
        return str(Week(self.iso_year, self.iso_week)) if self.iso_year and self.iso_week else None


class Notice(Record):
    """An announcement; shown while it is active and its dates allow."""

    __tablename__ = "exchange_notice"
    __table_args__ = (Index(None, "community_id", "created_at", "id"),)

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    title: Mapped[str]
    content: Mapped[str]
    is_pinned: Mapped[bool] = mapped_column(default=False)
    is_important: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))

    def is_shown_at(self, moment: datetime) -> bool:
        begun = self.starts_at is None or self.starts_at <= moment
        return self.is_active and begun and (self.ends_at is None or moment < self.ends_at)
