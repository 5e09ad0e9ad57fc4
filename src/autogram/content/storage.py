"""The object store: a folder, or a bucket in a cloud, behind one interface."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from autogram.content import naming, space
from autogram.content.errors import MediaFileNotFound, MediaStoreUnavailable
from autogram.core.logging import get_logger
from autogram.core.settings import Settings

if TYPE_CHECKING:
    from obstore import GetResult
    from obstore.store import ObjectStore

log = get_logger(__name__)

CHUNK_BYTES = 262_144
UPLOAD_CHUNK_BYTES, UPLOADS_AT_ONCE = 8_388_608, 4


@dataclass(frozen=True)
class StoredObject:
    """A file in the store."""

    name: str
    size: int
    modified_at: datetime


def media_store(settings: Settings) -> "MediaStore":
    """The store of this installation; one object per process, so that a bucket's connections are kept."""
    return _store(settings.media.media_url or (settings.home / "media").as_uri())


@cache
def _store(url: str) -> "MediaStore":
    return MediaStore(url)


class MediaStore:
    """Files under `m/` of a folder or bucket. Each is written whole or not at all and never changed afterwards."""

    def __init__(self, url: str) -> None:
        self._url = url
        parts = urlsplit(url)
        self.folder = Path(unquote(parts.path)) if parts.scheme == "file" else None
        self._opened: ObjectStore | None = None

    def __repr__(self) -> str:
        return f"MediaStore({urlsplit(self._url).scheme})"

    async def put(self, name: str, source: Path, content_type: str) -> None:
        """The file stands in the store under `name`. Raises `MediaStorageFull` or `MediaStoreUnavailable`."""
        import obstore

        with self._errors(name):
            await obstore.put_async(
                self._store(),
                _path(name),
                source,
                attributes=None if self.folder else {"Content-Type": content_type},
                chunk_size=UPLOAD_CHUNK_BYTES,
                max_concurrency=UPLOADS_AT_ONCE,
            )

    async def head(self, name: str) -> StoredObject:
        """What is known of a file. Raises `MediaFileNotFound`."""
        import obstore

        with self._errors(name):
            found = await obstore.head_async(self._store(), _path(name))
        return StoredObject(name, found["size"], found["last_modified"])

    async def read(self, name: str, first: int = 0, end: int | None = None) -> tuple[int, AsyncIterator[bytes]]:
        """The size of the file and a stream of its bytes from `first` up to, without, `end`.

        The range must lie within the file. Raises `MediaFileNotFound` before anything is read.
        """
        import obstore

        with self._errors(name):
            options = None if end is None else {"range": (first, end)}
            found = await obstore.get_async(self._store(), _path(name), options=options)  # type: ignore[arg-type]  # its TypedDict
        return found.meta["size"], self._chunks(name, found)

    async def delete(self, name: str) -> None:
        """There is no such file. Not an error if there was none."""
        import obstore

        try:
            with self._errors(name):
                await obstore.delete_async(self._store(), _path(name))
        except MediaFileNotFound:
            pass

    async def listed(self) -> AsyncIterator[list[StoredObject]]:
        """All files of the library, in portions, in no order."""
        import obstore

        with self._errors("(all)"):
            async for portion in obstore.list(self._store(), naming.OBJECT_FOLDER, chunk_size=1000):
                yield [StoredObject(o["path"].rpartition("/")[2], o["size"], o["last_modified"]) for o in portion]

    def parts_left_behind(self, before: datetime) -> list[Path]:
        """Half-written files of processes that were killed, which a folder store does not list."""
        if self.folder is None:
            return []
        parts = (self.folder / naming.OBJECT_FOLDER).glob("*#*")
        return [part for part in parts if part.stat().st_mtime < before.timestamp()]

    async def _chunks(self, name: str, found: "GetResult") -> AsyncIterator[bytes]:
        start, end = found.range
        with self._errors(name):
            if end - start <= CHUNK_BYTES:
                # Twice as fast as a stream, and most files that are fetched are thumbnails.
                yield bytes(await found.bytes_async())
                return
            async for chunk in found.stream(min_chunk_size=CHUNK_BYTES):
                yield bytes(chunk)

    def _store(self) -> "ObjectStore":
        if self._opened is None:
            from obstore.store import LocalStore, from_url

            self._opened = LocalStore(self.folder, mkdir=True) if self.folder else from_url(self._url)
        return self._opened

    @contextmanager
    def _errors(self, name: str) -> Iterator[None]:
        """Whatever the store raises becomes one of our errors; the reason is in the log only."""
        from obstore.exceptions import BaseError

        try:
            yield
        except FileNotFoundError:
            raise MediaFileNotFound(f"Nothing is stored as {name}.") from None
        except (BaseError, OSError, ValueError) as error:
            log.error("media store failed", store=repr(self), reason=str(error).splitlines()[0])
            raise space.reported(error) or MediaStoreUnavailable() from error


def _path(name: str) -> str:
    return f"{naming.OBJECT_FOLDER}/{name}"
