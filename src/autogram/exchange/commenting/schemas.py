"""What goes in and out about consumers, producers and comments."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr

from autogram.exchange.commenting.models import Approval, CommentStatus, ParticipantStatus
from autogram.exchange.commenting.models import Tone as Tone  # part of what goes in
from autogram.exchange.community.names import required_username

MOST_PER_HOUR = 60

Username = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(required_username)]
Password = Annotated[SecretStr, Field(min_length=1, max_length=1000)]
Code = Annotated[str | None, Field(max_length=20, description="The two-factor code, if Instagram asks for one.")]
Reason = Annotated[str, Field(min_length=1, max_length=500)]


class ConsumerRegister(BaseModel):
    """An account that wishes to receive comments."""

    username: Username
    tone: Tone | None = None
    wishes: Annotated[str | None, Field(max_length=500)] = None


class ConsumerRead(BaseModel):
    """A consumer."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    username: str
    tone: Tone | None
    wishes: str | None
    status: ParticipantStatus
    decided_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ConsumerRegistered(ConsumerRead):
    """A new consumer; `secret` is shown this once and lets whoever has it leave."""

    secret: str


class LogIn(BaseModel):
    """Used within the request and never stored."""

    password: Password
    code: Code = None


class ProducerRegister(LogIn):
    """An account that lends itself to write comments."""

    username: Username
    approval: Approval = Approval.EACH


class ProducerChange(BaseModel):
    """What a producer decides itself."""

    approval: Approval


class BudgetChange(BaseModel):
    """How many comments an hour a producer writes at most."""

    comments_per_hour: Annotated[int, Field(ge=1, le=MOST_PER_HOUR)]


class ProducerRead(BaseModel):
    """A producer; never its session."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    username: str
    instagram_id: str | None
    is_verified: bool
    verified_at: datetime | None
    status: ParticipantStatus
    decided_at: datetime | None
    approval: Approval
    comments_per_hour: int
    problem: str | None
    paused_at: datetime | None
    last_used_at: datetime | None
    created_at: datetime
    updated_at: datetime


class ProducerRegistered(ProducerRead):
    """A new producer; `secret` is shown this once and opens the producer's own page."""

    secret: str


class Because(BaseModel):
    """Why somebody does it, for the audit log and whoever asks later."""

    reason: Reason


class CommentsState(BaseModel):
    """Whether the switch that stops all comments is on."""

    model_config = ConfigDict(from_attributes=True)

    is_stopped: bool
    stopped_at: datetime | None
    stopped_by: UUID | None
    reason: str | None


class Skip(BaseModel):
    """Something that a run left out, and why."""

    consumer: str
    shortcode: str | None = None
    reason: str


class RunRead(BaseModel):
    """One round of writing texts."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    created_at: datetime
    started_by: UUID | None
    finished_at: datetime | None
    posts_seen: int
    texts_written: int
    skipped: list[Skip]
    failure_reason: str | None


class CommentRead(BaseModel):
    """A text for one post by one producer, and what became of it."""

    id: UUID
    created_at: datetime
    run_id: UUID | None
    consumer_id: UUID
    consumer: str
    producer_id: UUID
    producer: str
    shortcode: str
    instagram_link: str
    caption: str
    text: str
    model: str
    cost_micros: int | None
    status: CommentStatus
    decided_by: UUID | None
    decided_at: datetime | None
    requested_at: datetime | None
    posted_at: datetime | None
    comment_id: str | None
    failure_code: str | None
    failure_reason: str | None


@dataclass(frozen=True, slots=True)
class CommentFilter:
    """Which comments a list shows; what is None does not matter."""

    status: CommentStatus | None = None
    producer_id: UUID | None = None
    consumer_id: UUID | None = None
    run_id: UUID | None = None

    def as_columns(self) -> dict[str, Any]:
        """The columns that must have a value."""
        wanted = {
            "status": self.status,
            "producer_id": self.producer_id,
            "consumer_id": self.consumer_id,
            "run_id": self.run_id,
        }
        return {name: value for name, value in wanted.items() if value is not None}
