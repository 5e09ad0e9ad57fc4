"""Turning an uploaded file into one that can be stored: slow, so in threads of its own, outside any transaction."""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from autogram.content import space
from autogram.content.facts import IMAGE_TYPE, VIDEO_TYPE, PreparedMedia
from autogram.content.recognition import FileType, recognise
from autogram.core.settings import MediaSettings


async def prepare(upload: Path, settings: MediaSettings) -> PreparedMedia:
    """A file Instagram can take (see `media_problems` for what it may still object to), next to `upload`.

    At most MEDIA_WORKERS files are worked on at once in this process; the others wait.
    Raises `MediaNotReadable`, `MediaTypeNotSupported` or `MediaStorageFull`.
    """
    pool = _pool(settings.media_workers)
    return await asyncio.get_running_loop().run_in_executor(pool, prepare_now, upload, settings.media_max_pixels)


def prepare_now(upload: Path, max_pixels: int) -> PreparedMedia:
    """Like `prepare`, in this thread."""
    with space.watched():
        kind = recognise(upload)
        return _prepared_film(upload, kind) if kind.is_video else _prepared_picture(upload, kind, max_pixels)


@cache
def _pool(workers: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(workers, thread_name_prefix="media")


def _prepared_picture(upload: Path, kind: FileType, max_pixels: int) -> PreparedMedia:
    # Pillow and FFmpeg are imported when the first file arrives, so that an idle process stays small.
    from autogram.content.pictures import prepare_picture

    target, thumbnail = upload.with_name("stored.jpg"), upload.with_name("thumbnail.jpg")
    width, height = prepare_picture(upload, target, thumbnail, kind=kind, max_pixels=max_pixels)
    return PreparedMedia(target, thumbnail, IMAGE_TYPE, _sha256(target), target.stat().st_size, width, height)


def _prepared_film(upload: Path, kind: FileType) -> PreparedMedia:
    from autogram.content.films import prepare_film

    target, thumbnail = upload.with_name("stored.mp4"), upload.with_name("thumbnail.jpg")
    video = prepare_film(upload, target, thumbnail, kind=kind)
    return PreparedMedia(
        target, thumbnail, VIDEO_TYPE, _sha256(target), target.stat().st_size, video.width, video.height, video
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
