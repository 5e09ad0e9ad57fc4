"""Rules as the API shows and takes them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from autogram.inbox.automation.schemas.actions import AnyAction
from autogram.inbox.automation.schemas.conditions import Conditions
from autogram.inbox.automation.schemas.triggers import AnyTrigger

MOST_RULES = 100
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Cooldown = Annotated[int, Field(ge=0, le=30 * 86_400)]
DailyCap = Annotated[int, Field(ge=1, le=1_000_000)]
Actions = Annotated[tuple[AnyAction, ...], Field(min_length=1, max_length=12)]

COOLDOWN_WORDS = "How long the rule then rests for this person. Null: an hour; not at all for taps and comments."
CAP_WORDS = "How often it acts at most in a day, which begins at 00:00 UTC. Null: without limit."
FINAL_WORDS = "Whether later rules are not asked when this one has acted."


class RuleContent(BaseModel):
    """What a rule does, when, and how often."""

    model_config = ConfigDict(extra="forbid")

    name: Name
    trigger: AnyTrigger
    conditions: Conditions = Conditions()
    actions: Actions
    is_final: bool = Field(default=True, description=FINAL_WORDS)
    cooldown_seconds: Cooldown | None = Field(default=None, description=COOLDOWN_WORDS)
    daily_cap: DailyCap | None = Field(default=None, description=CAP_WORDS)


class RuleCreate(RuleContent):
    """A new rule. It stands last, and is off until it is enabled."""

    account_id: UUID


class RuleUpdate(BaseModel):
    """Only the fields that are present change."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    trigger: AnyTrigger | None = None
    conditions: Conditions | None = None
    actions: Actions | None = None
    is_final: bool | None = None
    cooldown_seconds: Cooldown | None = Field(default=None, description=COOLDOWN_WORDS)
    daily_cap: DailyCap | None = Field(default=None, description=CAP_WORDS)


class RuleRead(BaseModel):
    """A rule. `position` counts from 1; rules are asked in that order."""

    id: UUID
    account_id: UUID
    name: str
    position: int
    is_enabled: bool
    is_final: bool
    trigger: AnyTrigger
    conditions: Conditions
    actions: tuple[AnyAction, ...]
    cooldown_seconds: int
    daily_cap: int | None
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime


class RuleSaved(RuleRead):
    """`webhook_secret` checks the signatures of the rule's webhook. It is shown only when it is made."""

    webhook_secret: str | None = None


class RuleList(BaseModel):
    """All rules of an account, in their order."""

    items: list[RuleRead]


class RuleOrder(BaseModel):
    """Every rule of the account, in the new order."""

    account_id: UUID
    rule_ids: Annotated[list[UUID], Field(max_length=MOST_RULES)]


class WebhookSecret(BaseModel):
    webhook_secret: str
