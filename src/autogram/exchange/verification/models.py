"""Readings of posts, what they prove of whom, and what people say to it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Model, Record
from autogram.exchange.weeks import Week


class Finding(StrEnum):
    """What is known of a member and a post. Only a complete reading says `missing`."""

    PENDING = "pending"
    SEEN = "seen"
    MISSING = "missing"
    UNKNOWN = "unknown"


class ReadingStatus(StrEnum):
    """How far a reading is. Of an `incomplete` one, what was seen counts, and what was not seen says nothing."""

    READING = "reading"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    FAILED = "failed"


class ReadingSource(StrEnum):
    """Who reads: a helper account, or the owner's official connection."""

    HELPER = "helper"
    GRAPH = "graph"


class RunStatus(StrEnum):
    """How far a verification of a week is."""

    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"


class AppealStatus(StrEnum):
    """What became of an appeal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class VerificationRun(Record):
    """One verification of a week: each post is read once, and each member's row is brought up to date."""

    __tablename__ = "exchange_verification_run"
    __table_args__ = (
        Index(
            "uq_exchange_verification_run_running",
            "community_id",
            unique=True,
            postgresql_where=text("status = 'running'"),
        ),
        Index(None, "community_id", "created_at", "id"),
        # Of each week there is one that the schedule began.
        Index(
            "uq_exchange_verification_run_scheduled",
            "community_id",
            "iso_year",
            "iso_week",
            unique=True,
            postgresql_where=text("is_scheduled"),
        ),
    )

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    iso_year: Mapped[int]
    iso_week: Mapped[int]
    is_scheduled: Mapped[bool] = mapped_column(default=False)
    started_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    status: Mapped[RunStatus] = mapped_column(default=RunStatus.RUNNING)
    posts: Mapped[int] = mapped_column(default=0)
    posts_read: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
    failure_reason: Mapped[str | None]
    # What the community's rules brought about when it had ended (`schemas.Followed`).
    consequences: Mapped[list[Any]] = mapped_column(default=list)
    rules_applied_at: Mapped[datetime | None]
    summary_sent_at: Mapped[datetime | None]

    @property
    def week(self) -> Week:
        return Week(self.iso_year, self.iso_week)


class PostReading(Record):
    """All comments of one post, read page by page. Its comments are kept only while it is being read."""

    __tablename__ = "exchange_post_reading"
    __table_args__ = (UniqueConstraint("run_id", "shortcode"), Index(None, "helper_id"))

    run_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_verification_run.id", ondelete="CASCADE"))
    shortcode: Mapped[str]
    status: Mapped[ReadingStatus] = mapped_column(default=ReadingStatus.READING)
    source: Mapped[ReadingSource | None]
    helper_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchange_helper.id", ondelete="SET NULL"))
    media_id: Mapped[str | None]
    owner_id: Mapped[str | None]
    owner_username: Mapped[str | None]
    # The post's own count of comments, and how many were read.
    expected: Mapped[int | None]
    comments_read: Mapped[int] = mapped_column(default=0)
    pages_read: Mapped[int] = mapped_column(default=0)
    cursor: Mapped[str | None]
    # A message of an earlier turn does nothing.
    turn: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    # Helpers to whom the post is not shown.
    left_out: Mapped[list[Any]] = mapped_column(default=list)
    # It waits until then, for a helper or for Instagram.
    resume_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    failure_code: Mapped[str | None]
    failure_reason: Mapped[str | None]


class ReadComment(Model):
    """A comment as it was read; deleted when the reading has ended and what it proves is written down."""

    __tablename__ = "exchange_read_comment"

    reading_id: Mapped[UUID] = mapped_column(
        ForeignKey("exchange_post_reading.id", ondelete="CASCADE"), primary_key=True
    )
    comment_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str | None]
    username: Mapped[str]
    text: Mapped[str]
    commented_at: Mapped[datetime | None]


class Verification(Record):
    """What is known about one member and one request (the predecessor's user action verification). Never deleted."""

    __tablename__ = "exchange_verification"
    __table_args__ = (
        UniqueConstraint("member_id", "request_id"),
        Index(None, "request_id"),
        Index(None, "community_id", "created_at", "id"),
        Index("ix_exchange_verification_open", "community_id", "member_id", postgresql_where=text("NOT is_verified")),
    )

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    # Who was to comment.
    member_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_member.id", ondelete="CASCADE"))
    request_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_request.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    finding: Mapped[Finding] = mapped_column(default=Finding.PENDING)
    # Why it cannot be told, or why what was seen does not count, in words.
    reason: Mapped[str | None]
    # Seen, or accepted by a person.
    is_verified: Mapped[bool] = mapped_column(default=False)
    verified_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    # The evidence.
    comment_id: Mapped[str | None]
    comment_text: Mapped[str | None]
    commented_at: Mapped[datetime | None]
    # The latest reading that says so.
    reading_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchange_post_reading.id", ondelete="SET NULL"))
    # A person has decided; readings no longer change `is_verified`.
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None]

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None


class Appeal(Record):
    """A member says that a row is wrong."""

    __tablename__ = "exchange_appeal"
    __table_args__ = (
        Index("uq_exchange_appeal_open", "verification_id", unique=True, postgresql_where=text("status = 'open'")),
        Index(None, "community_id", "status", "created_at", "id"),
    )

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    verification_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_verification.id", ondelete="CASCADE"))
    text: Mapped[str]
    status: Mapped[AppealStatus] = mapped_column(default=AppealStatus.OPEN)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None]
