"""Everything that is held about one person, found by the same foreign keys by which erasing them erases it."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Table, delete, func, or_, select
from sqlalchemy.dialects.postgresql import TSVECTOR, insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.db import Model
from autogram.inbox.conversations.models import Conversation, ErasedPerson, Person
from autogram.inbox.conversations.queries.receiving import person_hash
from autogram.inbox.conversations.queries.rows import AnySession
from autogram.inbox.journal.models import WebhookEvent

# Says nothing about the person.
LEFT_OUT = {"workspace_id", "idempotency_key"}


def tables_about(person_id: UUID) -> dict[Table, ColumnElement[bool]]:
    """Each table with rows that are deleted with the person, and which rows those are."""
    root: Table = Person.metadata.tables[Person.__tablename__]
    found: dict[Table, ColumnElement[bool]] = {root: root.c.id == person_id}
    waiting = [root]
    while waiting:
        parent = waiting.pop(0)
        for table in Model.metadata.sorted_tables:
            ways = [
                key.parent.in_(select(key.column).where(found[parent]))
                for key in table.foreign_keys
                if key.column.table is parent and key.ondelete == "CASCADE"
            ]
            if ways and table not in found:
                found[table] = or_(*ways)
                waiting.append(table)
    return found


async def count_held(session: AnySession, person_id: UUID) -> dict[str, int]:
    """How many rows of each table there are about the person."""
    counted = {}
    for table, about in tables_about(person_id).items():
        counted[table.name] = await session.scalar(select(func.count()).select_from(table).where(about)) or 0
    return {name: count for name, count in counted.items() if count}


async def rows_held(session: AnySession, person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """All rows about the person, by table."""
    held = {}
    for table, about in tables_about(person_id).items():
        columns = [c for c in table.columns if c.name not in LEFT_OUT and not isinstance(c.type, TSVECTOR)]
        found = await session.execute(select(*columns).where(about).order_by(*table.primary_key.columns))
        held[table.name] = [_as_dict(row) for row in found]
    return {name: listed for name, listed in held.items() if listed}


def _as_dict(row: Row[Any]) -> dict[str, Any]:
    return dict(row._mapping)


async def events_about(session: AnySession, instagram_user_id: str, person_instagram_id: str) -> list[dict[str, Any]]:
    """The webhook events of the account that tell of the person, oldest first."""
    event = WebhookEvent
    columns = (event.kind, event.subject, event.occurred_at, event.created_at, event.payload)
    rows = select(*columns).where(
        event.instagram_user_id == instagram_user_id, event.person_instagram_id == person_instagram_id
    )
    return [_as_dict(row) for row in await session.execute(rows.order_by(event.created_at, event.id))]


async def lock_conversations(session: AsyncSession, person_id: UUID) -> list[UUID]:
    """Nobody works on the conversations with the person until the transaction ends."""
    rows = select(Conversation.id).where(Conversation.person_id == person_id)
    return list(await session.scalars(rows.order_by(Conversation.id).with_for_update()))


async def erase(session: AsyncSession, person: Person) -> None:
    """The person and everything that hangs on them is gone; what they had said before now will not come back."""
    now = clock.now()
    row = {"account_id": person.account_id, "person_hash": person_hash(person.account_id, person.instagram_id)}
    keys = [ErasedPerson.account_id, ErasedPerson.person_hash]
    marked = insert(ErasedPerson).values(erased_at=now, **row)
    await session.execute(marked.on_conflict_do_update(index_elements=keys, set_={"erased_at": now}))
    await session.execute(delete(Person).where(Person.id == person.id))
