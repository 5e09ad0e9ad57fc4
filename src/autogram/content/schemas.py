"""What goes in and out of the media library."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from autogram.content.models import MediaKind
from autogram.content.requirements import MediaUseCase, all_problems


def _printable(value: str) -> str:
    if "\x00" in value:
        raise ValueError("must not contain the character NUL")
    return value


Text = Annotated[str, AfterValidator(_printable)]
AltText = Annotated[Text, Field(max_length=1000, description="What the picture shows, for people who do not see it.")]
FileName = Annotated[Text, Field(min_length=1, max_length=255, description="The name shown in the library.")]
Purpose = Annotated[Text, Field(max_length=50, description="A word of your own, returned as it was given.")]


@dataclass(frozen=True)
class MediaItem:
    """A stored picture or video, as other parts of the product see it. `width` and `height` are as seen.

    It has addresses only if the settings were at hand when it was read; else `url` and `thumbnail_url` raise.
    """

    id: UUID
    kind: MediaKind
    file_name: str
    thumbnail_name: str
    base_url: str | None
    content_type: str
    sha256: str
    size_bytes: int
    width: int
    height: int
    duration_seconds: float | None
    frames_per_second: float | None
    video_codec: str | None
    pixel_format: str | None
    audio_codec: str | None
    audio_hz: int | None
    audio_channels: int | None
    original_name: str
    purpose: str | None
    alt_text: str
    created_at: datetime

    @property
    def url(self) -> str:
        """Where Instagram, and whoever knows the address, fetches the file."""
        return self._address(self.file_name)

    @property
    def thumbnail_url(self) -> str:
        return self._address(self.thumbnail_name)

    def _address(self, name: str) -> str:
        if self.base_url is None:
            raise RuntimeError("read the item with settings=… to know its address")
        return f"{self.base_url}/{name}"


@dataclass(frozen=True)
class AddedMedia:
    """An item, and whether it is new or the same file was in the library already."""

    item: MediaItem
    is_new: bool


class Dimensions(BaseModel):
    width: int
    height: int


class MediaProblem(BaseModel):
    """A limit of Instagram's that the file would break in one use."""

    use: MediaUseCase
    message: str


class UploadDetails(BaseModel):
    """What may be said about an upload besides the file."""

    alt_text: AltText = ""
    purpose: Purpose | None = None
    type: Annotated[Text, Field(max_length=100)] | None = None


class MediaUpdate(BaseModel):
    """What of an item can be changed; what is not named stays."""

    model_config = ConfigDict(extra="forbid")

    alt_text: AltText = ""
    original_name: FileName = ""


class MediaRead(BaseModel):
    """A picture or video of the library."""

    id: UUID
    file_id: UUID = Field(description="The same as `id`.")
    kind: MediaKind
    type: MediaKind = Field(description="The same as `kind`.")
    url: str = Field(description="Where anyone who knows the address can fetch the file, as Instagram does.")
    thumbnail_url: str
    content_type: str
    size_bytes: int
    dimensions: Dimensions
    duration_seconds: float | None
    alt_text: str
    purpose: str | None
    sha256: str = Field(description="Of the stored bytes, which differ from the uploaded ones.")
    original_name: str
    created_at: datetime
    expires_at: Literal[None] = Field(default=None, description="Media stays until it is deleted.")
    problems: list[MediaProblem] = Field(description="What Instagram would object to, for each use.")

    @classmethod
    def of(cls, item: MediaItem) -> "MediaRead":
        """The item as it is answered, with what Instagram would object to."""
        return cls(
            **{name: getattr(item, name) for name in _SAME},
            file_id=item.id,
            type=item.kind,
            dimensions=Dimensions(width=item.width, height=item.height),
            problems=[MediaProblem(use=use, message=message) for use, message in all_problems(item)],
        )


_SAME = (
    "id",
    "kind",
    "url",
    "thumbnail_url",
    "content_type",
    "size_bytes",
    "duration_seconds",
    "alt_text",
    "purpose",
    "sha256",
    "original_name",
    "created_at",
)
