"""Fetching media from the URL a client gave, as Instagram does when a container is made."""

import asyncio
import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from autogram.sandbox.publishing.refusals import refuse

if TYPE_CHECKING:
    import httpx2

MEBIBYTE = 1024 * 1024
IMAGE_BYTES = 8 * MEBIBYTE
USER_AGENT = "facebookexternalhit/1.1 (autogram sandbox)"


@dataclass(frozen=True)
class Fetched:
    """Bytes that were really downloaded, kept under their digest."""

    sha256: str
    path: Path
    size: int
    content_type: str


class Library:
    """The folder of fetched files, each stored once under its SHA-256."""

    def __init__(self, folder: Path | None) -> None:
        self._is_temporary = folder is None
        self._folder = folder
        self._http: httpx2.AsyncClient | None = None

    @property
    def folder(self) -> Path:
        """Where the files are; made when first needed."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="autogram-sandbox-"))
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder

    async def fetch(self, url: str, *, limit: int, too_large: int, timeout_seconds: float) -> Fetched:
        """Download a file; every failure is the publishing error Instagram gives for it."""
        # A shared import at the top would cost an idle sandbox memory it does not need.
        import httpx2

        if urlsplit(url).scheme not in ("http", "https") or not url.isascii():
            raise refuse(2207052, url)
        try:
            async with asyncio.timeout(timeout_seconds), self._client().stream("GET", url) as reply:
                if reply.status_code != 200:
                    raise refuse(2207052, url)
                return await self._keep(reply, limit, too_large)
        except (TimeoutError, httpx2.TimeoutException):
            raise refuse(2207003) from None
        except (httpx2.HTTPError, httpx2.InvalidURL):
            raise refuse(2207052, url) from None

    async def close(self) -> None:
        """Close connections and drop a temporary folder."""
        if self._http:
            await self._http.aclose()
            self._http = None
        if self._is_temporary and self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def keep(self, content: bytes) -> str:
        """Store bytes that were made here, and return their digest."""
        digest = hashlib.sha256(content).hexdigest()
        path = self.folder / digest
        if not path.exists():
            with tempfile.SpooledTemporaryFile(max_size=IMAGE_BYTES) as spool:
                spool.write(content)
                spool.seek(0)
                _copy(spool, path)
        return digest

    def find(self, sha256: str) -> Path | None:
        """Return the file with this digest, if it was fetched."""
        path = self.folder / sha256
        return path if path.is_file() else None

    async def _keep(self, reply: "httpx2.Response", limit: int, too_large: int) -> Fetched:
        digest, size = hashlib.sha256(), 0
        with tempfile.SpooledTemporaryFile(max_size=IMAGE_BYTES, dir=str(self.folder)) as spool:
            async for chunk in reply.aiter_bytes():
                size += len(chunk)
                if size > limit:
                    raise refuse(too_large, "video")
                digest.update(chunk)
                spool.write(chunk)
            path = self.folder / digest.hexdigest()
            if not path.exists():
                spool.seek(0)
                _copy(spool, path)
        return Fetched(digest.hexdigest(), path, size, reply.headers.get("content-type", ""))

    def _client(self) -> "httpx2.AsyncClient":
        if self._http is None:
            import httpx2

            self._http = httpx2.AsyncClient(
                follow_redirects=True,
                headers={"user-agent": USER_AGENT, "accept": "*/*"},
                limits=httpx2.Limits(max_connections=200, max_keepalive_connections=50),
                timeout=httpx2.Timeout(20, pool=None),
                trust_env=False,
            )
        return self._http


def _copy(spool: "tempfile.SpooledTemporaryFile[bytes]", path: Path) -> None:
    """Write next to the target and rename, so that a killed process leaves no half file under a digest."""
    part = path.with_suffix(".part")
    with part.open("wb") as target:
        shutil.copyfileobj(spool, target)
    part.replace(path)
