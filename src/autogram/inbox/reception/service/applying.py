"""What an event tells is done: messages and comments many at once, then what happened to them, in its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts.service import AccountBrief
from autogram.core import clock
from autogram.inbox.comments import service as comments
from autogram.inbox.comments.schemas import IncomingComment, ReceivedComment
from autogram.inbox.conversations import service as conversations
from autogram.inbox.conversations.models import Direction, FoundBy
from autogram.inbox.conversations.schemas import Incoming
from autogram.inbox.journal.models import EventStatus
from autogram.inbox.reception import queries
from autogram.inbox.reception.messages import ReconcileAccount
from autogram.inbox.reception.messaging import read_item
from autogram.inbox.reception.queries import EarlyEvent
from autogram.inbox.reception.shapes import Aside, Commented, Edited, Event, Reacted, Riddle, Said, Seen, Unsent
from autogram.jobs.api import enqueue

UNASSIGNED = "No connected account has this id; it is kept until one has."
ERASED = "Whoever wrote it has been erased since."
# So that many who ask are one look, and the message they ask for is there.
SOON = timedelta(seconds=10)
TOO_EARLY = "The message that it is about is not here; it takes effect when that comes."


@dataclass(frozen=True, slots=True)
class Task:
    """An event, where it stands in which delivery, and whose it is."""

    delivery_id: UUID
    position: int
    event: Event
    account: AccountBrief | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an event. With `redact` the contents of its message must not stay in the journal."""

    status: EventStatus
    error: str | None = None
    redact: bool = False


async def apply_together(session: AsyncSession, tasks: Sequence[Task]) -> list[Verdict]:
    """Every event has had its effect, in few statements. If one of them fails, all of them have."""
    verdicts: dict[int, Verdict] = {}
    said, commented, changed = [], [], []
    for number, task in enumerate(tasks):
        content = task.event.content
        if isinstance(content, Riddle):
            verdicts[number] = Verdict(EventStatus.UNKNOWN, content.reason)
        elif isinstance(content, Aside) and (task.account or task.event.kind.startswith("test:")):
            verdicts[number] = Verdict(EventStatus.IGNORED, content.reason)
        elif task.account is None:
            verdicts[number] = Verdict(EventStatus.UNASSIGNED, UNASSIGNED)
        elif isinstance(content, Said):
            said.append((number, task.event, _incoming(task.event, content, task.account)))
        elif isinstance(content, Commented):
            commented.append((number, _comment(task.event, content, task.account)))
        else:
            changed.append((number, task.event, task.account))
    verdicts |= await _apply_messages(session, said)
    verdicts |= await _apply_comments(session, commented)
    for number, event, account in sorted(changed, key=lambda change: _moment(change[1])):
        verdicts[number] = await _apply_change(session, account.id, event)
    return [verdicts[number] for number in range(len(tasks))]


async def _apply_messages(session: AsyncSession, said: Sequence[tuple[int, Event, Incoming]]) -> dict[int, Verdict]:
    if not said:
        return {}
    received = await conversations.receive_messages(session, [incoming for _, _, incoming in said])
    fresh = {
        (event.instagram_user_id or "", incoming.mid): incoming.account_id
        for (_, event, incoming), message in zip(said, received, strict=True)
        if message is not None and message.is_new
    }
    unsent = await apply_early(session, fresh)
    return {
        number: _message_verdict(message, (event.instagram_user_id or "", incoming.mid) in unsent)
        for (number, event, incoming), message in zip(said, received, strict=True)
    }


def _message_verdict(message: conversations.Received | None, unsent_since: bool) -> Verdict:
    if message is None:
        return Verdict(EventStatus.IGNORED, ERASED, redact=True)
    status = EventStatus.APPLIED if message.is_new else EventStatus.REPEATED
    return Verdict(status, redact=message.is_unsent or unsent_since)


async def apply_early(session: AsyncSession, fresh: dict[tuple[str, str], UUID]) -> set[tuple[str, str]]:
    """What had been told of these new messages before they came takes effect; those that are unsent by it."""
    early = await queries.early_events(session, list(fresh))
    unsent = set()
    for told in early:
        key = (told.instagram_user_id, told.subject)
        if event := _read_again(told):
            await _apply_change(session, fresh[key], event)
            unsent |= {key} if isinstance(event.content, Unsent) else set()
    await queries.mark_applied(session, [told.id for told in early])
    return unsent


