"""Figures as the API shows them, and how they are asked for. What is not known is null, never zero."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from autogram.analytics.periods import PeriodName
from autogram.core.paging import Cursor, Limit
from autogram.publishing.schemas import TimeZone

POST_SOURCE = "Instagram Graph API, media insights"
ACCOUNT_SOURCE = "Instagram Graph API, account insights"


class Sort(StrEnum):
    """By what posts are sorted, the highest first; those of which it is unknown come last."""

    PUBLISHED_AT = "published_at"
    VIEWS = "views"
    REACH = "reach"
    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    SAVES = "saves"
    INTERACTIONS = "interactions"
    ENGAGEMENT_RATE = "engagement_rate"
    ENGAGEMENT_RATE_BY_VIEWS = "engagement_rate_by_views"


class PeriodAsked(BaseModel):
    """Which days. Without any of these, the last 30."""

    period: PeriodName | None = None
    start_date: date | None = Field(default=None, description="First day of a custom period.")
    end_date: date | None = Field(default=None, description="Last day of a custom period; it is in it.")
    time_zone: TimeZone = Field(default="UTC", description="Of the days on which posts went out.")


class OverviewAsked(PeriodAsked):
    """An overview: of one account, or of all that are connected."""

    account_id: UUID | None = None
    metrics: list[Annotated[str, Field(max_length=200)]] = Field(
        default=[], max_length=40, description="Only these figures, also separated by commas; old names are understood."
    )


class PostsAsked(PeriodAsked):
    """Posts that went out in the period."""

    account_id: UUID | None = None
    campaign_id: UUID | None = None
    post_type: Literal["photo", "video", "carousel", "reel", "story"] | None = None
    sort: Sort = Sort.PUBLISHED_AT
    cursor: Cursor = None
    limit: Limit = 20


class ComparedAsked(PeriodAsked):
    """What posts are compared by."""

    by: Literal["type", "hashtag", "length"] = "type"
    account_id: UUID | None = None


class FollowersAsked(PeriodAsked):
    account_id: UUID


class BestTimesAsked(BaseModel):
    """In whose history and in which zone the hours are looked for."""

    account_id: UUID
    time_zone: TimeZone = "UTC"


class PeriodRead(BaseModel):
    """The days of an answer."""

    name: PeriodName
    first_day: date
    last_day: date
    days: int
    time_zone: str
    last_day_is_unfinished: bool = Field(description="The last day still goes on; its figures will grow.")


class PostFigure(BaseModel):
    """A figure of several posts: what the `known_posts` of the `posts` add up to; null if none is known."""

    value: int | float | None
    known_posts: int
    posts: int
    taken_at: datetime | None
    is_final: bool = Field(description="None of the posts is measured any more.")
    source: str = POST_SOURCE
    same_as: str | None = Field(default=None, description="The figure that this old name stands for.")
    note: str | None = None


class DayFigure(BaseModel):
    """A figure of an account's days: what the `known_days` of the `days` add up to; null if none is known."""

    value: int | None
    known_days: int
    days: int
    taken_at: datetime | None
    is_final: bool = Field(description="Instagram will not change any of the days any more.")
    source: str = ACCOUNT_SOURCE
    same_as: str | None = Field(default=None, description="The figure that this old name stands for.")
    note: str | None = None


class Trend(BaseModel):
    """Finished days and as many before them. Null unless both are known completely; `unknown_because` says why."""

    first_day: date | None
    last_day: date | None
    value: int | float | None
    value_before: int | float | None
    change: int | float | None
    change_percent: float | None
    unknown_because: str | None


class AccountMetrics(BaseModel):
    """Of the accounts as wholes, in Instagram's own days, which end at midnight Pacific time."""

    accounts: int
    figures: dict[str, DayFigure]


class ContentMetrics(BaseModel):
    """Of the posts that went out in the period: what they have reached until now."""

    posts: int
    figures: dict[str, PostFigure]


class PostRow(BaseModel):
    """A post with its latest figures."""

    post_id: UUID
    account_id: UUID
    campaign_id: UUID | None
    post_type: str
    caption: str
    permalink: str | None
    published_at: datetime
    taken_at: datetime | None
    is_final: bool
    views: int | None
    reach: int | None
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    interactions: int | None
    engagement_rate: float | None = Field(description="Interactions in percent of the reach.")
    engagement_rate_by_views: float | None
    problem: str | None = Field(description="Why it could not be measured the last time.")


