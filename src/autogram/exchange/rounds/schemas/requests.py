"""Requests as they come in, as they are shown, and as the other parts of the exchange know them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from autogram.core.paging import Cursor, Limit
from autogram.exchange.community.schemas.words import Reason
from autogram.exchange.rounds.models import RequestSource
from autogram.exchange.weeks import Week


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request as the other parts know it. `username` is the one that the member has now."""

    id: UUID
    number: int
    community_id: UUID
    member_id: UUID
    username: str
    shortcode: str
    instagram_link: str
    week: Week
    requested_at: datetime
    closed_at: datetime | None
    closed_reason: str | None
    source: RequestSource
    created_at: datetime
    is_withdrawn: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the others are to comment."""
        return self.closed_at is None


def _week(written: str) -> str:
    return str(Week.parse(written))


WeekText = Annotated[str, AfterValidator(_week), Field(max_length=20, examples=["2026-W47"])]
Link = Annotated[str, Field(min_length=1, max_length=2_000, examples=["https://www.instagram.com/p/DBx3Yh7Sabc/"])]


class RequestCreate(BaseModel):
    """A member, by id or by user name, asks for comments on a post; without a week, in the current one."""

    model_config = ConfigDict(extra="forbid")

    member_id: UUID | None = None
    username: Annotated[str, Field(max_length=255)] | None = None
    link: Link
    week: WeekText | None = Field(default=None, description="An ISO week that has begun; else the current one.")

    @model_validator(mode="after")
    def _names_one_member(self) -> Self:
        if (self.member_id is None) == (self.username is None):
            raise ValueError("send either member_id or username")
        return self


class OwnRequestCreate(BaseModel):
    """The holder of a personal link asks for comments on a post, in the current week."""

    model_config = ConfigDict(extra="forbid")

    link: Link


class Because(BaseModel):
    """Why; the member reads it too."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason


class PublicFilter(BaseModel):
    """Which week of a community, or of a member, a list holds."""

    week: WeekText | None = None
    cursor: Cursor = None
    limit: Limit = 50


class RequestFilter(PublicFilter):
    """Which requests a list holds."""

    member_id: UUID | None = None


class RequestRead(BaseModel):
    """A request as organisers, and the member who made it, see it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    member_id: UUID
    username: str
    shortcode: str
    instagram_link: str
    week: Annotated[str, Field(examples=["2026-W47"])]
    requested_at: datetime
    source: RequestSource
    closed_at: datetime | None
    closed_reason: str | None
    is_withdrawn: bool
    created_at: datetime

    @classmethod
    def of(cls, facts: RequestFacts) -> Self:
        values = {name: getattr(facts, name) for name in cls.model_fields if name != "week"}
        return cls(**values, week=str(facts.week))


class PublicRequest(BaseModel):
    """A request as strangers see it: `username` is as open as the community wants it to be."""

    number: int
    username: str
    instagram_link: str
    week: str
    requested_at: datetime
