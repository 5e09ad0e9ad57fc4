"""Figures as they were measured, and the reports that are made of them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from autogram.core import clock
from autogram.core.db import Model, Record
from autogram.core.ids import new_id


class PeriodType(StrEnum):
    """How long a row of performance is."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class ReportFormat(StrEnum):
    """As what a report is made."""

    PDF = "pdf"
    CSV = "csv"


class ReportStatus(StrEnum):
    """How far a report is."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"


class Frequency(StrEnum):
    """How often a report goes out: each Monday for the week before, or on the first for the month before."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class PostSnapshot(Model):
    """What Instagram said of a published post at one moment. A figure that it did not give is NULL, never zero."""

    __tablename__ = "post_snapshot"
    __table_args__ = (Index(None, "taken_at"),)

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    taken_at: Mapped[datetime] = mapped_column(primary_key=True)
    views: Mapped[int | None]
    reach: Mapped[int | None]
    likes: Mapped[int | None]
    comments: Mapped[int | None]
    shares: Mapped[int | None]
    saves: Mapped[int | None]
    total_interactions: Mapped[int | None]
    # What only some kinds of posts have (`follows`, `ig_reels_avg_watch_time`, …), by Instagram's name.
    more: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Asked for and not given: the metric's name and why, in words.
    missing: Mapped[dict[str, Any]] = mapped_column(default=dict)


class PostFigures(Model):
    """The latest figures of a post beside what lists are sorted and filtered by; one row a published post."""

    __tablename__ = "post_figures"
    __table_args__ = (
        Index(None, "workspace_id", "published_at", "post_id"),
        Index(None, "account_id", "published_at", "post_id"),
        Index(None, "campaign_id", "published_at", "post_id", postgresql_where=text("campaign_id IS NOT NULL")),
        Index(None, "next_snapshot_at", postgresql_where=text("next_snapshot_at IS NOT NULL")),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    campaign_id: Mapped[UUID | None]
    post_type: Mapped[str]
    published_at: Mapped[datetime]
    instagram_media_id: Mapped[str]
    taken_at: Mapped[datetime | None]
    views: Mapped[int | None]
    reach: Mapped[int | None]
    likes: Mapped[int | None]
    comments: Mapped[int | None]
    shares: Mapped[int | None]
    saves: Mapped[int | None]
    # Interactions by reach, in percent; NULL where either is unknown (`rates` defines it).
    engagement_rate: Mapped[float | None]
    # None: nothing more will be asked (it is too old, or gone).
    next_snapshot_at: Mapped[datetime | None]
    problem: Mapped[str | None]


class AnalyticsEvent(Model):
    """A figure of a post changed: the history that seed 002 keeps."""

    __tablename__ = "analytics_event"
    __table_args__ = (Index(None, "post_id", "occurred_at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    # like, comment, share, save, reach or view
    event_type: Mapped[str]
    # `{before, after, change}`; `before` is null the first time.
    event_data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    occurred_at: Mapped[datetime] = mapped_column(default=clock.now)


class AccountDay(Model):
    """An account's figures of one of Instagram's days, which end at midnight Pacific time; NULL where not given."""

    __tablename__ = "account_day"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    taken_at: Mapped[datetime]
    # Instagram may still change the last two days.
    is_final: Mapped[bool] = mapped_column(default=False)
    followers_count: Mapped[int | None]
    views: Mapped[int | None]
    reach: Mapped[int | None]
    likes: Mapped[int | None]
    comments: Mapped[int | None]
    shares: Mapped[int | None]
    saves: Mapped[int | None]
    accounts_engaged: Mapped[int | None]
    total_interactions: Mapped[int | None]
    profile_links_taps: Mapped[int | None]
    follows: Mapped[int | None]
    unfollows: Mapped[int | None]
    missing: Mapped[dict[str, Any]] = mapped_column(default=dict)


class DeadMetric(Model):
    """A figure that Instagram refuses to give for a kind of publication, or for accounts, lately."""

    __tablename__ = "dead_metric"

    product: Mapped[str] = mapped_column(primary_key=True)
    metric: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    noted_at: Mapped[datetime]


class PerformanceMetrics(Record):
    """A period of a workspace's account in one row (seed 002); made again, it replaces what was there."""

    __tablename__ = "performance_metrics"
    __table_args__ = (UniqueConstraint("account_id", "period_type", "date"),)

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    # The period's first day, in UTC.
    date: Mapped[date]
    period_type: Mapped[PeriodType]
    total_posts: Mapped[int]
    total_likes: Mapped[int | None]
    total_comments: Mapped[int | None]
    total_shares: Mapped[int | None]
    total_saves: Mapped[int | None]
    total_reach: Mapped[int | None]
    total_views: Mapped[int | None]
    engagement_rate: Mapped[float | None]
    avg_likes_per_post: Mapped[float | None]
    # How many of the posts had figures.
    posts_with_figures: Mapped[int]


class Report(Record):
    """A report that was asked for or is sent by a schedule, and the file once it is made."""

    __tablename__ = "report"
    __table_args__ = (Index(None, "workspace_id", "created_at", "id"), Index(None, "expires_at"))

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    requested_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    schedule_id: Mapped[UUID | None] = mapped_column(ForeignKey("report_schedule.id", ondelete="SET NULL"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    campaign_id: Mapped[UUID | None]
    format: Mapped[ReportFormat]
    first_day: Mapped[date]
    last_day: Mapped[date]
    time_zone: Mapped[str]
    status: Mapped[ReportStatus] = mapped_column(default=ReportStatus.QUEUED)
    progress: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
    failure_reason: Mapped[str | None]
    recipients: Mapped[list[Any]] = mapped_column(default=list)
    sent_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    payload: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True, deferred_raiseload=True)
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)


class ReportSchedule(Record):
    """A report that goes out by mail by itself."""

    __tablename__ = "report_schedule"
    __table_args__ = (Index(None, "workspace_id", "created_at", "id"), Index(None, "next_at"))

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id", ondelete="CASCADE"))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    format: Mapped[ReportFormat]
    frequency: Mapped[Frequency]
    hour: Mapped[int]
    time_zone: Mapped[str]
    recipients: Mapped[list[Any]] = mapped_column(default=list)
    is_active: Mapped[bool] = mapped_column(default=True)
    next_at: Mapped[datetime | None]
    last_report_id: Mapped[UUID | None]
