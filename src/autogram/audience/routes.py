"""The audience over HTTP."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from autogram.audience import service
from autogram.audience.errors import UploadBroken
from autogram.audience.schemas import (
    ChangeCounts,
    ExemptCreate,
    ExemptRead,
    ImportRead,
    PeoplePage,
    PersonHistory,
    PersonRead,
    ProfileCreate,
    ProfileRead,
    ProfileUpdate,
    SnapshotRead,
)
from autogram.audience.service import Format, Wanted
from autogram.audience.vocabulary import Change, ListName, Ordering
from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.core.runtime import Runtime
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.instagram.export.kinds import ListKind

router = APIRouter(prefix="/audience", tags=["audience"])

Viewer = Annotated[Actor, requires(Permission.VIEW_AUDIENCE)]
Keeper = Annotated[Actor, requires(Permission.MANAGE_AUDIENCE)]
Next = Annotated[Cursor, Query()]
Many = Annotated[Limit, Query()]
Contains = Annotated[str | None, Query(max_length=100, description="Only names that contain this.")]
StartsWith = Annotated[str | None, Query(max_length=100, description="Only names that begin with this.")]
Whitelist = Annotated[bool, Query(description="Leave out who is on the profile's whitelist.")]
Since = Annotated[UUID | None, Query(description="The older snapshot; else the last before whose list is complete.")]
OfList = Annotated[ListKind, Query(alias="list")]

# The body is read by the route itself, after the sign-in is checked, straight into files.
UPLOAD_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "description": "The ZIP from Instagram, or files of it.",
                        }
                    },
                }
            }
        },
    }
}


@router.get("/profiles")
async def list_profiles(session: Reading, actor: Viewer, limit: Many = 50, cursor: Next = None) -> Page[ProfileRead]:
    """The accounts the workspace keeps an eye on."""
    return await service.list_profiles(session, actor.workspace_id, cursor=cursor, limit=limit)


@router.post("/profiles", status_code=201)
async def create_profile(wish: ProfileCreate, session: Session, actor: Keeper) -> ProfileRead:
    """Keep an eye on an account."""
    return await service.create_profile(session, actor, wish)


@router.get("/profiles/{profile_id}")
async def get_profile(profile_id: UUID, session: Reading, actor: Viewer) -> ProfileRead:
    """One account."""
    return await service.read_profile(session, actor.workspace_id, profile_id)


@router.put("/profiles/{profile_id}")
async def change_profile(profile_id: UUID, change: ProfileUpdate, session: Session, actor: Keeper) -> ProfileRead:
    """Change name, alarm, schedule or connected account; what is not sent stays."""
    return await service.update_profile(session, actor.workspace_id, profile_id, change)


@router.delete("/profiles/{profile_id}", status_code=204)
async def delete_profile(profile_id: UUID, session: Session, actor: Keeper) -> None:
    """Forget an account with its snapshots, its whitelist and its stored session."""
    await service.delete_profile(session, actor, profile_id)


@router.get("/profiles/{profile_id}/whitelist")
async def list_whitelist(
    profile_id: UUID, session: Reading, actor: Viewer, limit: Many = 50, cursor: Next = None
) -> Page[ExemptRead]:
    """Who need not follow back."""
    return await service.list_exempt(session, actor.workspace_id, profile_id, cursor=cursor, limit=limit)


@router.put("/profiles/{profile_id}/whitelist/{username}")
async def exempt_person(
    profile_id: UUID, username: str, wish: ExemptCreate, session: Session, actor: Keeper
) -> ExemptRead:
    """Put somebody on the whitelist, or change the note."""
    return await service.exempt_person(session, actor, profile_id, username, wish.note)


@router.delete("/profiles/{profile_id}/whitelist/{username}", status_code=204)
async def end_exemption(profile_id: UUID, username: str, session: Session, actor: Keeper) -> None:
    """Take somebody off the whitelist."""
    await service.end_exemption(session, actor.workspace_id, profile_id, username)


@router.post("/profiles/{profile_id}/exports", status_code=202, openapi_extra=UPLOAD_BODY)
async def upload_export(profile_id: UUID, request: Request, runtime: Running, actor: Keeper) -> ImportRead:
    """Have an export file of the account read into a snapshot. The same file again gives the same snapshot."""
    return await _received(runtime, actor, profile_id, request)


@router.post("/exports", status_code=202, openapi_extra=UPLOAD_BODY)
async def upload_any_export(request: Request, runtime: Running, actor: Keeper) -> ImportRead:
    """Have an export file read; the profile is the one of its owner, made if it is not there."""
    return await _received(runtime, actor, None, request)


@router.get("/imports")
async def list_imports(session: Reading, actor: Viewer, limit: Many = 50, cursor: Next = None) -> Page[ImportRead]:
    """Uploads of the last month and what became of them."""
    return await service.list_imports(session, actor.workspace_id, cursor=cursor, limit=limit)


@router.get("/imports/{import_id}")
async def get_import(import_id: UUID, session: Reading, actor: Viewer) -> ImportRead:
    """How far an upload is, or why it failed."""
    return await service.read_import(session, actor.workspace_id, import_id)


@router.get("/profiles/{profile_id}/snapshots")
async def list_snapshots(
    profile_id: UUID, session: Reading, actor: Viewer, limit: Many = 50, cursor: Next = None
) -> Page[SnapshotRead]:
    """The account over time: counts, and who came and went between neighbours."""
    return await service.list_snapshots(session, actor.workspace_id, profile_id, cursor=cursor, limit=limit)


@router.get("/profiles/{profile_id}/people/{username}")
async def get_person(profile_id: UUID, username: str, session: Reading, actor: Viewer) -> PersonHistory:
    """When somebody followed or was followed, left and came back, as far as snapshots know."""
    return await service.person_history(session, actor.workspace_id, profile_id, username)


@router.get("/snapshots/{snapshot_id}")
async def get_snapshot(snapshot_id: UUID, session: Reading, actor: Viewer) -> SnapshotRead:
    """One snapshot: its lists, whether they are complete, and what was odd about them."""
    return await service.read_snapshot(session, actor.workspace_id, snapshot_id)


@router.delete("/snapshots/{snapshot_id}", status_code=204)
async def delete_snapshot(snapshot_id: UUID, session: Session, actor: Keeper) -> None:
    """Forget a snapshot; those before and after it are compared with each other."""
    await service.delete_snapshot(session, actor, snapshot_id)


@router.get("/snapshots/{snapshot_id}/lists/{name}")
async def read_list(
    snapshot_id: UUID,
    name: ListName,
    runtime: Running,
    actor: Viewer,
    order: Ordering = Ordering.NAME,
    limit: Many = 50,
    cursor: Next = None,
    search: Contains = None,
    starts_with: StartsWith = None,
    hide_whitelisted: Whitelist = False,
) -> PeoplePage:
    """One page of a list."""
    page = await service.read_page(
        runtime,
        actor.workspace_id,
        Wanted(snapshot_id, name, order),
        cursor=cursor,
        limit=limit,
        contains=search,
        starts_with=starts_with,
        hide_whitelisted=hide_whitelisted,
    )
    return PeoplePage(items=[PersonRead.of(row) for row in page.rows], next_cursor=page.next_cursor, total=page.total)


@router.get("/snapshots/{snapshot_id}/lists/{name}/download", response_class=StreamingResponse)
async def download_list(
    snapshot_id: UUID,
    name: ListName,
    runtime: Running,
    actor: Viewer,
    format: Format = Format.CSV,
    order: Ordering = Ordering.NAME,
    hide_whitelisted: Whitelist = False,
) -> StreamingResponse:
    """All of a list, as CSV or JSON."""
    return await _downloaded(runtime, actor, Wanted(snapshot_id, name, order), format, hide_whitelisted)


@router.get("/snapshots/{snapshot_id}/changes")
async def count_changes(
    snapshot_id: UUID,
    runtime: Running,
    actor: Viewer,
    since: Since = None,
    of_list: OfList = ListKind.FOLLOWERS,
) -> ChangeCounts:
    """How many came and went since an older snapshot. 409 if one of the two lists is not complete."""
    return await service.compare_snapshots(runtime, actor.workspace_id, since, snapshot_id, of_list)


@router.get("/snapshots/{snapshot_id}/changes/{change}")
async def read_changes(
    snapshot_id: UUID,
    change: Change,
    runtime: Running,
    actor: Viewer,
    since: Since = None,
    of_list: OfList = ListKind.FOLLOWERS,
    order: Ordering = Ordering.NAME,
    limit: Many = 50,
    cursor: Next = None,
    search: Contains = None,
    starts_with: StartsWith = None,
    hide_whitelisted: Whitelist = False,
) -> PeoplePage:
    """Who came, left, came back or was renamed since an older snapshot."""
    page = await service.read_page(
        runtime,
        actor.workspace_id,
        await _change(runtime, actor, since, snapshot_id, of_list, change, order),
        cursor=cursor,
        limit=limit,
        contains=search,
        starts_with=starts_with,
        hide_whitelisted=hide_whitelisted,
    )
    return PeoplePage(items=[PersonRead.of(row) for row in page.rows], next_cursor=page.next_cursor, total=page.total)


@router.get("/snapshots/{snapshot_id}/changes/{change}/download", response_class=StreamingResponse)
async def download_changes(
    snapshot_id: UUID,
    change: Change,
    runtime: Running,
    actor: Viewer,
    format: Format = Format.CSV,
    since: Since = None,
    of_list: OfList = ListKind.FOLLOWERS,
    order: Ordering = Ordering.NAME,
    hide_whitelisted: Whitelist = False,
) -> StreamingResponse:
    """All who came, left, came back or were renamed, as CSV or JSON."""
    wanted = await _change(runtime, actor, since, snapshot_id, of_list, change, order)
    return await _downloaded(runtime, actor, wanted, format, hide_whitelisted)


async def _change(
    runtime: Runtime,
    actor: Actor,
    since: UUID | None,
    snapshot_id: UUID,
    of_list: ListKind,
    change: Change,
    order: Ordering,
) -> Wanted:
    async with runtime.database.reading() as session:
        older_id = await service.older_of(session, actor.workspace_id, since, snapshot_id, of_list)
    return Wanted.change(older_id, snapshot_id, of_list, change, order)


async def _downloaded(
    runtime: Runtime, actor: Actor, wanted: Wanted, written: Format, hide_whitelisted: bool
) -> StreamingResponse:
    body = await service.download(runtime, actor.workspace_id, wanted, written, hide_whitelisted=hide_whitelisted)
    name = f"{wanted.name.replace('.', '-')}-{wanted.snapshot_id}.{written}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingResponse(body, media_type=written.media_type, headers=headers)


async def _received(runtime: Runtime, actor: Actor, profile_id: UUID | None, request: Request) -> ImportRead:
    content_type = request.headers.get("content-type")
    return await service.receive_export(runtime, actor, profile_id, _body_of(request), content_type)


async def _body_of(request: Request) -> AsyncIterator[bytes]:
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise UploadBroken("The connection ended before everything had arrived.") from None
