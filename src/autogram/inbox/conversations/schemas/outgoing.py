"""What can be sent."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]


class AttachmentType(StrEnum):
    """What Instagram calls the kinds of files in messages."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    FILE = "file"


class OutgoingFile(BaseModel):
    """A file of the media library, or one at an https address that Instagram fetches."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: AttachmentType | None = Field(default=None, description="Needed with `url`; the library knows its own.")
    media_id: UUID | None = None
    url: str | None = Field(default=None, max_length=2000)


class QuickReply(BaseModel):
    """A button below the text that answers with its title."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    payload: Annotated[str, Field(max_length=1000)] = Field(default="", description="Empty: the title.")


class OutgoingContent(BaseModel):
    """What is to be sent. Files and text together become two messages, the files first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Text | None = None
    files: tuple[OutgoingFile, ...] = ()
    quick_replies: tuple[QuickReply, ...] = Field(default=(), description="Go with the text.")
    share_media_id: str | None = Field(
        default=None, pattern=r"^\d{1,30}$", description="A post of the account, by Instagram's id."
    )
    heart: bool = Field(default=False, description="Instagram's heart sticker.")
    reply_to: UUID | None = Field(default=None, description="The message of this conversation that is answered.")