def _read_again(told: EarlyEvent) -> Event | None:
    """The event as it was read when it came. What was unsent has kept nothing but its id."""
    if told.kind == "message.unsent":
        return Event(told.kind, Unsent(told.subject), told.payload, occurred_at=told.occurred_at)
    found = read_item(told.payload, told.instagram_user_id, told.occurred_at, False)
    return next((event for event in found if event.kind == told.kind), None)


async def _apply_comments(
    session: AsyncSession, commented: Sequence[tuple[int, IncomingComment]]
) -> dict[int, Verdict]:
    if not commented:
        return {}
    received = await comments.receive_comments(session, [incoming for _, incoming in commented])
    return {number: _comment_verdict(row) for (number, _), row in zip(commented, received, strict=True)}


def _comment_verdict(row: ReceivedComment | None) -> Verdict:
    if row is None:
        return Verdict(EventStatus.IGNORED, ERASED, redact=True)
    return Verdict(EventStatus.APPLIED if row.is_new else EventStatus.REPEATED)


async def _apply_change(session: AsyncSession, account_id: UUID, event: Event) -> Verdict:
    content, at = event.content, _moment(event)
    match content:
        case Edited(mid, words, edit_count):
            noted = await conversations.note_edit(
                session, account_id=account_id, mid=mid, text=words, edit_count=edit_count, at=at
            )
            if noted is conversations.Noted.MISSING:
                # Some accounts are told only of the edit: then the message itself must be looked for.
                await look_soon(session, account_id, clock.now() + SOON)
        case Unsent(mid):
            noted = await conversations.note_unsent(session, account_id=account_id, mid=mid, at=at)
            return _change_verdict(noted, redact=True)
        case Reacted(mid, by_account, reaction, emoji):
            noted = await conversations.note_reaction(
                session, account_id=account_id, mid=mid, by_account=by_account, reaction=reaction, emoji=emoji, at=at
            )
        case Seen(mid, until) if event.person_instagram_id:
            noted = await conversations.note_seen(
                session, account_id=account_id, person_instagram_id=event.person_instagram_id, mid=mid, until=until
            )
        case _:
            noted = conversations.Noted.MISSING
    return _change_verdict(noted)


def _change_verdict(noted: conversations.Noted, *, redact: bool = False) -> Verdict:
    match noted:
        case conversations.Noted.DONE:
            return Verdict(EventStatus.APPLIED, redact=redact)
        case conversations.Noted.KNOWN:
            return Verdict(EventStatus.REPEATED, redact=redact)
        case conversations.Noted.MISSING:
            return Verdict(EventStatus.IGNORED, TOO_EARLY, redact=redact)


async def look_soon(session: AsyncSession, account_id: UUID, run_at: datetime | None = None) -> None:
    """The account is looked through, now or at `run_at`; once, however many ask."""
    message = ReconcileAccount(account_id=account_id)
    await enqueue(session, message, run_at=run_at, once=f"{message.name}:{account_id}")


def _moment(event: Event) -> datetime:
    return event.occurred_at or clock.now()


def _incoming(event: Event, said: Said, account: AccountBrief) -> Incoming:
    return Incoming(
        account_id=account.id,
        workspace_id=account.workspace_id,
        person_instagram_id=event.person_instagram_id or "",
        direction=Direction.OUTBOUND if said.is_outbound else Direction.INBOUND,
        mid=said.mid,
        sent_at=_moment(event),
        found_by=FoundBy.WEBHOOK,
        kind=said.kind,
        text=said.text,
        attachments=list(said.attachments),
        details=said.details,
        reply_to_mid=said.reply_to_mid,
    )


def _comment(event: Event, said: Commented, account: AccountBrief) -> IncomingComment:
    own = said.author_id == account.instagram_user_id or (said.author_id is None and said.username == account.username)
    return IncomingComment(
        account_id=account.id,
        workspace_id=account.workspace_id,
        comment_id=said.comment_id,
        commented_at=_moment(event),
        found_by=FoundBy.WEBHOOK.value,
        kind=said.kind,
        text=said.text,
        username=said.username,
        person_instagram_id=None if own else said.author_id,
        parent_comment_id=said.parent_comment_id,
        media_id=said.media_id,
        media_product_type=said.media_product_type,
        ad_id=said.ad_id,
        is_own=own,
    )
