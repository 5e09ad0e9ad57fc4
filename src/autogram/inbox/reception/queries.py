"""Reception's own bookkeeping, and looks at what the other parts of the inbox have stored."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, bindparam, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.inbox.comments.models import Comment, CommentKind
from autogram.inbox.conversations.models import Direction, FoundBy, Message
from autogram.inbox.journal.models import EventStatus, WebhookEvent
from autogram.inbox.reception.models import AccountSync

# What may be told of a message before the message itself is.
CHANGES = ("message_edit", "message.unsent", "reaction", "read")


@dataclass(frozen=True, slots=True)
class EarlyEvent:
    """Something that was told of a message before the message itself."""

    id: UUID
    kind: str
    subject: str
    instagram_user_id: str
    occurred_at: datetime | None
    payload: dict[str, Any]


async def take_turns(session: AsyncSession, pairs: Collection[tuple[str, str]]) -> None:
    """Whoever works on the same (account, person) at this moment waits until our transaction has ended.

    So of a message and its edit, delivered at once, the second to be worked on always sees the first.
    """
    if not pairs:
        return
    keys = sorted({_lock_key(f"inbox.reception:{account}:{person}") for account, person in pairs})
    each = func.unnest(bindparam("keys", keys, ARRAY(BigInteger))).column_valued("key")
    await session.execute(select(func.pg_advisory_xact_lock(each)))


def _lock_key(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big", signed=True)


async def early_events(session: AsyncSession, messages: Collection[tuple[str, str]]) -> list[EarlyEvent]:
    """What was told of these (account's Instagram id, mid) before they came, oldest first."""
    if not messages:
        return []
    event = WebhookEvent
    rows = select(event.id, event.kind, event.subject, event.instagram_user_id, event.occurred_at, event.payload).where(
        event.subject.in_({mid for _, mid in messages}),
        tuple_(event.instagram_user_id, event.subject).in_(list(messages)),
        event.kind.in_(CHANGES),
    )
    found = await session.execute(rows.order_by(event.occurred_at, event.created_at, event.position))
    return [EarlyEvent(*row) for row in found]


async def mark_applied(session: AsyncSession, events: Collection[UUID]) -> None:
    """These events have had their effect, later than they were told."""
    if events:
        change = update(WebhookEvent).where(WebhookEvent.id.in_(events), WebhookEvent.status != EventStatus.FAILED)
        await session.execute(change.values(status=EventStatus.APPLIED, error=None, updated_at=clock.now()))


async def known_mids(session: AsyncSession | ReadSession, account_id: UUID, mids: Collection[str]) -> set[str]:
    """Those of the account's messages that are here."""
    if not mids:
        return set()
    rows = select(Message.mid).where(Message.account_id == account_id, Message.mid.in_(mids))
    return {mid for mid in await session.scalars(rows) if mid}


async def known_comments(session: AsyncSession | ReadSession, account_id: UUID, ids: Collection[str]) -> set[str]:
    """Those of the account's comments that are here."""
    if not ids:
        return set()
    rows = select(Comment.comment_id).where(Comment.account_id == account_id, Comment.comment_id.in_(ids))
    return {comment_id for comment_id in await session.scalars(rows) if comment_id}


async def sync_of(session: AsyncSession | ReadSession, account_id: UUID, *, lock: bool = False) -> AccountSync | None:
    """How far the reconciler is with the account."""
    found = select(AccountSync).where(AccountSync.account_id == account_id)
    return await session.scalar(found.with_for_update().execution_options(populate_existing=True) if lock else found)


async def begin_sync(session: AsyncSession, account_id: UUID) -> AccountSync:
    """The account's row, locked, made if this is the first look."""
    made = insert(AccountSync).values(account_id=account_id, progress={})
    await session.execute(made.on_conflict_do_nothing(index_elements=[AccountSync.account_id]))
    sync = await sync_of(session, account_id, lock=True)
    assert sync is not None
    return sync


async def looked_at_since(session: AsyncSession, accounts: Collection[UUID], moment: datetime) -> set[UUID]:
    """Those accounts that were last looked through, or tried, after that moment."""
    tried_at = AccountSync.progress["tried_at"].astext
    rows = select(AccountSync.account_id).where(AccountSync.account_id.in_(accounts), tried_at > moment.isoformat())
    return set(await session.scalars(rows))


@dataclass(frozen=True, slots=True)
class Ways:
    """How many were told by webhook, and how many were found only by looking."""

    by_webhook: int = 0
    by_polling: int = 0


async def message_ways(session: ReadSession, account_id: UUID, since: datetime) -> Ways:
    """How messages of others, written since then, became known."""
    rows = select(Message.found_by, func.count()).where(
        Message.account_id == account_id,
        Message.created_at >= since,
        Message.sent_at >= since,
        Message.direction == Direction.INBOUND,
    )
    return _ways((str(way), count) for way, count in await session.execute(rows.group_by(Message.found_by)))


async def comment_ways(session: ReadSession, account_id: UUID, since: datetime) -> Ways:
    """How comments of others below the account's media, written since then, became known."""
    rows = select(Comment.found_by, func.count()).where(
        Comment.account_id == account_id,
        Comment.created_at >= since,
        Comment.commented_at >= since,
        ~Comment.is_own,
        Comment.kind != CommentKind.MENTION,
    )
    return _ways((way, count) for way, count in await session.execute(rows.group_by(Comment.found_by)))


def _ways(rows: Iterable[tuple[str, int]]) -> Ways:
    counts = dict(rows)
    return Ways(counts.get(FoundBy.WEBHOOK.value, 0), counts.get(FoundBy.POLL.value, 0))


async def last_webhook(session: ReadSession, account_id: UUID) -> datetime | None:
    """When the account was last told something by webhook."""
    return await session.scalar(
        select(WebhookEvent.created_at)
        .where(WebhookEvent.account_id == account_id)
        .order_by(WebhookEvent.created_at.desc())
        .limit(1)
    )


async def syncs_of(session: ReadSession, accounts: Collection[UUID]) -> dict[UUID, AccountSync]:
    """How far the reconciler is with each of these accounts."""
    rows = await session.scalars(select(AccountSync).where(AccountSync.account_id.in_(accounts)))
    return {sync.account_id: sync for sync in rows}
