"""People: what we hold about them, and its end."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.content import service as content
from autogram.content.ai import service as ai
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.live import announce
from autogram.identity.permissions import Actor
from autogram.inbox.conversations.models import Person
from autogram.inbox.conversations.queries import holdings, outgoing, reading, rows
from autogram.inbox.conversations.schemas import PersonExport, PersonRead, PersonUpdate
from autogram.inbox.conversations.service.delivery.outcome import subject_of
from autogram.inbox.journal import service as journal

AnySession = AsyncSession | ReadSession
PLAIN = set(PersonRead.model_fields) - {"conversations", "held"}


async def read_person(session: AnySession, workspace_id: UUID, person_id: UUID) -> PersonRead:
    """The person, their conversations, and how much we hold about them. Raises `PersonNotFound`."""
    person = await rows.get_person(session, person_id, workspace_id=workspace_id)
    return PersonRead(
        **{name: getattr(person, name) for name in PLAIN},
        conversations=list(await reading.conversations_with(session, person.id)),
        held=await holdings.count_held(session, person.id),
    )


async def update_person(session: AsyncSession, actor: Actor, person_id: UUID, changes: PersonUpdate) -> PersonRead:
    """Raises `PersonNotFound`."""
    person = await rows.get_person(session, person_id, workspace_id=actor.workspace_id, lock=True)
    if "note" in changes.model_fields_set:
        person.note = changes.note
    await session.flush()
    return await read_person(session, actor.workspace_id, person_id)


async def export_person(session: AsyncSession, actor: Actor, person_id: UUID) -> PersonExport:
    """Every row about the person, also in other parts of the inbox, and the webhook events that told of them.

    Raises `PersonNotFound`.
    """
    person = await rows.get_person(session, person_id, workspace_id=actor.workspace_id)
    held = await holdings.rows_held(session, person.id)
    account = await accounts.account_brief(session, person.account_id)
    events = await holdings.events_about(session, account.instagram_user_id, person.instagram_id)
    _record(session, actor, "inbox.export_person", person)
    return PersonExport(person_id=person.id, exported_at=clock.now(), held=held | {"webhook_event": events})


async def erase_person(session: AsyncSession, actor: Actor, person_id: UUID) -> None:
    """The person is gone, with messages, comments, decisions and in the journal; none of it can come back.

    Should they write again, they are somebody new. Raises `PersonNotFound`.
    """
    person = await rows.get_person(session, person_id, workspace_id=actor.workspace_id)
    conversations = await holdings.lock_conversations(session, person.id)
    for message_id in await outgoing.open_message_ids(session, conversations):
        await content.release_media(session, subject=subject_of(message_id))
    account = await accounts.account_brief(session, person.account_id)
    await ai.forget_person(session, person.id)
    await holdings.erase(session, person)
    await journal.redact_person(session, account.instagram_user_id, person.instagram_id)
    _record(session, actor, "inbox.erase_person", person)
    ids = {"person_id": str(person.id), "account_id": str(person.account_id)}
    await announce(session, actor.workspace_id, "person.erased", **ids)


def _record(session: AsyncSession, actor: Actor, action: str, person: Person) -> None:
    """That it was done is on record, not about whom: the id means nothing once the row is gone."""
    subject = f"person:{person.id}"
    audit.record(session, action, subject, actor_id=actor.user_id, workspace_id=actor.workspace_id)
