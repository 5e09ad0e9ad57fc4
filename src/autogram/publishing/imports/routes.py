"""Tables of posts over HTTP."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError
from starlette.requests import ClientDisconnect

from autogram.content import service as content
from autogram.content.errors import UploadInterrupted
from autogram.content.uploads import receive_upload
from autogram.core.db import Reading, Session
from autogram.core.errors import FieldError, InvalidInput
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.publishing.imports import columns, reading
from autogram.publishing.imports.schemas import ImportApply, ImportRead, ImportUpdate, UploadFields

router = APIRouter(prefix="/post-imports", tags=["publishing"])

Editor = Annotated[Actor, requires(Permission.MANAGE_POSTS)]
LARGEST_BYTES = 10_000_000
FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "Comma-separated values."},
                        "account_id": {"type": "string", "format": "uuid"},
                        "time_zone": {"type": "string", "description": "Of the wall clocks in the table; UTC."},
                    },
                }
            }
        },
    }
}


class TableResponse(Response):
    media_type = "text/csv"


@router.get("/template.csv", response_class=TableResponse)
async def download_template(actor: Editor) -> Response:
    """A table to fill in."""
    # With a mark in front, so that Excel reads it as UTF-8.
    name = {"Content-Disposition": 'attachment; filename="posts.csv"'}
    return TableResponse(columns.TEMPLATE.encode("utf-8-sig"), headers=name)


@router.post("", status_code=201, openapi_extra=FORM)
async def upload_table(request: Request, runtime: Running, actor: Editor) -> ImportRead:
    """Have a table read and see what would come of it: the columns' meaning, and each row's faults."""
    async with content.incoming(runtime.settings) as folder:
        kind = request.headers.get("content-type")
        received = await receive_upload(_body_of(request), kind, folder, limit_bytes=LARGEST_BYTES)
        table = received.path.read_bytes()
    return await reading.receive_table(
        runtime, actor, received.original_name or "posts.csv", table, _fields(received.fields)
    )


@router.get("/{import_id}")
async def read_import(import_id: UUID, session: Reading, actor: Editor) -> ImportRead:
    """How far a table is."""
    return await reading.read_import(session, actor.workspace_id, import_id)


@router.put("/{import_id}")
@router.patch("/{import_id}")
async def update_import(import_id: UUID, body: ImportUpdate, session: Session, actor: Editor) -> ImportRead:
    """Say what the columns mean, for which account the rows are, and in which time zone."""
    return await reading.update_import(session, actor, import_id, body)


@router.post("/{import_id}/apply", status_code=202)
async def apply_import(import_id: UUID, body: ImportApply, session: Session, actor: Editor) -> ImportRead:
    """Have the rows written; follow it with `GET`. Asked again, nothing more happens."""
    return await reading.apply_import(session, actor, import_id, skip_faulty=body.skip_faulty)


async def _body_of(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise UploadInterrupted from None


def _fields(fields: dict[str, str]) -> UploadFields:
    try:
        return UploadFields.model_validate({name: value for name, value in fields.items() if value})
    except ValidationError as error:
        faults = [FieldError(str(e["loc"][0]), str(e["msg"]).removeprefix("Value error, ")) for e in error.errors()]
        raise InvalidInput(faults) from None
