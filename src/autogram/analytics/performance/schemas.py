"""Performance rows as they are shown."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from autogram.analytics.models import PeriodType


class PerformanceRead(BaseModel):
    """A day, week or month of an account: of the posts that went out in it, as known when the row was written."""

    model_config = ConfigDict(from_attributes=True)

    account_id: UUID
    date: date
    period_type: PeriodType
    total_posts: int
    posts_with_figures: int
    total_likes: int | None
    total_comments: int | None
    total_shares: int | None
    total_saves: int | None
    total_reach: int | None
    total_views: int | None
    engagement_rate: float | None
    avg_likes_per_post: float | None
    updated_at: datetime
