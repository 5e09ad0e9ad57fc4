"""HTTP for people: what we hold about them, and its end."""

from uuid import UUID

from fastapi import APIRouter

from autogram.core.db import Reading, Session
from autogram.inbox.conversations.routes.callers import Agent, Keeper, Reader
from autogram.inbox.conversations.schemas import PersonExport, PersonRead, PersonUpdate
from autogram.inbox.conversations.service import people

router = APIRouter()


@router.get("/people/{person_id}")
async def read_person(person_id: UUID, session: Reading, actor: Reader) -> PersonRead:
    """Somebody who wrote or commented: their profile, conversations, and how much we hold about them."""
    return await people.read_person(session, actor.workspace_id, person_id)


@router.patch("/people/{person_id}")
async def update_person(person_id: UUID, body: PersonUpdate, session: Session, actor: Agent) -> PersonRead:
    """Write a note about the person."""
    return await people.update_person(session, actor, person_id, body)


@router.get("/people/{person_id}/export")
async def export_person(person_id: UUID, session: Session, actor: Keeper) -> PersonExport:
    """Everything we hold about the person: messages, comments, notes, decisions of rules, webhook events."""
    return await people.export_person(session, actor, person_id)


@router.delete("/people/{person_id}", status_code=204)
async def erase_person(person_id: UUID, session: Session, actor: Keeper) -> None:
    """Erase the person for good: everything an export shows. What they had written before never comes back."""
    await people.erase_person(session, actor, person_id)
