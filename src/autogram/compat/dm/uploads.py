"""`/v1/upload`."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.requests import ClientDisconnect

from autogram.content import service
from autogram.content.errors import UploadInterrupted
from autogram.content.uploads import receive_upload
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/v1/upload", tags=["/v1 upload"])

IMAGE_MAX_BYTES = 10 * 1024 * 1024
FORM = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}
BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": FORM}}}}


class DmUpload(BaseModel):
    """A picture of the media library. The predecessor's names, of which one is not in camelCase."""

    url: str
    public_id: UUID
    format: str
    width: int
    height: int


@router.post("/image", openapi_extra=BODY)
async def upload_image(
    request: Request, runtime: Running, actor: Annotated[Actor, requires(Permission.MANAGE_MEDIA)]
) -> DmUpload:
    """Add a picture to the media library."""
    limit = min(IMAGE_MAX_BYTES, runtime.settings.media.media_max_bytes)
    async with service.incoming(runtime.settings) as folder:
        received = await receive_upload(
            _body_of(request), request.headers.get("content-type"), folder, limit_bytes=limit
        )
        added = await service.add_file(
            runtime,
            received.path,
            workspace_id=actor.workspace_id,
            name=received.original_name,
            created_by=actor.user_id,
        )
    item = added.item
    return DmUpload(
        url=item.url,
        public_id=item.id,
        format=item.file_name.rpartition(".")[2],
        width=item.width,
        height=item.height,
    )


async def _body_of(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise UploadInterrupted from None
