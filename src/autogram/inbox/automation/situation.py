"""What rules decide on: what was said, by whom, and how things stand. Only data, so that a test call can make it up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from autogram.inbox.automation.schemas import AnyAction, AnyTrigger, Conditions
from autogram.inbox.conversations.schemas import ConversationStatus, MessageKind

# Why a rule was not asked; it is asked after all if the earlier one comes to nothing.
EARLIER_RULE = "earlier-rule"
LOOP = "loop-protection"
# Two machines that answer each other must not go on for ever.
BURST, BURST_MESSAGES = timedelta(minutes=10), 5
DAY, DAY_MESSAGES = timedelta(hours=24), 20


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule, read and understood."""

    id: UUID
    name: str
    position: int
    is_enabled: bool
    is_final: bool
    trigger: AnyTrigger
    conditions: Conditions
    actions: tuple[AnyAction, ...]
    cooldown: timedelta
    daily_cap: int | None


@dataclass(frozen=True, slots=True)
class Situation:
    """One message or comment, and the person and conversation it belongs to.

    `kind` is None for a comment. `payload` is what a tapped button stands for, `ref` what a link or ad does.
    `withdrawn` says why nobody may react to it at all, if so. `follows_account` is None while nobody knows.
    """

    now: datetime
    happened_at: datetime
    kind: MessageKind | None
    text: str | None = None
    payload: str | None = None
    ref: str | None = None
    media_id: str | None = None
    is_first_message: bool = False
    is_reply: bool = False
    withdrawn: str | None = None
    labels: frozenset[str] = frozenset()
    status: ConversationStatus | None = None
    is_assigned: bool = False
    taken_over: bool = False
    window_open: bool = False
    follows_account: bool | None = None

    @property
    def is_comment(self) -> bool:
        return self.kind is None


@dataclass(frozen=True, slots=True)
class Standing:
    """What rules have done lately: each for this person, each today, and all together to this person."""

    last_acted: Mapping[UUID, datetime] = field(default_factory=dict)
    acted_today: Mapping[UUID, int] = field(default_factory=dict)
    sent_in_burst: int = 0
    sent_in_day: int = 0

    def with_more(self, acted: Mapping[UUID, int]) -> "Standing":
        """The same, when rules have acted so often more today, for others."""
        totals = {
            rule_id: self.acted_today.get(rule_id, 0) + acted.get(rule_id, 0) for rule_id in {*self.acted_today, *acted}
        }
        return replace(self, acted_today=totals)

    def after(self, rule: RuleSpec, now: datetime, messages: int) -> "Standing":
        """The same, when the rule has acted now and sent so many messages."""
        return replace(
            self,
            last_acted={**self.last_acted, rule.id: now},
            acted_today={**self.acted_today, rule.id: self.acted_today.get(rule.id, 0) + 1},
            sent_in_burst=self.sent_in_burst + messages,
            sent_in_day=self.sent_in_day + messages,
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something may not be sent, from the one policy."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Permits:
    """What the policy says now of each way to write; None: it may be."""

    message: Refusal | None = None
    private_reply: Refusal | None = None
    public_reply: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule acts, and why or why not."""

    acts: bool
    code: str
    reason: str
