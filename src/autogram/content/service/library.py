"""Finding, describing, holding and deleting media."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content import naming, queries
from autogram.content.errors import MediaInUse, MediaNotFound
from autogram.content.messages import EraseObject
from autogram.content.models import Media, MediaKind
from autogram.content.schemas import MediaItem, MediaUpdate
from autogram.core import audit
from autogram.core.db import ReadSession
from autogram.core.paging import cut_page
from autogram.core.settings import Settings
from autogram.jobs.api import enqueue


async def list_media(
    session: ReadSession,
    workspace_id: UUID,
    *,
    settings: Settings,
    kind: MediaKind | None = None,
    search: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> tuple[list[MediaItem], str | None]:
    """One page, newest first, and the cursor of the next. `search` is looked for in names and alternative texts."""
    rows = await queries.page(session, workspace_id, kind=kind, search=search, cursor=cursor, limit=limit)
    page, following = cut_page(rows, limit)
    return [as_item(row, settings) for row in page], following


async def get_media(
    session: AsyncSession, workspace_id: UUID, media_ids: Sequence[UUID], *, settings: Settings | None = None
) -> list[MediaItem]:
    """The items in the order asked for; they know their addresses if `settings` are given.

    Raises `MediaNotFound` naming those that are not in the workspace.
    """
    found = await queries.find(session, workspace_id, media_ids)
    _refuse_missing(media_ids, found)
    return [as_item(found[media_id], settings) for media_id in media_ids]


async def find_media(
    session: AsyncSession, workspace_id: UUID, media_ids: Sequence[UUID], *, settings: Settings | None = None
) -> dict[UUID, MediaItem]:
    """Like `get_media`, by id, without those that are not there any more."""
    found = await queries.find(session, workspace_id, media_ids)
    return {media_id: as_item(row, settings) for media_id, row in found.items()}


async def find_by_url(
    session: AsyncSession, workspace_id: UUID, urls: Iterable[str], *, settings: Settings | None = None
) -> dict[str, MediaItem]:
    """The items whose public addresses are among `urls`, by the address given; other addresses are left out.

    An address from before PUBLIC_URL was changed is still recognised: the key in it is what counts.
    """
    keys = {url: key for url in urls if (key := naming.key_of_url(url))}
    rows = await queries.find_by_keys(session, workspace_id, keys.values())
    return {url: as_item(rows[key], settings) for url, key in keys.items() if key in rows}


async def change_media(
    session: AsyncSession, workspace_id: UUID, media_id: UUID, change: MediaUpdate, *, settings: Settings
) -> MediaItem:
    """The named fields have their new values. Raises `MediaNotFound`."""
    row = await _locked(session, workspace_id, media_id)
    for name, value in change.model_dump(exclude_unset=True).items():
        setattr(row, name, value)
    await session.flush()
    return as_item(row, settings)


async def delete_media(session: AsyncSession, workspace_id: UUID, media_id: UUID, *, actor_id: UUID | None) -> None:
    """The item is gone; its files follow in a job as soon as the transaction is committed.

    Raises `MediaInUse` while anything holds it, and `MediaNotFound`.
    """
    row = await _locked(session, workspace_id, media_id)
    holders = await queries.uses(session, media_id)
    if holders:
        raise MediaInUse(holders)
    await session.delete(row)
    await enqueue(session, EraseObject(key=row.key))
    audit.record(session, "media.delete", f"media:{media_id}", actor_id=actor_id, workspace_id=workspace_id)


async def hold_media(session: AsyncSession, workspace_id: UUID, media_ids: Iterable[UUID], *, subject: str) -> None:
    """None of the items can be deleted until `subject`, written `kind:id` (`post:0198…`), releases them.

    What the subject held before it still holds. Raises `MediaNotFound` naming those not in the workspace.
    """
    wanted = list(media_ids)
    _refuse_missing(wanted, await queries.keep(session, workspace_id, wanted))
    await queries.add_uses(session, wanted, *_split(subject))


async def release_media(session: AsyncSession, *, subject: str) -> None:
    """`subject` holds nothing any more. Not an error if it held nothing."""
    await queries.remove_uses(session, *_split(subject))


def as_item(row: Media, settings: Settings | None) -> MediaItem:
    """The row as others see it; with settings, it knows its addresses as they are now."""
    return MediaItem(
        id=row.id,
        kind=MediaKind(row.kind),
        file_name=naming.file_name(row.key, row.content_type),
        thumbnail_name=naming.thumbnail_name(row.key),
        base_url=_base_url(settings) if settings else None,
        content_type=row.content_type,
        sha256=row.sha256,
        size_bytes=row.size_bytes,
        width=row.width,
        height=row.height,
        duration_seconds=row.duration_seconds,
        frames_per_second=row.frames_per_second,
        video_codec=row.video_codec,
        pixel_format=row.pixel_format,
        audio_codec=row.audio_codec,
        audio_hz=row.audio_hz,
        audio_channels=row.audio_channels,
        original_name=row.original_name,
        purpose=row.purpose,
        alt_text=row.alt_text,
        created_at=row.created_at,
    )


def _base_url(settings: Settings) -> str:
    return f"{settings.media.media_public_url or settings.core.public_url}/{naming.OBJECT_FOLDER}"


async def _locked(session: AsyncSession, workspace_id: UUID, media_id: UUID) -> Media:
    row = await queries.find_locked(session, workspace_id, media_id)
    if row is None:
        raise MediaNotFound([media_id])
    return row


def _refuse_missing(wanted: Sequence[UUID], found: Iterable[UUID]) -> None:
    present = set(found)
    missing = [media_id for media_id in dict.fromkeys(wanted) if media_id not in present]
    if missing:
        raise MediaNotFound(missing)


def _split(subject: str) -> tuple[str, str]:
    kind, colon, subject_id = subject.partition(":")
    if not (kind and colon and subject_id):
        raise ValueError(f"{subject!r} is not written kind:id")
    return kind, subject_id
