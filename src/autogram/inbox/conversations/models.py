"""People, conversations, messages, and what a team keeps beside them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Model, Record


class ConversationStatus(StrEnum):
    """Who has the next move. `waiting`: the person. `snoozed`: nobody until `snoozed_until`."""

    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"
    SNOOZED = "snoozed"


class Direction(StrEnum):
    """Seen from the account."""

    INBOUND = "in"
    OUTBOUND = "out"


class Origin(StrEnum):
    """Who wrote a message. `phone`: the account, in Instagram itself or another tool."""

    PERSON = "person"
    AGENT = "agent"
    AUTOMATION = "automation"
    PHONE = "phone"


class MessageKind(StrEnum):
    """What a message is before anything else."""

    TEXT = "text"
    MEDIA = "media"
    STORY_REPLY = "story_reply"
    STORY_MENTION = "story_mention"
    SHARE = "share"
    QUICK_REPLY = "quick_reply"
    POSTBACK = "postback"
    REFERRAL = "referral"
    PRIVATE_REPLY = "private_reply"
    TEMPLATE = "template"
    UNSUPPORTED = "unsupported"


class MessageStatus(StrEnum):
    """`unconfirmed`: Instagram's answer was unclear, so it may or may not have arrived."""

    RECEIVED = "received"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCONFIRMED = "unconfirmed"


class FoundBy(StrEnum):
    """How we learned of something."""

    WEBHOOK = "webhook"
    POLL = "poll"
    OURSELVES = "ourselves"


