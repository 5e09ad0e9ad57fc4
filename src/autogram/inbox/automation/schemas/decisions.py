"""The log of decisions, and the test call, as the API shows them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from autogram.core.paging import Cursor, Limit
from autogram.inbox.automation.models import Outcome
from autogram.inbox.automation.schemas.conditions import Labels
from autogram.inbox.automation.schemas.rules import RuleContent
from autogram.inbox.automation.schemas.triggers import Key, MediaId
from autogram.inbox.conversations.schemas import ConversationStatus


class DecisionRead(BaseModel):
    """A rule looked at a message or comment (`subject`): what it did, or why it did nothing."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    account_id: UUID
    rule_id: UUID
    person_id: UUID | None
    subject: str
    outcome: Outcome
    reason_code: str
    reason: str
    results: list[dict[str, Any]]
    suggestion: str | None
    decided_at: datetime
    created_at: datetime


class DecisionFilter(BaseModel):
    """Which decisions are listed, and which page of them."""

    account_id: UUID | None = None
    rule_id: UUID | None = None
    person_id: UUID | None = None
    subject: str | None = Field(default=None, max_length=60, description="`message:<id>` or `comment:<id>`.")
    outcome: Outcome | None = None
    cursor: Cursor = None
    limit: Limit = 50


class RuleStatistics(BaseModel):
    """How often a rule did what in the last seven days. `skipped` counts those that it was asked about in vain."""

    rule_id: UUID
    acted: int = 0
    suggested: int = 0
    waiting: int = 0
    skipped: int = 0
    failed: int = 0


class StatisticsList(BaseModel):
    items: list[RuleStatistics]


class Assumed(BaseModel):
    """How things stand with the person, as far as it is to be assumed."""

    model_config = ConfigDict(extra="forbid")

    is_first_message: bool = False
    labels: Labels = ()
    status: ConversationStatus | None = ConversationStatus.OPEN
    is_assigned: bool = False
    taken_over: bool = False
    window_open: bool = Field(default=True, description="Always so for messages: each opens it anew.")
    follows_account: bool | None = None
    username: str = Field(default="somebody", max_length=100)
    name: str | None = Field(default=None, max_length=200)


class Happening(StrEnum):
    """What might happen."""

    MESSAGE = "message"
    COMMENT = "comment"
    STORY_REPLY = "story_reply"
    STORY_MENTION = "story_mention"
    POSTBACK = "postback"
    QUICK_REPLY = "quick_reply"
    REFERRAL = "referral"


class Rehearsal(BaseModel):
    """Something that somebody might write, and how things might stand."""

    model_config = ConfigDict(extra="forbid")

    account_id: UUID
    kind: Happening = Happening.MESSAGE
    text: Annotated[str, Field(max_length=5000)] | None = None
    payload: Key | None = None
    ref: Key | None = None
    media_id: MediaId | None = None
    is_reply: bool = Field(default=False, description="Of a comment: a reply to another comment.")
    at: AwareDatetime | None = Field(default=None, description="When it is said; now if absent.")
    assume: Assumed = Assumed()
    with_disabled: bool = Field(default=False, description="Judge rules that are off as if they were on.")
    draft: RuleContent | None = Field(default=None, description="A rule that is not saved: only it is judged.")


class PlannedAction(BaseModel):
    """What would be done; `text` as the person would read it, with the wording whose turn it is."""

    type: str
    text: str | None = None
    details: dict[str, Any] = Field(default_factory=dict)


class RehearsedRule(BaseModel):
    """What one rule would do, or why it would not. `rule_id` is null for the draft."""

    rule_id: UUID | None
    name: str
    position: int
    is_enabled: bool
    would_act: bool
    reason_code: str
    reason: str
    actions: list[PlannedAction]


class RehearsalResult(BaseModel):
    """Every rule, in the order in which they are asked. Nothing was sent or written."""

    rules: list[RehearsedRule]


class Template(BaseModel):
    """A rule to begin with."""

    key: str
    description: str
    rule: RuleContent


class TemplateList(BaseModel):
    items: list[Template]
