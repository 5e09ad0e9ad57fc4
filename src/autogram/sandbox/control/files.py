"""Serving what was fetched: the CDN of the sandbox."""

import asyncio
import io
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "ogg": "video/ogg",
    "avi": "video/x-msvideo",
    "webm": "video/webm",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
    "wav": "audio/wav",
    "pdf": "application/pdf",
}


async def file(request: Request) -> Response:
    """`GET /_sandbox/files/{sha256}.{ending}`: the bytes of a publication."""
    path = _find(request)
    return FileResponse(path, media_type=TYPES.get(request.path_params["ending"], "application/octet-stream"))


async def thumbnail(request: Request) -> Response:
    """`GET /_sandbox/thumbnails/{sha256}.jpg`: the first picture of a video."""
    drawn = await asyncio.to_thread(_first_frame, _find(request))
    return Response(drawn, media_type="image/jpeg")


def _find(request: Request) -> Path:
    digest = request.path_params["sha256"]
    path: Path | None = request.app.state.library.find(digest) if digest.isalnum() else None
    if path is None:
        raise HTTPException(404, "no such file")
    return path


def _first_frame(path: Path) -> bytes:
    import av

    with av.open(str(path)) as opened:
        image = next(opened.decode(video=0)).to_image()  # type: ignore[no-untyped-call]  # PyAV leaves it open
    image.thumbnail((640, 640))
    drawn = io.BytesIO()
    image.save(drawn, "JPEG")
    return drawn.getvalue()
