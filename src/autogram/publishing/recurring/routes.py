"""Recurring posts over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.publishing.recurring import keeping
from autogram.publishing.recurring.schemas import RecurringCreate, RecurringFilter, RecurringRead, RecurringUpdate

router = APIRouter(prefix="/recurring-posts", tags=["publishing"])

Reader = Annotated[Actor, requires(Permission.VIEW_POSTS)]
Editor = Annotated[Actor, requires(Permission.MANAGE_POSTS)]


@router.post("", status_code=201)
async def create_recurring(body: RecurringCreate, runtime: Running, session: Session, actor: Editor) -> RecurringRead:
    """Have a post made anew on some days of the week; those of the coming two weeks are scheduled at once."""
    return await keeping.create_recurring(runtime.settings, session, actor, body)


@router.get("")
async def list_recurring(
    session: Reading, actor: Reader, wanted: Annotated[RecurringFilter, Query()]
) -> Page[RecurringRead]:
    """What recurs, newest first."""
    return await keeping.list_recurring(session, actor.workspace_id, wanted)


@router.get("/{recurring_id}")
async def read_recurring(recurring_id: UUID, session: Reading, actor: Reader) -> RecurringRead:
    """One recurring post, and its next times."""
    return await keeping.read_recurring(session, actor.workspace_id, recurring_id)


@router.put("/{recurring_id}")
@router.patch("/{recurring_id}")
async def update_recurring(
    recurring_id: UUID, body: RecurringUpdate, runtime: Running, session: Session, actor: Editor
) -> RecurringRead:
    """Change, pause or end it. Posts that were made ahead and not touched follow the change."""
    return await keeping.update_recurring(runtime.settings, session, actor, recurring_id, body)


@router.delete("/{recurring_id}", status_code=204)
async def delete_recurring(recurring_id: UUID, session: Session, actor: Editor) -> None:
    """It recurs no more. Posts that were made ahead and not touched are gone; all others stay."""
    await keeping.delete_recurring(session, actor, recurring_id)
