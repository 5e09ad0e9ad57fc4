"""Comments and mentions."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Record

UNREAD = "read_at IS NULL AND NOT is_own AND deleted_at IS NULL"
UNANSWERED = (
    "replied_at IS NULL AND private_reply_message_id IS NULL AND hidden_at IS NULL AND NOT is_own "
    "AND deleted_at IS NULL"
)


class CommentKind(StrEnum):
    """Where it stands: below the account's media, in its live video, or elsewhere with the account mentioned."""

    COMMENT = "comment"
    LIVE = "live"
    MENTION = "mention"


class CommentStatus(StrEnum):
    """Of a comment: `received`. Of our own reply also how far its sending is."""

    RECEIVED = "received"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"


class Comment(Record):
    """One comment or reply. `comment_id` is Instagram's, unknown until our own reply was sent."""

    __tablename__ = "inbox_comment"
    __table_args__ = (
        UniqueConstraint("account_id", "comment_id"),
        Index(None, "account_id", "commented_at", "id"),
        Index(None, "workspace_id", "commented_at", "id"),
        Index(None, "account_id", "media_id", "commented_at", "id"),
        Index(None, "account_id", "parent_comment_id"),
        Index("ix_inbox_comment_search", "search", postgresql_using="gin"),
        Index("ix_inbox_comment_coverage", "account_id", "created_at"),
        # What waits for the team: few, however many there are.
        Index("ix_inbox_comment_unread", "workspace_id", "commented_at", "id", postgresql_where=text(UNREAD)),
        Index("ix_inbox_comment_unanswered", "workspace_id", "commented_at", "id", postgresql_where=text(UNANSWERED)),
        Index(
            "ix_inbox_comment_open",
            "status",
            "created_at",
            postgresql_where=text("status IN ('sending', 'unconfirmed')"),
        ),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("inbox_person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[CommentKind] = mapped_column(default=CommentKind.COMMENT)
    comment_id: Mapped[str | None]
    parent_comment_id: Mapped[str | None]
    media_id: Mapped[str | None]
    media_product_type: Mapped[str | None]
    ad_id: Mapped[str | None]
    username: Mapped[str | None]
    text: Mapped[str | None]
    commented_at: Mapped[datetime]
    found_by: Mapped[str]
    # Written in the account's own name, by us or on the phone; never a trigger, never unread.
    is_own: Mapped[bool] = mapped_column(default=False)
    read_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    replied_at: Mapped[datetime | None]
    # One private reply per comment, ever; the message it became.
    private_reply_message_id: Mapped[UUID | None]

    status: Mapped[CommentStatus] = mapped_column(default=CommentStatus.RECEIVED)
    sender_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    rule_id: Mapped[UUID | None]
    attempts: Mapped[int] = mapped_column(default=0)
    request_started_at: Mapped[datetime | None]
    failure_reason: Mapped[str | None]
    search: Mapped[Any] = mapped_column(
        TSVECTOR, Computed("to_tsvector('simple', coalesce(text, ''))", persisted=True), deferred=True
    )
