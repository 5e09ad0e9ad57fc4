"""Consumers, producers, and the comments that go from the one to the other."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Record
from autogram.core.secrets import EncryptedText


class ParticipantStatus(StrEnum):
    """Nobody takes part before an admin has approved it; who is `inactive` may register again."""

    PENDING = "pending"
    ACTIVE = "active"
    INACTIVE = "inactive"


class Approval(StrEnum):
    """Whether a producer wants to see each text before it goes out."""

    EACH = "each"
    AUTOMATIC = "automatic"


class Tone(StrEnum):
    """How a consumer would like to be spoken to."""

    FRIENDLY = "friendly"
    PROFESSIONAL = "professional"
    CASUAL = "casual"
    ENTHUSIASTIC = "enthusiastic"


class CommentStatus(StrEnum):
    """How far a comment is. `unconfirmed`: it was sent, no clear answer came, and it has not been found on the post."""

    WAITING = "waiting"
    APPROVED = "approved"
    SENDING = "sending"
    POSTED = "posted"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Consumer(Record):
    """An account that wishes to receive comments. `username` is in its normal form."""

    __tablename__ = "exchange_consumer"
    __table_args__ = (
        UniqueConstraint("community_id", "username"),
        Index(None, "community_id", "created_at", "id"),
    )

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    username: Mapped[str]
    tone: Mapped[Tone | None]
    wishes: Mapped[str | None]
    status: Mapped[ParticipantStatus] = mapped_column(default=ParticipantStatus.PENDING)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    # SHA-256 of the secret with which whoever registered may leave.
    link_hash: Mapped[str | None] = mapped_column(unique=True)


class Producer(Record):
    """An account that writes comments. Its session is here only while it takes part, and proven by a login."""

    __tablename__ = "exchange_producer"
    __table_args__ = (
        UniqueConstraint("community_id", "username"),
        Index(None, "community_id", "created_at", "id"),
    )

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    username: Mapped[str]
    instagram_id: Mapped[str | None]
    # Instagrapi's settings. Loaded, and decrypted, only by who asks for it.
    session: Mapped[str | None] = mapped_column(EncryptedText, deferred=True, deferred_raiseload=True)
    is_verified: Mapped[bool] = mapped_column(default=False)
    verified_at: Mapped[datetime | None]
    status: Mapped[ParticipantStatus] = mapped_column(default=ParticipantStatus.PENDING)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    approval: Mapped[Approval] = mapped_column(default=Approval.EACH)
    comments_per_hour: Mapped[int] = mapped_column(default=10)
    # Instagram has had enough of it, or the session has ended; in words. Nothing is sent until a person looks.
    problem: Mapped[str | None]
    paused_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    link_hash: Mapped[str | None] = mapped_column(unique=True)


class CommentingRun(Record):
    """One round of writing texts: what was looked at, what was skipped and why."""

    __tablename__ = "exchange_commenting_run"
    __table_args__ = (
        Index(
            "uq_exchange_commenting_run_running",
            "community_id",
            unique=True,
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index(None, "community_id", "created_at", "id"),
    )

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    started_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    finished_at: Mapped[datetime | None]
    posts_seen: Mapped[int] = mapped_column(default=0)
    texts_written: Mapped[int] = mapped_column(default=0)
    # The run is read consumer by consumer, in the order of their numbers. A message of an earlier turn does nothing.
    turn: Mapped[int] = mapped_column(default=0)
    after_number: Mapped[int] = mapped_column(BigInteger, default=0)
    # Posts and consumers that were left out, each with its reason.
    skipped: Mapped[list[Any]] = mapped_column(default=list)
    failure_reason: Mapped[str | None]


class AiComment(Record):
    """A text for one post by one producer: who, what, where, by which model, at which cost."""

    __tablename__ = "exchange_ai_comment"
    __table_args__ = (
        # Never twice.
        UniqueConstraint("producer_id", "media_id"),
        Index(None, "community_id", "status", "created_at", "id"),
        Index(None, "consumer_id"),
        Index(None, "run_id"),
        Index("ix_exchange_ai_comment_text_key", "community_id", "text_key"),
        Index("ix_exchange_ai_comment_open", "producer_id", postgresql_where=text("status IN ('approved', 'sending')")),
    )

    community_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_community.id", ondelete="CASCADE"))
    run_id: Mapped[UUID | None] = mapped_column(ForeignKey("exchange_commenting_run.id", ondelete="SET NULL"))
    consumer_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_consumer.id", ondelete="CASCADE"))
    producer_id: Mapped[UUID] = mapped_column(ForeignKey("exchange_producer.id", ondelete="CASCADE"))
    # `<media>_<owner>`, as Instagrapi wants it.
    media_id: Mapped[str]
    shortcode: Mapped[str]
    caption: Mapped[str]
    text: Mapped[str]
    # The text without what makes no difference to a reader (`commenting.validation`): nothing is said twice.
    text_key: Mapped[str]
    model: Mapped[str]
    # Millionths of a US dollar: this text's share of the model's answer. None where no price is known.
    cost_micros: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[CommentStatus] = mapped_column(default=CommentStatus.WAITING)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    decided_at: Mapped[datetime | None]
    # Committed before the call; whoever finds it and no answer looks for the comment first.
    requested_at: Mapped[datetime | None]
    posted_at: Mapped[datetime | None]
    comment_id: Mapped[str | None]
    failure_code: Mapped[str | None]
    failure_reason: Mapped[str | None]
