"""Keys for scripts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.identity import service
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.identity.schemas import ApiKeyCreate, ApiKeyCreated, ApiKeyRead

router = APIRouter(prefix="/api-keys", tags=["api-keys"])

Person = Annotated[Actor, requires(Permission.MANAGE_OWN_PROFILE, api_keys=False)]


@router.post("", status_code=201)
async def create_key(body: ApiKeyCreate, actor: Person, runtime: Running, session: Session) -> ApiKeyCreated:
    """Make a key for the present workspace. It is shown this once."""
    return await service.create_key(session, runtime, actor, body)


@router.get("")
async def list_keys(
    actor: Person,
    session: Reading,
    cursor: Annotated[Cursor, Query()] = None,
    limit: Annotated[Limit, Query()] = 50,
) -> Page[ApiKeyRead]:
    """Your keys in all workspaces, newest first."""
    page, following = await service.list_keys(session, actor, cursor=cursor, limit=limit)
    return Page(items=page, next_cursor=following)


@router.delete("/{key_id}", status_code=204)
async def delete_key(key_id: UUID, actor: Person, session: Session) -> None:
    """The key is refused at once."""
    await service.delete_key(session, actor, key_id)
