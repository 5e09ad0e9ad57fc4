"""Chat exports: what was read in them, what would come of it, and what came of it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from autogram.core.paging import Cursor, Limit
from autogram.exchange.community.names import normal_username
from autogram.exchange.rounds.schemas.requests import WeekText


class RecognisedLine(BaseModel):
    """A request that stands in the chat. `at` is what the clock of the exporting device said."""

    line: int
    at: datetime
    week: str
    username: str
    nickname: str
    shortcode: str
    number: int
    of: int


class LeftOutLine(BaseModel):
    """A link to Instagram in the chat that is no request, and why not."""

    line: int
    nickname: str | None
    link: str
    why: str


class Fate(StrEnum):
    """What applying an import does with a request that was recognised."""

    NEW = "new"
    KNOWN = "known"
    REPEATED = "repeated"
    WITHDRAWN = "withdrawn"
    OVER_LIMIT = "over-limit"
    UNKNOWN_MEMBER = "unknown-member"
    NO_USERNAME = "no-username"
    NO_PART = "no-part"
    FUTURE = "future"


class PlannedLine(BaseModel):
    """A request of the chat, and what applying the import does with it now. `why` is null for what is new."""

    line: int
    requested_at: datetime
    username: str
    nickname: str
    instagram_link: str
    counter: Annotated[str, Field(examples=["1/3"])]
    fate: Fate
    why: str | None


class WeekPreview(BaseModel):
    """A week of the chat: how many requests of each fate, and each of them."""

    week: str
    counts: dict[Fate, int]
    lines: list[PlannedLine]


class UnknownName(BaseModel):
    """A user name that belongs to no member; `requests` stand in the chat under it."""

    username: str
    nickname: str
    requests: int


class ImportRead(BaseModel):
    """An import. What was read in the chat is erased `erased_at`; how much came of it stays."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    filename: str
    layout: str
    messages: int
    created_at: datetime
    erased_at: datetime
    applied_at: datetime | None
    requests_added: int
    members_added: int


class ImportPreview(ImportRead):
    """What applying the import would do now, week by week, the newest first, and what is left out in any case."""

    weeks: list[WeekPreview]
    unknown_usernames: list[UnknownName]
    left_out: list[LeftOutLine]


Name = Annotated[str, Field(max_length=200), AfterValidator(normal_username)]


class ImportApply(BaseModel):
    """Which of it is written. Without `weeks`, all of them."""

    model_config = ConfigDict(extra="forbid")

    weeks: Annotated[list[WeekText], Field(max_length=1_000)] | None = None
    add_members: bool | Annotated[list[Name], Field(max_length=1_000)] = Field(
        default=False, description="Whether unknown user names become members: all, none, or these."
    )

    def takes(self, week: str) -> bool:
        return self.weeks is None or week in self.weeks

    def adds(self, username: str) -> bool:
        return self.add_members if isinstance(self.add_members, bool) else username in self.add_members


class ImportApplied(BaseModel):
    """What was added this time."""

    requests_added: int
    members_added: int


class ImportFilter(BaseModel):
    """Which imports a list holds."""

    cursor: Cursor = None
    limit: Limit = 50


class ChatText(BaseModel):
    """A chat as text."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1)]
    filename: Annotated[str, Field(max_length=200)] = "chat.txt"
