"""A ZIP that is written while it is sent."""

import asyncio
import zipfile
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, datetime

QUICK = 1


class Outlet:
    """A file that keeps nothing: whatever was written is taken away."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Hold the bytes until they are taken."""
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        content = b"".join(self._waiting)
        self._waiting.clear()
        return content


async def packed(files: Iterable[tuple[str, Iterator[bytes]]], at: float) -> AsyncIterator[bytes]:
    """The bytes of a ZIP with these files, by path; whoever else asks the sandbox is answered in between."""
    outlet = Outlet()
    moment = datetime.fromtimestamp(at, UTC)
    with zipfile.ZipFile(outlet, "w", compresslevel=QUICK) as archive:  # type: ignore[call-overload]  # it never seeks
        for path, content in files:
            member = zipfile.ZipInfo(path, moment.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w") as file:
                for piece in content:
                    file.write(piece)
                    if ready := outlet.taken():
                        yield ready
                    await asyncio.sleep(0)
    yield outlet.taken()
