"""Campaigns as the API shows and takes them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from autogram.analytics.schemas import DayOfPosts, PeriodRead, PostFigure, PostRow
from autogram.campaigns.models import CampaignStatus
from autogram.content.ai.tags import Tag
from autogram.content.schemas import Text
from autogram.core.paging import Cursor, Limit
from autogram.publishing.schemas import TimeZone


def _day(value: Any) -> Any:
    """The predecessors' clients send moments; what counts is the day that is written there."""
    return value[:10] if isinstance(value, str) and "T" in value else value


Day = Annotated[date, BeforeValidator(_day)]
Theme = Annotated[Text, Field(min_length=1, max_length=100)]


class _CampaignFields(BaseModel):
    model_config = ConfigDict(extra="forbid")

    account_id: UUID | None = Field(default=None, description="Needed only if several accounts are connected.")
    description: Annotated[Text, Field(max_length=2000)] | None = None
    start_date: Day | None = Field(default=None, description="The first day that is planned.")
    end_date: Day | None = Field(default=None, description="The last one; without it the campaign goes on.")
    content_themes: list[Theme] = Field(default_factory=list, max_length=50, description="Used in turn.")
    brand_voice: Annotated[Text, Field(max_length=300)] | None = None
    target_hashtags: list[Tag] = Field(default_factory=list, max_length=15, description="Put on every post.")
    target_reach: int | None = Field(default=None, ge=0, le=10**9)
    target_engagement_rate: float | None = Field(default=None, ge=0, le=100, description="Per cent.")
    media_ids: list[UUID] = Field(default_factory=list, max_length=200, description="Of the library; used in turn.")
    budget_cents: float | None = Field(default=None, ge=0, le=10_000_000, description="US cents, for the model.")


class CampaignCreate(_CampaignFields):
    """A campaign. It is planned from the next morning on, or when it is asked for."""

    name: Annotated[Text, Field(min_length=1, max_length=255)]
    time_zone: TimeZone = "UTC"
    posts_per_day: int = Field(default=1, ge=1, le=10)
    is_active: bool | None = None
    status: CampaignStatus | None = None
    schedules_posts: bool = Field(default=False, description="Plan scheduled posts; otherwise drafts.")
    draws_pictures: bool = Field(default=False, description="Let the model draw where `media_ids` is empty.")


class CampaignUpdate(_CampaignFields):
    """Only the fields that are present change."""

    name: Annotated[Text, Field(min_length=1, max_length=255)] | None = None
    time_zone: TimeZone | None = None
    posts_per_day: int | None = Field(default=None, ge=1, le=10)
    is_active: bool | None = None
    status: CampaignStatus | None = None
    schedules_posts: bool | None = None
    draws_pictures: bool | None = None

    @model_validator(mode="after")
    def _one_word(self) -> "CampaignUpdate":
        given = self.is_active is not None and self.status is not None
        if given and self.is_active is not (self.status is CampaignStatus.ACTIVE):
            raise ValueError("is_active and status contradict each other; give one of them")
        return self


class CampaignRead(BaseModel):
    """A campaign. `is_active` says whether it is planned; `status` says why, or why not."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    account_id: UUID | None
    name: str
    description: str | None
    start_date: date | None
    end_date: date | None
    time_zone: str
    posts_per_day: int
    is_active: bool
    status: CampaignStatus
    content_themes: list[str]
    brand_voice: str | None
    target_hashtags: list[str]
    target_reach: int | None
    target_engagement_rate: float | None
    media_ids: list[UUID]
    schedules_posts: bool
    draws_pictures: bool
    budget_cents: float | None
    spent_cents: float
    planned_at: datetime | None
    planning_problem: str | None
    created_at: datetime
    updated_at: datetime


class CampaignFilter(BaseModel):
    """Which campaigns are listed: by `cursor`, or by number with `skip`, which counts totals."""

    is_active: bool | None = None
    status: CampaignStatus | None = None
    cursor: Cursor = None
    skip: int | None = Field(default=None, ge=0, le=100_000, description="Page by number, with totals.")
    limit: Limit = 20


class CampaignList(BaseModel):
    """Newest first. `total` and the page numbers are counted only for callers that page with `skip`."""

    campaigns: list[CampaignRead]
    next_cursor: str | None = None
    total: int | None = None
    page: int | None = None
    pages: int | None = None
    has_next: bool
    has_prev: bool | None = None


class PlannedPlace(BaseModel):
    """A post that the campaign has planned, is writing, or could not write."""

    model_config = ConfigDict(from_attributes=True)

    day: date
    place: int
    theme: str | None
    publish_at: datetime = Field(description="When it is meant to go out; a draft goes out only if you schedule it.")
    post_id: UUID | None
    cost_cents: float | None
    failure_reason: str | None


class CampaignPlan(BaseModel):
    """The coming days as they are planned by now, and what the hours were taken from."""

    campaign: CampaignRead
    places: list[PlannedPlace]
    hours: str


class CampaignSummary(BaseModel):
    """What the campaign's posts of the period add up to, beside what was aimed at."""

    total_posts: int
    figures: dict[str, PostFigure]
    target_reach: int | None
    target_reach_percent: float | None = Field(description="Reach of the period's posts in percent of the target.")
    target_engagement_rate: float | None
    spent_cents: float = Field(description="What the campaign has cost since it was made.")


class CampaignFigures(BaseModel):
    """How the campaign's posts of a period did, as seed 002 documents it."""

    campaign_id: UUID
    period: PeriodRead
    summary: CampaignSummary
    daily_breakdown: list[DayOfPosts]
    top_performing_posts: list[PostRow]


class Message(BaseModel):
    message: str
