"""HTTP for chat exports: read and shown first, written when somebody says so."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.exchange.rounds import service
from autogram.exchange.rounds.routes.uploads import CHAT_BODY, received_chat
from autogram.exchange.rounds.schemas import ImportApplied, ImportApply, ImportFilter, ImportPreview, ImportRead
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/imports")

# Nicknames and links of a whole room: more than a viewer is shown.
Organiser = Annotated[Actor, requires(Permission.MANAGE_EXCHANGE)]


@router.post("", status_code=201, openapi_extra=CHAT_BODY)
async def preview_chat(request: Request, runtime: Running, actor: Organiser) -> ImportPreview:
    """Read a chat export and see what would come of it. Nothing but this preview is written."""
    filename, data = await received_chat(request)
    return await service.preview_chat(runtime, actor, filename, data)


@router.get("")
async def list_imports(
    session: Reading, actor: Organiser, wanted: Annotated[ImportFilter, Query()]
) -> Page[ImportRead]:
    """Chats that were read, newest first, and how much came of each."""
    return await service.list_imports(session, actor.workspace_id, wanted)


@router.get("/{import_id}")
async def read_import(import_id: UUID, session: Reading, actor: Organiser) -> ImportPreview:
    """What applying an import would do now; of one older than a day, how much came of it."""
    return await service.read_import(session, actor.workspace_id, import_id)


@router.post("/{import_id}/apply")
async def apply_import(import_id: UUID, choice: ImportApply, session: Session, actor: Organiser) -> ImportApplied:
    """Write the chosen weeks, all or nothing. Applied again, nothing changes."""
    return await service.apply_import(session, actor, import_id, choice)