class Person(Record):
    """Somebody who wrote to an account or commented; Instagram's id of them is another for each account."""

    __tablename__ = "inbox_person"
    __table_args__ = (
        UniqueConstraint("account_id", "instagram_id"),
        Index("ix_inbox_person_search", "search", postgresql_using="gin"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    instagram_id: Mapped[str]
    username: Mapped[str | None]
    name: Mapped[str | None]
    profile_picture_url: Mapped[str | None]
    follower_count: Mapped[int | None]
    follows_account: Mapped[bool | None]
    followed_by_account: Mapped[bool | None]
    is_verified: Mapped[bool | None]
    profile_read_at: Mapped[datetime | None]
    profile_error: Mapped[str | None]
    note: Mapped[str | None]
    # Words of both names; the dots and underscores of a user name part words.
    search: Mapped[Any] = mapped_column(
        TSVECTOR,
        Computed(
            "to_tsvector('simple',"
            " regexp_replace(coalesce(username, '') || ' ' || coalesce(name, ''), '[._]', ' ', 'g'))",
            persisted=True,
        ),
        deferred=True,
    )


class Conversation(Record):
    """All messages between one account and one person."""

    __tablename__ = "inbox_conversation"
    __table_args__ = (
        UniqueConstraint("account_id", "person_id"),
        Index(None, "workspace_id", "last_message_at", "id", postgresql_where=text("archived_at IS NULL")),
        Index(None, "account_id", "last_message_at", "id", postgresql_where=text("archived_at IS NULL")),
        Index(
            "ix_inbox_conversation_status",
            "workspace_id",
            "status",
            "last_message_at",
            "id",
            postgresql_where=text("archived_at IS NULL"),
        ),
        Index(
            "ix_inbox_conversation_unread",
            "workspace_id",
            "last_message_at",
            "id",
            postgresql_where=text("unread_count > 0 AND archived_at IS NULL"),
        ),
        Index(
            "ix_inbox_conversation_archived",
            "workspace_id",
            "last_message_at",
            "id",
            postgresql_where=text("archived_at IS NOT NULL"),
        ),
        Index("ix_inbox_conversation_snoozed", "snoozed_until", postgresql_where=text("status = 'snoozed'")),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("inbox_person.id", ondelete="CASCADE"), index=True)
    instagram_conversation_id: Mapped[str | None]
    status: Mapped[ConversationStatus] = mapped_column(default=ConversationStatus.OPEN)
    snoozed_until: Mapped[datetime | None]
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"), index=True)
    unread_count: Mapped[int] = mapped_column(default=0)
    last_message_at: Mapped[datetime]
    last_message_text: Mapped[str | None]
    last_message_direction: Mapped[Direction | None]
    # The newest message, postback or referral of the person: it opens Instagram's 24 hours.
    last_inbound_at: Mapped[datetime | None]
    last_outbound_at: Mapped[datetime | None]
    # A person of the team answered; automation stays out until they hand back.
    taken_over_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]


class Message(Record):
    """One message, in either direction. `mid` is Instagram's id, unknown until it was sent."""

    __tablename__ = "inbox_message"
    __table_args__ = (
        UniqueConstraint("account_id", "mid"),
        Index(None, "conversation_id", "sent_at", "id"),
        # A word that is everywhere is found faster by going back in time than in the index of words.
        Index(None, "workspace_id", "sent_at", "id"),
        Index("ix_inbox_message_search", "search", postgresql_using="gin"),
        Index(
            "ix_inbox_message_lost",
            "workspace_id",
            "created_at",
            postgresql_where=text("status IN ('failed', 'unconfirmed')"),
        ),
        Index(
            "ix_inbox_message_open",
            "status",
            "created_at",
            postgresql_where=text("status IN ('sending', 'unconfirmed')"),
        ),
        Index("ix_inbox_message_coverage", "account_id", "created_at"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("inbox_conversation.id", ondelete="CASCADE"))
    mid: Mapped[str | None]
    direction: Mapped[Direction]
    origin: Mapped[Origin]
    kind: Mapped[MessageKind] = mapped_column(default=MessageKind.TEXT)
    found_by: Mapped[FoundBy]
    sender_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    rule_id: Mapped[UUID | None]
    text: Mapped[str | None]
    # Each {type, url?, title?, media_id?, …}; see `schemas.Attachment`.
    attachments: Mapped[list[Any]] = mapped_column(default=list)
    # What else was said, by kind: story, quick_reply, postback, referral, template, quick_replies, comment_id.
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Each {by: "person"|"account", reaction, emoji?, at}.
    reactions: Mapped[list[Any]] = mapped_column(default=list)
    reply_to_mid: Mapped[str | None]
    # When it was said, by Instagram's clock; for one that is not sent yet, when the sender pressed send.
    sent_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    edit_count: Mapped[int] = mapped_column(default=0)
    unsent_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]

    status: Mapped[MessageStatus]
    tag: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    # Committed before Instagram is asked: from here on nobody may send again without looking.
    request_started_at: Mapped[datetime | None]
    failure_reason: Mapped[str | None]
    failure_code: Mapped[str | None]
    idempotency_key: Mapped[str | None] = mapped_column(unique=True)
    search: Mapped[Any] = mapped_column(
        TSVECTOR, Computed("to_tsvector('simple', coalesce(text, ''))", persisted=True), deferred=True
    )


class Label(Record):
    """A word that a workspace sorts its conversations by."""

    __tablename__ = "inbox_label"
    __table_args__ = (Index("uq_inbox_label_name", "workspace_id", text("lower(name)"), unique=True),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    name: Mapped[str]
    color: Mapped[str]


class ConversationLabel(Model):
    """A conversation has a label."""

    __tablename__ = "inbox_conversation_label"

    conversation_id: Mapped[UUID] = mapped_column(
        ForeignKey("inbox_conversation.id", ondelete="CASCADE"), primary_key=True
    )
    label_id: Mapped[UUID] = mapped_column(
        ForeignKey("inbox_label.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Note(Record):
    """What a team member wrote beside a conversation; the person never sees it."""

    __tablename__ = "inbox_note"
    __table_args__ = (Index(None, "conversation_id", "created_at", "id"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    conversation_id: Mapped[UUID] = mapped_column(ForeignKey("inbox_conversation.id", ondelete="CASCADE"))
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    text: Mapped[str]


class CannedReply(Record):
    """A text that is often needed, with variables like {{first_name}}."""

    __tablename__ = "inbox_canned_reply"
    __table_args__ = (Index("uq_inbox_canned_reply_shortcut", "workspace_id", text("lower(shortcut)"), unique=True),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    shortcut: Mapped[str]
    text: Mapped[str]
    media_id: Mapped[UUID | None]


class ErasedPerson(Model):
    """A keyed hash of somebody who was erased: what they wrote before that moment must not come back."""

    __tablename__ = "inbox_erased_person"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    person_hash: Mapped[str] = mapped_column(primary_key=True)
    erased_at: Mapped[datetime]
