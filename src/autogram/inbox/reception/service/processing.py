"""From the journal to rows: each event has its effect or its error, and none stands in the way of another."""

import json
import traceback
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core.db import DatabaseUnreachable
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.inbox.journal import service as journal
from autogram.inbox.journal.models import EventStatus
from autogram.inbox.journal.schemas import EventNote
from autogram.inbox.reception import queries
from autogram.inbox.reception.events import events_of
from autogram.inbox.reception.service.applying import Task, Verdict, apply_together
from autogram.inbox.reception.shapes import Event

log = get_logger(__name__)

# So many deliveries share a transaction: enough to share its statements, few enough not to keep others waiting.
AT_ONCE = 50
# Classes of SQLSTATE that say nothing about the event: connections, conflicts, resources, an operator.
_PASSING_CLASSES = ("08", "40", "53", "55", "57", "58")


async def process_commits(runtime: Runtime, commits: Sequence[Sequence[UUID]]) -> Sequence[None]:
    """`process_deliveries` for the deliveries of several commits of intake."""
    await process_deliveries(runtime, [delivery_id for commit in commits for delivery_id in commit])
    return [None] * len(commits)


async def process_deliveries(runtime: Runtime, delivery_ids: Sequence[UUID]) -> None:
    """Of these deliveries, every one that was pending is processed or failed. Safe to run twice and at once."""
    for start in range(0, len(delivery_ids), AT_ONCE):
        async with runtime.database.transaction() as session:
            await _process(session, delivery_ids[start : start + AT_ONCE])


async def _process(session: AsyncSession, delivery_ids: Sequence[UUID]) -> None:
    read = [
        (delivery.id, *_read(delivery.body)) for delivery in await journal.pending_deliveries(session, delivery_ids)
    ]
    named = {event.instagram_user_id for _, events, _ in read for event in events if event.instagram_user_id}
    known = await accounts.accounts_by_instagram_id(session, named)
    tasks = [
        Task(delivery_id, position, event, known.get(event.instagram_user_id or ""))
        for delivery_id, events, _ in read
        for position, event in enumerate(events)
    ]
    await queries.take_turns(session, _pairs(tasks))
    notes: dict[UUID, list[EventNote]] = defaultdict(list)
    verdicts = await _apply(session, tasks)
    for task, verdict in zip(tasks, verdicts, strict=True):
        notes[task.delivery_id].append(_note(task, verdict))
    for delivery_id, _, fault in read:
        await _write(session, delivery_id, notes[delivery_id], fault)
    for instagram_user_id, mid in sorted(_to_redact(tasks, verdicts)):
        await journal.redact_subject(session, instagram_user_id, mid)


def _read(body: bytes) -> tuple[list[Event], str | None]:
    """The events of a body, and what is wrong with it if it is no JSON."""
    try:
        return events_of(json.loads(body)), None
    except (ValueError, RecursionError) as error:
        return [], f"The body is not JSON that can be read ({type(error).__name__})."


def _pairs(tasks: Sequence[Task]) -> set[tuple[str, str]]:
    return {
        (task.event.instagram_user_id, task.event.person_instagram_id)
        for task in tasks
        if task.account and task.event.instagram_user_id and task.event.person_instagram_id
    }


async def _apply(session: AsyncSession, tasks: Sequence[Task]) -> list[Verdict]:
    """All at once if that goes well; else one by one, so that only what fails has failed."""
    try:
        async with session.begin_nested():
            return await apply_together(session, tasks)
    except Exception as error:
        if _is_passing(error):
            raise
    return [await _apply_alone(session, task) for task in tasks]


async def _apply_alone(session: AsyncSession, task: Task) -> Verdict:
    try:
        async with session.begin_nested():
            (verdict,) = await apply_together(session, [task])
            return verdict
    except Exception as error:
        if _is_passing(error):
            raise
        # Where, and not what: the error itself may repeat what somebody wrote.
        where = "".join(traceback.format_tb(error.__traceback__, limit=-3))
        log.warning("event failed", kind=task.event.kind, error=type(error).__name__, where=where)
        return Verdict(EventStatus.FAILED, _in_words(error))


def _is_passing(error: Exception) -> bool:
    """Whether the database, and not the event, is to blame: then everything is tried again later."""
    if isinstance(error, (DatabaseUnreachable, OSError, TimeoutError)):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or str(_sqlstate(error))[:2] in _PASSING_CLASSES


def _sqlstate(error: DBAPIError) -> Any:
    return getattr(error.orig, "sqlstate", None)


def _in_words(error: Exception) -> str:
    """What went wrong, without what anybody wrote: messages of errors may repeat that."""
    if isinstance(error, DBAPIError):
        return f"The database refused it (SQLSTATE {_sqlstate(error)})."
    return f"A fault in Autogram ({type(error).__name__}); the log says more."


def _note(task: Task, verdict: Verdict) -> EventNote:
    event, account = task.event, task.account
    return EventNote(
        position=task.position,
        kind=event.kind,
        status=verdict.status,
        instagram_user_id=event.instagram_user_id,
        account_id=account.id if account else None,
        workspace_id=account.workspace_id if account else None,
        subject=event.subject,
        person_instagram_id=event.person_instagram_id,
        occurred_at=event.occurred_at,
        payload=event.payload,
        error=verdict.error,
    )


async def _write(session: AsyncSession, delivery_id: UUID, notes: Sequence[EventNote], fault: str | None) -> None:
    failed = [note for note in notes if note.status is EventStatus.FAILED]
    if failed and fault is None:
        fault = f"{len(failed)} of {len(notes)} events failed; the first: {failed[0].error}"
    if fault is not None:
        await journal.note_failed(session, delivery_id, notes, fault)
    else:
        await journal.note_processed(session, delivery_id, notes)


def _to_redact(tasks: Sequence[Task], verdicts: Sequence[Verdict]) -> set[tuple[str, str]]:
    return {
        (task.event.instagram_user_id, task.event.subject)
        for task, verdict in zip(tasks, verdicts, strict=True)
        if verdict.redact and task.event.instagram_user_id and task.event.subject
    }
