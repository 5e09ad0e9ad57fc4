"""Rules, and the log of what they decided."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Model, Record
from autogram.core.secrets import EncryptedText


class Outcome(StrEnum):
    """What a rule did about a message or comment. `waiting`: a model is being asked."""

    ACTED = "acted"
    WAITING = "waiting"
    SUGGESTED = "suggested"
    SKIPPED = "skipped"
    FAILED = "failed"


class Rule(Record):
    """One rule of one account. Trigger, conditions and actions are validated by `schemas`."""

    __tablename__ = "automation_rule"
    __table_args__ = (Index(None, "account_id", "position"), Index(None, "workspace_id", "account_id"))

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    name: Mapped[str]
    position: Mapped[int]
    is_enabled: Mapped[bool] = mapped_column(default=False)
    # Later rules are not asked when this one has acted.
    is_final: Mapped[bool] = mapped_column(default=True)
    trigger: Mapped[dict[str, Any]]
    conditions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    actions: Mapped[list[Any]] = mapped_column(default=list)
    cooldown_seconds: Mapped[int] = mapped_column(default=3600)
    daily_cap: Mapped[int | None]
    webhook_secret: Mapped[str | None] = mapped_column(EncryptedText, deferred=True)


class Decision(Record):
    """A rule looked at a message or comment: what it did, or why it did nothing."""

    __tablename__ = "automation_decision"
    __table_args__ = (
        UniqueConstraint("subject", "rule_id"),
        Index(None, "workspace_id", "created_at", "id"),
        Index(None, "account_id", "created_at", "id"),
        Index("ix_automation_decision_account_outcome", "account_id", "outcome", "created_at", "id"),
        Index("ix_automation_decision_rule_outcome", "rule_id", "outcome", "created_at", "id"),
        Index(None, "person_id", "created_at"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    rule_id: Mapped[UUID] = mapped_column(ForeignKey("automation_rule.id", ondelete="CASCADE"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("inbox_person.id", ondelete="CASCADE"))
    # "message:<id>" or "comment:<id>".
    subject: Mapped[str]
    outcome: Mapped[Outcome]
    reason_code: Mapped[str]
    reason: Mapped[str]
    # Each {action, result, message_id?, comment_id?, error?}.
    results: Mapped[list[Any]] = mapped_column(default=list)
    suggestion: Mapped[str | None]
    # Messages and replies that it had sent, or will; many in a short time are a loop.
    messages_sent: Mapped[int] = mapped_column(default=0)
    decided_at: Mapped[datetime]


class Rotation(Model):
    """How many of a rule's wordings were used in one place, so that the next is another."""

    __tablename__ = "automation_rotation"

    rule_id: Mapped[UUID] = mapped_column(ForeignKey("automation_rule.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    used: Mapped[int] = mapped_column(default=0)
