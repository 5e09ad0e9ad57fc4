"""What can be wrong with media, with the reason in words."""

from collections.abc import Sequence
from uuid import UUID

from autogram.core.errors import AppError, BadRequest, Conflict, ContentTooLarge, NotFound, ServiceUnavailable


class MediaNotFound(NotFound):
    """No such media in this workspace; `media_ids` lists those that are missing."""

    title = "Media not found"

    def __init__(self, media_ids: Sequence[UUID]) -> None:
        missing = [str(media_id) for media_id in media_ids]
        super().__init__(f"Not in this media library: {', '.join(missing)}.", media_ids=missing)


class MediaFileNotFound(NotFound):
    """Nothing is stored under this public address: it never was, or it has been deleted."""

    title = "No such file"


class MediaInUse(Conflict):
    """Something still needs the media; `used_by` lists what, as `kind:id`."""

    title = "The media is still needed"

    def __init__(self, subjects: Sequence[str]) -> None:
        named = ", ".join(subject.replace(":", " ", 1) for subject in subjects[:3])
        more = f" and {len(subjects) - 3} more" if len(subjects) > 3 else ""
        super().__init__(f"Needed by {named}{more}. Remove it there first.", used_by=list(subjects))


class MediaTooLarge(ContentTooLarge):
    """The file has more bytes than `limit_bytes`, the setting MEDIA_MAX_BYTES; nothing of it was kept."""

    title = "The file is too large"

    def __init__(self, limit_bytes: int) -> None:
        megabytes = f"{limit_bytes / 1_048_576:.1f}".removesuffix(".0")
        super().__init__(f"A file may have at most {megabytes} MB ({limit_bytes} bytes).", limit_bytes=limit_bytes)


class MediaNotReadable(AppError):
    """The file is empty, cut off, damaged, or unpacks to more than can be handled."""

    status, title = 422, "The file cannot be read"


class MediaTypeNotSupported(AppError):
    """The content, whatever its name says, is neither a picture nor a video that Instagram takes."""

    status, title = 422, "This kind of file cannot be used"


class UploadInterrupted(BadRequest):
    """The connection ended before the whole file had arrived; nothing of it was kept."""

    title = "The upload was interrupted"


class MediaStorageFull(AppError):
    """There is no space left where media is kept; nothing of the upload was kept."""

    status, title = 507, "The media storage is full"

    def __init__(self) -> None:
        super().__init__("No space is left for media. Nothing was stored; free some space and upload again.")


class MediaStoreUnavailable(ServiceUnavailable):
    """The media store does not answer or refuses; nothing was changed and the request can be repeated."""

    title = "The media store does not answer"

    def __init__(self) -> None:
        super().__init__("The media store failed. Try again in a moment.", headers={"Retry-After": "5"})
