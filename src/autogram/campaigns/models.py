"""Campaigns, and what their planning has made."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core.db import Model, Record


class CampaignStatus(StrEnum):
    """Where a campaign stands. `exhausted`: its budget is spent; nothing more is planned."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    EXHAUSTED = "exhausted"
    COMPLETED = "completed"


class Campaign(Record):
    """A theme over some time, for which posts are planned each day."""

    __tablename__ = "campaign"
    __table_args__ = (
        Index(None, "workspace_id", "created_at", "id"),
        # What a post's campaign refers to: a campaign of the same workspace.
        UniqueConstraint("workspace_id", "id"),
    )

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    name: Mapped[str]
    description: Mapped[str | None]
    # Days in the campaign's time zone; without an end it goes on.
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]
    time_zone: Mapped[str]
    posts_per_day: Mapped[int] = mapped_column(default=1)
    is_active: Mapped[bool] = mapped_column(default=True)
    status: Mapped[CampaignStatus] = mapped_column(default=CampaignStatus.ACTIVE)
    content_themes: Mapped[list[Any]] = mapped_column(default=list)
    brand_voice: Mapped[str | None]
    target_hashtags: Mapped[list[Any]] = mapped_column(default=list)
    target_reach: Mapped[int | None]
    target_engagement_rate: Mapped[float | None]
    # What planning makes: drafts, or scheduled posts.
    schedules_posts: Mapped[bool] = mapped_column(default=False)
    # Pictures of the library with this folder or tag are used in turn; without any the model draws one if allowed.
    draws_pictures: Mapped[bool] = mapped_column(default=False)
    media_ids: Mapped[list[Any]] = mapped_column(default=list)
    # Millionths of a US dollar. None: no limit but the workspace's.
    budget_micros: Mapped[int | None] = mapped_column(BigInteger)
    spent_micros: Mapped[int] = mapped_column(BigInteger, default=0)
    planned_at: Mapped[datetime | None]
    planning_problem: Mapped[str | None]


class CampaignPlace(Model):
    """The n-th post of a day of a campaign: taken before it is written, so that nothing is planned twice."""

    __tablename__ = "campaign_place"
    __table_args__ = (Index(None, "post_id"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    theme: Mapped[str | None]
    publish_at: Mapped[datetime]
    taken_at: Mapped[datetime]
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("post.id", ondelete="SET NULL"))
    cost_micros: Mapped[int | None] = mapped_column(BigInteger)
    failure_reason: Mapped[str | None]
