"""The media library over HTTP, and the public addresses its files are fetched from."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import ValidationError
from starlette.requests import ClientDisconnect

from autogram.content import service
from autogram.content.delivery import deliver
from autogram.content.errors import UploadInterrupted
from autogram.content.incoming import incoming
from autogram.content.models import MediaKind
from autogram.content.schemas import MediaRead, MediaUpdate, UploadDetails
from autogram.content.storage import media_store
from autogram.content.uploads import receive_upload
from autogram.core.db import Reading, Session
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.paging import Cursor, Limit, Page
from autogram.identity.access import Running, public, requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/media", tags=["media"])
public_router = APIRouter(tags=["media"], dependencies=[public])

# The body is read by the route itself, after the sign-in is checked, straight into a file.
UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "A picture or a video."},
                        "alt_text": {"type": "string", "maxLength": 1000},
                        "purpose": {"type": "string", "maxLength": 50},
                        "type": {"type": "string", "description": "Ignored: the content says what the file is."},
                    },
                }
            }
        },
    }
}
UPLOAD_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": MediaRead, "description": "The same file is in the library already; this is it."},
    413: {"description": "The file is larger than MEDIA_MAX_BYTES."},
    422: {"description": "The file is empty, damaged or of a kind that cannot be used."},
    507: {"description": "There is no space left for media."},
}

SearchText = Annotated[str | None, Query(max_length=200, description="Part of a name or of an alternative text.")]


@router.post("", status_code=201, response_model=MediaRead, openapi_extra=UPLOAD_BODY, responses=UPLOAD_ANSWERS)
@router.post("/upload", status_code=201, response_model=MediaRead, openapi_extra=UPLOAD_BODY, responses=UPLOAD_ANSWERS)
async def upload_media(
    request: Request, response: Response, runtime: Running, actor: Annotated[Actor, requires(Permission.MANAGE_MEDIA)]
) -> MediaRead:
    """Add a picture or video. Pictures become JPEG, videos MP4, both without metadata; 200 if it is there already."""
    content_type, limit = request.headers.get("content-type"), runtime.settings.media.media_max_bytes
    async with incoming(runtime.settings) as folder:
        received = await receive_upload(_body_of(request), content_type, folder, limit_bytes=limit)
        added = await service.add_file(
            runtime,
            received.path,
            workspace_id=actor.workspace_id,
            name=received.original_name,
            details=_details(received.fields),
            created_by=actor.user_id,
        )
    if not added.is_new:
        response.status_code = 200
    return MediaRead.of(added.item)


@router.get("")
async def list_media(
    session: Reading,
    runtime: Running,
    actor: Annotated[Actor, requires(Permission.MANAGE_MEDIA)],
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[Cursor, Query()] = None,
    kind: MediaKind | None = None,
    search: SearchText = None,
) -> Page[MediaRead]:
    """The library, newest first."""
    items, following = await service.list_media(
        session,
        actor.workspace_id,
        settings=runtime.settings,
        kind=kind,
        search=_searchable(search),
        cursor=cursor,
        limit=limit,
    )
    return Page(items=[MediaRead.of(item) for item in items], next_cursor=following)


@router.get("/{media_id}")
async def get_media(
    media_id: UUID, session: Reading, runtime: Running, actor: Annotated[Actor, requires(Permission.MANAGE_MEDIA)]
) -> MediaRead:
    """One picture or video, with what Instagram would object to."""
    [item] = await service.get_media(session, actor.workspace_id, [media_id], settings=runtime.settings)
    return MediaRead.of(item)


@router.put("/{media_id}")
async def change_media(
    media_id: UUID,
    change: MediaUpdate,
    session: Session,
    runtime: Running,
    actor: Annotated[Actor, requires(Permission.MANAGE_MEDIA)],
) -> MediaRead:
    """Change the alternative text or the name; what is not sent stays."""
    item = await service.change_media(session, actor.workspace_id, media_id, change, settings=runtime.settings)
    return MediaRead.of(item)


@router.delete("/{media_id}", status_code=204)
async def delete_media(
    media_id: UUID, session: Session, actor: Annotated[Actor, requires(Permission.MANAGE_MEDIA)]
) -> None:
    """Delete it and its files. Refused with 409 while a post needs it."""
    await service.delete_media(session, actor.workspace_id, media_id, actor_id=actor.user_id)


@public_router.head("/m/{name}", include_in_schema=False)
@public_router.get("/m/{name}", response_class=Response)
async def fetch_file(name: str, request: Request, runtime: Running) -> Response:
    """A stored file, for whoever knows its address: Instagram, when a post is published."""
    with_body = request.method == "GET"
    answer = await deliver(media_store(runtime.settings), name, request.headers, with_body=with_body)
    if answer.body is None:
        return Response(status_code=answer.status, headers=answer.headers)
    return StreamingResponse(answer.body, answer.status, headers=answer.headers)


async def _body_of(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise UploadInterrupted from None


def _details(fields: dict[str, str]) -> UploadDetails:
    try:
        return UploadDetails.model_validate(fields)
    except ValidationError as error:
        faults = [FieldError(str(e["loc"][0]), str(e["msg"]).removeprefix("Value error, ")) for e in error.errors()]
        raise InvalidInput(faults) from None


def _searchable(search: str | None) -> str | None:
    """PostgreSQL cannot hold the character NUL, so nothing that contains it is ever found: not an error of ours."""
    return search.replace("\x00", "\ufffd") if search else None
