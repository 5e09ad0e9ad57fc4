"""Messages on their way out: which is next, which are known, what was refused lately."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    column,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from autogram.inbox.conversations.models import Conversation, Direction, Message, MessageKind, MessageStatus
from autogram.inbox.conversations.queries.rows import AnySession


def _open() -> ColumnElement[bool]:
    """To be sent, being sent, or being looked for: what comes after it waits."""
    looked_for = and_(Message.status == MessageStatus.UNCONFIRMED, Message.failure_code.is_(None))
    return or_(Message.status == MessageStatus.SENDING, looked_for)


async def first_open(session: AsyncSession, conversation_ids: Collection[UUID]) -> dict[UUID, Message]:
    """The message of each of these conversations whose turn it is."""
    among = Message.conversation_id == any_(literal(list(conversation_ids), ARRAY(Uuid)))
    rows = select(Message).where(among, _open()).ext(distinct_on(Message.conversation_id))
    in_order = rows.order_by(Message.conversation_id, Message.sent_at, Message.id)
    return {message.conversation_id: message for message in await session.scalars(in_order)}


async def senders(session: AnySession, message_ids: Collection[UUID]) -> Sequence[tuple[UUID, UUID, list[Any]]]:
    """Each of these messages that is there: its id, its account and what is attached."""
    among = Message.id == any_(literal(list(message_ids), ARRAY(Uuid)))
    found = await session.execute(select(Message.id, Message.account_id, Message.attachments).where(among))
    return [(message_id, account_id, attachments) for message_id, account_id, attachments in found]


async def open_message_ids(session: AsyncSession, conversation_ids: Collection[UUID]) -> Sequence[UUID]:
    rows = select(Message.id).where(Message.conversation_id.in_(conversation_ids), _open())
    return (await session.scalars(rows)).all()


async def with_key(session: AsyncSession, keys: Collection[str]) -> Sequence[Message]:
    """The messages that were queued under these idempotency keys, in their order."""
    rows = select(Message).where(Message.idempotency_key.in_(keys)).order_by(Message.sent_at, Message.id)
    return (await session.scalars(rows)).all()


async def by_mid(session: AsyncSession, keys: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], Message]:
    """The rows of these accounts that have these ids of Instagram's, locked."""
    accounts = literal([account_id for account_id, _ in keys], ARRAY(Uuid))
    mids = literal([mid for _, mid in keys], ARRAY(Text))
    wanted = func.unnest(accounts, mids).table_valued(column("account_id", Uuid), column("mid", Text)).render_derived()
    rows = select(Message).join(wanted, (Message.account_id == wanted.c.account_id) & (Message.mid == wanted.c.mid))
    found = await session.scalars(rows.order_by(Message.id).with_for_update(of=Message))
    return {(message.account_id, message.mid or ""): message for message in found}


async def mid_of(session: AnySession, conversation_id: UUID, message_id: UUID) -> str | None:
    """Instagram's id of a message of this conversation, if it has one."""
    found = select(Message.mid).where(Message.id == message_id, Message.conversation_id == conversation_id)
    return await session.scalar(found)


async def known_mids(session: AnySession, account_id: UUID, mids: Collection[str]) -> dict[str, Message]:
    rows = await session.scalars(select(Message).where(Message.account_id == account_id, Message.mid.in_(mids)))
    return {message.mid: message for message in rows if message.mid}


async def parts_after(session: AsyncSession, conversation_id: UUID, message_id: UUID) -> Sequence[Message]:
    """Messages that were written together with this one, to follow it."""
    follows = Message.details["follows"].astext == str(message_id)
    rows = select(Message).where(Message.conversation_id == conversation_id, follows)
    return (await session.scalars(rows.order_by(Message.sent_at, Message.id))).all()


async def private_reply_to(session: AsyncSession, conversation_id: UUID, comment_id: str) -> UUID | None:
    """Our private reply to the comment, unless it failed."""
    rows = select(Message.id).where(
        Message.conversation_id == conversation_id,
        Message.kind == MessageKind.PRIVATE_REPLY,
        Message.status != MessageStatus.FAILED,
        Message.details["comment_id"].astext == comment_id,
    )
    return await session.scalar(rows.limit(1))


@cache
def _refused() -> Select[UUID, str | None]:
    """Of `conversations` those whose last message of ours was not taken for one of `codes`, and who are silent since.

    Made once: what it selects from is copied column by column each time.
    """
    mine = (Message.conversation_id == Conversation.id, Message.direction == Direction.OUTBOUND)
    newest = select(Message).where(*mine).order_by(Message.sent_at.desc(), Message.id.desc()).limit(1)
    last = aliased(Message, newest.correlate(Conversation).subquery().lateral("last"))
    return (
        select(Conversation.id, last.failure_reason)
        .join(last, true())
        .where(
            Conversation.id == any_(bindparam("conversations", type_=ARRAY(Uuid))),
            last.status == MessageStatus.FAILED,
            last.failure_code == any_(bindparam("codes", type_=ARRAY(Text))),
            or_(Conversation.last_inbound_at.is_(None), last.sent_at > Conversation.last_inbound_at),
        )
    )


async def refusals(session: AnySession, conversation_ids: Collection[UUID], codes: Collection[str]) -> dict[UUID, str]:
    """Why Instagram took our last message to a person not, where the reason is one of `codes` and they are silent."""
    found = await session.execute(_refused(), {"conversations": list(conversation_ids), "codes": list(codes)})
    return {conversation_id: reason or "" for conversation_id, reason in found}


async def ensure_conversation(
    session: AsyncSession, *, account_id: UUID, workspace_id: UUID, person_id: UUID, now: datetime
) -> UUID:
    """The conversation with the person, made if there was none."""
    keys = [Conversation.account_id, Conversation.person_id]
    row = {"account_id": account_id, "workspace_id": workspace_id, "person_id": person_id, "last_message_at": now}
    await session.execute(insert(Conversation).values(row).on_conflict_do_nothing(index_elements=keys))
    found = select(Conversation.id).where(Conversation.account_id == account_id, Conversation.person_id == person_id)
    return (await session.scalars(found)).one()