class PostRows(BaseModel):
    period: PeriodRead
    posts: list[PostRow]
    next_cursor: str | None = None


class DayOfPosts(BaseModel):
    """The posts that went out on one day, and what they have reached until now."""

    date: date
    is_unfinished: bool
    posts: int
    known_posts: int
    views: int | None
    reach: int | None
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    interactions: int | None
    engagement_rate: float | None


class Overview(BaseModel):
    """Everything at once, as seed 002 documents it."""

    period: PeriodRead
    account_metrics: AccountMetrics
    content_metrics: ContentMetrics
    daily_breakdown: list[DayOfPosts]
    top_content: list[PostRow] = Field(description="The five that reached the most people.")
    growth_trends: dict[str, Trend]


class SnapshotRead(BaseModel):
    """What Instagram said at one moment; `missing` says what it refused and why."""

    model_config = ConfigDict(from_attributes=True)

    taken_at: datetime
    views: int | None
    reach: int | None
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    total_interactions: int | None
    more: dict[str, Any]
    missing: dict[str, Any]


class EventRead(BaseModel):
    """A figure changed."""

    model_config = ConfigDict(from_attributes=True)

    event_type: str
    event_data: dict[str, Any]
    occurred_at: datetime


class PerformanceData(BaseModel):
    """The latest figures of one post."""

    figures: dict[str, PostFigure]
    more: dict[str, Any] = Field(description="What only this kind of post has, by Instagram's names.")
    missing: dict[str, Any] = Field(description="What Instagram refused the last time, and why.")
    problem: str | None


class AudienceInsights(BaseModel):
    """Who was reached, as far as Instagram says so of a single post."""

    reach: int | None
    follows: int | None
    demographics: None = None
    note: str = "Instagram gives demographics for accounts, not for single posts."


class TimeAnalysis(BaseModel):
    """When it went out, and how its figures grew."""

    time_zone: str
    weekday: int | None = Field(description="0 is Monday.")
    hour: int | None
    snapshots: list[SnapshotRead] = Field(description="Oldest first, at most the newest 1,000.")
    events: list[EventRead] = Field(description="Newest first, at most 200.")


class PostPerformance(BaseModel):
    """One post, as seed 002 documents it."""

    post_id: UUID
    published_at: datetime | None
    performance_data: PerformanceData
    audience_insights: AudienceInsights
    time_analysis: TimeAnalysis


class Slot(BaseModel):
    """An hour of a week. `score` 1 is the account's average post, 2 is twice as good; few posts pull it towards 1."""

    weekday: int = Field(description="0 is Monday.")
    hour: int
    score: float
    posts: int


class BestTimes(BaseModel):
    """When the account's posts were engaged with most, the best hour first; empty while there are too few posts."""

    account_id: UUID
    time_zone: str
    slots: list[Slot]
    heat_map: list[list[float | None]] | None = Field(
        description="Score by weekday and hour; null where none went out."
    )
    posts: int = Field(description="How many posts with a known rate it rests on.")
    posts_needed: int
    days: int = Field(description="How far back it looks.")


class Compared(BaseModel):
    """How the posts with one thing in common did."""

    name: str
    posts: int
    known_posts: int = Field(description="Of how many reach and interactions are known.")
    average_reach: float | None
    average_views: float | None
    average_interactions: float | None
    engagement_rate: float | None
    engagement_rate_by_views: float | None


class Comparison(BaseModel):
    """The groups with the most posts first. A post is in the group of each of its hashtags."""

    period: PeriodRead
    by: str
    groups: list[Compared]


class FollowerDay(BaseModel):
    """One of Instagram's days. `change` needs the day before; gained and lost are as Instagram gives them."""

    date: date
    is_unfinished: bool
    is_final: bool
    followers_count: int | None
    change: int | None
    gained: int | None
    lost: int | None


class Followers(BaseModel):
    """The followers of an account over time."""

    period: PeriodRead
    account_id: UUID
    followers_count: DayFigure
    gained: DayFigure
    lost: DayFigure
    change: int | None = Field(description="From the first day that is known to the last.")
    change_first_day: date | None
    change_last_day: date | None
    days: list[FollowerDay]
