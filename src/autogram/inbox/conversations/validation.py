"""What Instagram asks of a message, checked before it is queued.

https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from autogram.core.errors import FieldError, InvalidInput
from autogram.inbox.conversations.schemas.outgoing import AttachmentType, OutgoingContent, OutgoingFile

TEXT_BYTES = 1000
MOST_QUICK_REPLIES, QUICK_REPLY_CHARACTERS = 13, 20
MOST_IMAGES = 10
MEGABYTE = 1_048_576
MOST_BYTES = {AttachmentType.IMAGE: 8 * MEGABYTE}
OTHER_BYTES = 25 * MEGABYTE
CONTENT_TYPES = {
    AttachmentType.IMAGE: {"image/jpeg", "image/png", "image/gif"},
    AttachmentType.VIDEO: {"video/mp4", "video/ogg", "video/x-msvideo", "video/quicktime", "video/webm"},
    AttachmentType.AUDIO: {"audio/aac", "audio/mp4", "audio/x-m4a", "audio/wav"},
    AttachmentType.FILE: {"application/pdf"},
}


@dataclass(frozen=True, slots=True)
class LibraryFile:
    """What the media library knows of a file that is to be sent."""

    type: AttachmentType
    content_type: str
    size_bytes: int


def require_sendable(content: OutgoingContent, library: Sequence[LibraryFile | None]) -> None:
    """Instagram will take the content. `library` has an entry per file, None for those at an address of their own.

    Raises `InvalidInput` with every reason.
    """
    problems = [*_whole(content), *_words(content), *_files(content, library)]
    if problems:
        raise InvalidInput(problems)


def _whole(content: OutgoingContent) -> Iterator[FieldError]:
    besides = [bool(content.files), content.share_media_id is not None, content.heart]
    if not content.text and not any(besides):
        yield FieldError("text", "write something, or add a file")
    if sum(besides) > 1:
        yield FieldError("files", "files, a shared post and the heart are messages of their own; send one of them")


def _words(content: OutgoingContent) -> Iterator[FieldError]:
    size = len((content.text or "").encode())
    if size > TEXT_BYTES:
        yield FieldError("text", f"may have {TEXT_BYTES} bytes and has {size}; split it into several messages")
    if not content.quick_replies:
        return
    if not content.text:
        yield FieldError("quick_replies", "need a text to stand below")
    if len(content.quick_replies) > MOST_QUICK_REPLIES:
        yield FieldError("quick_replies", f"may be {MOST_QUICK_REPLIES} at most")
    for position, reply in enumerate(content.quick_replies):
        if len(reply.title) > QUICK_REPLY_CHARACTERS:
            yield FieldError(
                f"quick_replies.{position}.title",
                f"may have {QUICK_REPLY_CHARACTERS} characters and has {len(reply.title)}",
            )


def _files(content: OutgoingContent, library: Sequence[LibraryFile | None]) -> Iterator[FieldError]:
    kinds = [known.type if known else file.type for file, known in zip(content.files, library, strict=True)]
    if len(kinds) > 1 and any(kind is not AttachmentType.IMAGE for kind in kinds):
        yield FieldError("files", "only pictures can be sent several at a time")
    if len(kinds) > MOST_IMAGES:
        yield FieldError("files", f"may be {MOST_IMAGES} pictures at most")
    for position, (file, known) in enumerate(zip(content.files, library, strict=True)):
        problem = _library_problem(known) if known else _address_problem(file)
        if problem:
            yield FieldError(f"files.{position}", problem)


def _library_problem(known: LibraryFile) -> str | None:
    if known.content_type not in CONTENT_TYPES[known.type]:
        return f"{known.content_type} cannot be sent in a message"
    most = MOST_BYTES.get(known.type, OTHER_BYTES)
    if known.size_bytes > most:
        return f"may have {most // MEGABYTE} MB and has {known.size_bytes / MEGABYTE:.1f} MB"
    return None


def _address_problem(file: OutgoingFile) -> str | None:
    if (file.media_id is None) == (file.url is None):
        return "needs either a `media_id` or a `url`"
    if file.url is None:
        return None
    if file.type is None:
        return "needs a `type` beside its `url`"
    try:
        parts = urlsplit(file.url)
    except ValueError:
        return "the address is not valid"
    if parts.scheme != "https" or not parts.hostname:
        return "the address must begin with https://"
    return None
