"""Labels, notes, canned replies and people as callers see and give them."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from autogram.inbox.conversations.schemas.reading import PersonBrief
from autogram.inbox.conversations.variables import VARIABLES, unknown_variables


def _known_variables(text: str) -> str:
    unknown = unknown_variables(text)
    if unknown:
        known = ", ".join(f"{{{{{name}}}}}" for name in VARIABLES)
        raise ValueError(f"there is no variable {{{{{unknown[0]}}}}}; there are {known}")
    return text


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
Template = Annotated[
    Words, AfterValidator(_known_variables), Field(description="With variables like `{{first_name|there}}`.")
]
Color = Annotated[str, Field(pattern=r"^(#[0-9a-fA-F]{6}|[a-z]{3,20})$", description="A word or #rrggbb.")]


class LabelCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Name
    color: Color = "gray"


class LabelUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    color: Color | None = None


class NoteWrite(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Words


class NoteRead(BaseModel):
    """What the team wrote beside a conversation; the person never sees it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    conversation_id: UUID
    author_id: UUID | None
    text: str
    created_at: datetime
    updated_at: datetime


class CannedReplyCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    shortcut: Annotated[str, Field(pattern=r"^[\w-]{1,40}$", description="What is typed to find it.")]
    text: Template
    media_id: UUID | None = None


class CannedReplyUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    shortcut: Annotated[str | None, Field(pattern=r"^[\w-]{1,40}$")] = None
    text: Template | None = None
    media_id: UUID | None = None


class CannedReplyRead(BaseModel):
    """A text that is often needed."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    shortcut: str
    text: str
    media_id: UUID | None
    created_at: datetime
    updated_at: datetime


class PreviewWish(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Template
    conversation_id: UUID


class Preview(BaseModel):
    """The text as it would be sent, and how many of Instagram's 1,000 bytes it takes."""

    text: str
    bytes: int


class PersonRead(PersonBrief):
    """Somebody who wrote or commented. `conversations` are those with the account they know."""

    account_id: UUID
    follower_count: int | None
    followed_by_account: bool | None
    profile_read_at: datetime | None
    profile_error: str | None
    note: str | None
    conversations: list[UUID]
    held: dict[str, int] = Field(description="How many rows of each kind we hold about the person.")
    created_at: datetime


class PersonUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    note: Annotated[str | None, Field(max_length=5000)] = None


class PersonExport(BaseModel):
    """Everything that we hold about one person, by table, with the webhook events that told it."""

    person_id: UUID
    exported_at: datetime
    held: dict[str, list[dict[str, Any]]]
