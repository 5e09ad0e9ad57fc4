"""The library's tables."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core import clock
from autogram.core.db import Model, Record


class MediaKind(StrEnum):
    """What a file is by its content."""

    IMAGE = "image"
    VIDEO = "video"


class Media(Record):
    """One stored picture or video. `sha256` is of the bytes that are served, which differ from those uploaded."""

    __tablename__ = "media"
    __table_args__ = (
        UniqueConstraint("workspace_id", "sha256"),
        Index(None, "workspace_id", "created_at", "id"),
        Index(None, "workspace_id", "kind", "created_at", "id"),
        CheckConstraint("kind IN ('image', 'video')", name="kind"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    created_by: Mapped[UUID | None]
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    content_type: Mapped[str]
    sha256: Mapped[str]
    size_bytes: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    duration_seconds: Mapped[float | None]
    frames_per_second: Mapped[float | None]
    video_codec: Mapped[str | None]
    pixel_format: Mapped[str | None]
    audio_codec: Mapped[str | None]
    audio_hz: Mapped[int | None]
    audio_channels: Mapped[int | None]
    original_name: Mapped[str]
    purpose: Mapped[str | None]
    alt_text: Mapped[str] = mapped_column(default="")


class MediaUse(Model):
    """Something that needs a media item, which therefore cannot be deleted."""

    __tablename__ = "media_use"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    media_id: Mapped[UUID] = mapped_column(ForeignKey("media.id", ondelete="CASCADE"), primary_key=True)
    subject_kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[str] = mapped_column(primary_key=True)


class MediaLibrary(Model):
    """The one row with which a database marks its objects in the store.

    Without it, a worker that was pointed at an empty database would take the store's every object for an orphan.
    """

    __tablename__ = "media_library"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    tag: Mapped[str]


class AiUse(Record):
    """One question to a model: who asked for what, what it cost, how long it took."""

    __tablename__ = "ai_use"
    __table_args__ = (Index(None, "workspace_id", "created_at", "id"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    user_id: Mapped[UUID | None]
    # Whose words are in the prompt, besides the team's; no foreign key, so that the cost stays when they are erased.
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    purpose: Mapped[str]
    model: Mapped[str]
    prompt: Mapped[list[Any]]
    input_tokens: Mapped[int | None]
    output_tokens: Mapped[int | None]
    # Millionths of a US dollar; unknown for models without a public price.
    cost_micros: Mapped[int | None] = mapped_column(BigInteger)
    duration_ms: Mapped[int]
    error: Mapped[str | None]
    # What it may cost at most, as long as nobody knows what it did; counts against the budget until then.
    reserved_micros: Mapped[int | None] = mapped_column(BigInteger)


class AiBudget(Model):
    """What a workspace may spend on models in a month, in millionths of a US dollar; without a row, anything."""

    __tablename__ = "ai_budget"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True)
    monthly_micros: Mapped[int] = mapped_column(BigInteger)


class BrandProfile(Model):
    """How a workspace's brand speaks; part of every question that asks a model for words in its name."""

    __tablename__ = "brand_profile"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
    name: Mapped[str | None]
    voice: Mapped[str | None]
    dos: Mapped[list[Any]] = mapped_column(default=list)
    donts: Mapped[list[Any]] = mapped_column(default=list)
    hashtags: Mapped[list[Any]] = mapped_column(default=list)
    banned_hashtags: Mapped[list[Any]] = mapped_column(default=list)
    facts: Mapped[list[Any]] = mapped_column(default=list)
