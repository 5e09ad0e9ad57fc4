"""Serving stored files to whoever knows their address: no sign-in, no database, nothing of the file in memory."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from autogram.content import naming
from autogram.content.errors import MediaFileNotFound
from autogram.content.ranges import RangeNotSatisfiable, requested_range
from autogram.content.storage import MediaStore

# A file never changes under its address. The policy makes it inert even if a browser took it for a page.
_HEADERS = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True)
class Delivery:
    """An answer: its status, its headers, and its bytes unless there are none to send."""

    status: int
    headers: dict[str, str]
    body: AsyncIterator[bytes] | None = None


async def deliver(store: MediaStore, name: str, asked: Mapping[str, str], *, with_body: bool) -> Delivery:
    """The file of this name, or the part that `asked`, the request's headers, wants. Raises `MediaFileNotFound`."""
    content_type = naming.content_type_of(name)
    if content_type is None:
        raise MediaFileNotFound(headers={"Cache-Control": "no-store"})
    headers = _HEADERS | {"Content-Type": content_type, "ETag": f'"{name}"'}
    if _is_fresh(asked.get("if-none-match"), headers["ETag"]):
        await store.head(name)
        return Delivery(304, headers)
    wanted = asked.get("range") if asked.get("if-range", headers["ETag"]) == headers["ETag"] else None
    if wanted or not with_body:
        return await _part(store, name, headers, wanted if with_body else None, with_body=with_body)
    size, body = await store.read(name)
    return Delivery(200, headers | {"Content-Length": str(size)}, body)


async def _part(
    store: MediaStore, name: str, headers: dict[str, str], wanted: str | None, *, with_body: bool
) -> Delivery:
    size = (await store.head(name)).size
    try:
        span = requested_range(wanted, size)
    except RangeNotSatisfiable:
        return Delivery(416, headers | {"Content-Range": f"bytes */{size}", "Content-Length": "0"})
    first, end = span or (0, size)
    body = (await store.read(name, first, end))[1] if with_body else None
    headers = headers | {"Content-Length": str(end - first)}
    if span is None:
        return Delivery(200, headers, body)
    return Delivery(206, headers | {"Content-Range": f"bytes {first}-{end - 1}/{size}"}, body)


def _is_fresh(if_none_match: str | None, etag: str) -> bool:
    if not if_none_match:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in tags or etag in tags
