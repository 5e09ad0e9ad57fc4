"""Posts and the tries to publish them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Record


class PostStatus(StrEnum):
    """Where a post stands. `unconfirmed`: Instagram's answer was unclear. `late`: a person must decide."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHING = "publishing"
    UNCONFIRMED = "unconfirmed"
    LATE = "late"
    PUBLISHED = "published"
    FAILED = "failed"


class PostType(StrEnum):
    """What is published. `video` becomes a reel: Instagram has taken no other feed videos since 2023."""

    PHOTO = "photo"
    VIDEO = "video"
    CAROUSEL = "carousel"
    REEL = "reel"
    STORY = "story"


class Post(Record):
    """Content planned for one Instagram account."""

    __tablename__ = "post"
    __table_args__ = (
        Index(None, "workspace_id", "created_at", "id", postgresql_where=text("deleted_at IS NULL")),
        Index(None, "workspace_id", "status", "created_at", "id", postgresql_where=text("deleted_at IS NULL")),
        Index(
            "ix_post_pending",
            "status",
            "publish_at",
            postgresql_where=text("status IN ('scheduled', 'publishing', 'unconfirmed') AND deleted_at IS NULL"),
        ),
        Index(
            "ix_post_calendar",
            "workspace_id",
            "publish_at",
            postgresql_where=text("publish_at IS NOT NULL AND deleted_at IS NULL"),
        ),
        # A campaign of the same workspace; the posts of a deleted one stay.
        ForeignKeyConstraint(
            ["workspace_id", "campaign_id"],
            ["campaign.workspace_id", "campaign.id"],
            ondelete="SET NULL (campaign_id)",
        ),
        # Each occurrence is made once.
        UniqueConstraint("recurring_id", "occurrence"),
        Index("ix_post_content", "account_id", "content_digest", postgresql_where=text("deleted_at IS NULL")),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_by: Mapped[UUID | None]
    campaign_id: Mapped[UUID | None] = mapped_column(index=True)
    recurring_id: Mapped[UUID | None] = mapped_column(ForeignKey("recurring_post.id", ondelete="SET NULL"))
    occurrence: Mapped[date | None]

    post_type: Mapped[PostType]
    caption: Mapped[str]
    hashtags: Mapped[list[Any]] = mapped_column(default=list)
    media: Mapped[list[Any]] = mapped_column(default=list)
    collaborators: Mapped[list[Any]] = mapped_column(default=list)
    location_id: Mapped[str | None]
    cover_media_id: Mapped[UUID | None]
    thumb_offset_ms: Mapped[int | None]
    share_to_feed: Mapped[bool] = mapped_column(default=True)
    first_comment: Mapped[str | None]
    is_ai_generated: Mapped[bool] = mapped_column(default=False)
    # Of caption and media, to notice the same content twice; null for posts older than this column, or without any.
    content_digest: Mapped[bytes | None] = mapped_column(LargeBinary)

    status: Mapped[PostStatus] = mapped_column(default=PostStatus.DRAFT)
    revision: Mapped[int] = mapped_column(default=1)
    publish_at: Mapped[datetime | None]
    wall_clock: Mapped[str | None]
    time_zone: Mapped[str | None]
    waiting_reason: Mapped[str | None]
    failure_code: Mapped[str | None]
    failure_reason: Mapped[str | None]
    published_at: Mapped[datetime | None]
    instagram_media_id: Mapped[str | None]
    permalink: Mapped[str | None]
    deleted_at: Mapped[datetime | None]

    @property
    def is_editable(self) -> bool:
        return self.status in {PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.LATE, PostStatus.FAILED}


class PublicationState(StrEnum):
    """How a try stands."""

    OPEN = "open"
    PUBLISHED = "published"
    FAILED = "failed"
    ABANDONED = "abandoned"


class Publication(Record):
    """One try to publish a post: a receipt with a time and a proof for every step.

    Whoever works on it holds `lease_id` until `lease_until`; a write under another lease changes nothing.
    """

    __tablename__ = "publication"
    __table_args__ = (
        Index("uq_publication_open", "post_id", unique=True, postgresql_where=text("state = 'open'")),
        Index("uq_publication_instagram_media_id", "instagram_media_id", unique=True),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    state: Mapped[PublicationState] = mapped_column(default=PublicationState.OPEN)
    lease_id: Mapped[UUID | None]
    lease_job_id: Mapped[int | None] = mapped_column(BigInteger)
    lease_until: Mapped[datetime | None]

    plan: Mapped[dict[str, Any]]
    steps: Mapped[list[Any]] = mapped_column(default=list)
    child_containers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    container_id: Mapped[str | None]
    containers_made: Mapped[int] = mapped_column(default=0)
    container_ready: Mapped[bool] = mapped_column(default=False)
    publish_requested_at: Mapped[datetime | None]
    instagram_media_id: Mapped[str | None]
    permalink: Mapped[str | None]
    comment_requested_at: Mapped[datetime | None]
    comment_id: Mapped[str | None]


class PostingSlot(Record):
    """A weekly moment at which an account likes to publish; `weekday` 0 is Monday, `wall_clock` is HH:MM."""

    __tablename__ = "posting_slot"
    __table_args__ = (UniqueConstraint("account_id", "weekday", "wall_clock", "time_zone"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    weekday: Mapped[int]
    wall_clock: Mapped[str]
    time_zone: Mapped[str]


class CalendarFeed(Record):
    """A calendar that other programs subscribe to; whoever has its address may read it."""

    __tablename__ = "calendar_feed"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    # SHA-256 of the secret in its address.
    token_hash: Mapped[str] = mapped_column(unique=True)
    read_at: Mapped[datetime | None]


class ImportStatus(StrEnum):
    """How far a table of posts is."""

    READ = "read"
    WRITING = "writing"
    COMPLETED = "completed"


class RecurringPost(Record):
    """A post that is made again and again; `template` is what a post is created from."""

    __tablename__ = "recurring_post"
    __table_args__ = (Index(None, "workspace_id", "created_at", "id"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    template: Mapped[dict[str, Any]]
    # Every `every_weeks` weeks on these days (0 is Monday), at `wall_clock` in the time zone.
    every_weeks: Mapped[int] = mapped_column(default=1)
    weekdays: Mapped[list[Any]]
    wall_clock: Mapped[str]
    time_zone: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    # Up to which day posts have been made.
    made_until: Mapped[date | None]
    problem: Mapped[str | None]


class PostImport(Record):
    """A table of posts on its way into the calendar: read, shown with its faults, then written."""

    __tablename__ = "post_import"
    __table_args__ = (Index(None, "workspace_id", "created_at", "id"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    filename: Mapped[str]
    columns: Mapped[list[Any]]
    rows: Mapped[list[Any]]
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    faults: Mapped[list[Any]] = mapped_column(default=list)
    status: Mapped[ImportStatus] = mapped_column(default=ImportStatus.READ)
    time_zone: Mapped[str]
    done: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
