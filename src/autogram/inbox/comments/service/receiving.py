"""Comments and mentions as Instagram tells them become rows, each once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.live import announce, announce_all
from autogram.inbox.comments.messages import CommentArrived, ReadMention
from autogram.inbox.comments.models import CommentKind, CommentStatus
from autogram.inbox.comments.queries import receiving as queries
from autogram.inbox.comments.queries.receiving import Key, StoredComment
from autogram.inbox.comments.schemas import IncomingComment, ReceivedComment
from autogram.inbox.conversations import service as conversations
from autogram.jobs.api import JobMessage, enqueue_all

ECHO_AT_MOST = timedelta(minutes=15)

People = dict[tuple[UUID, str], UUID]


async def receive_comment(session: AsyncSession, incoming: IncomingComment) -> ReceivedComment | None:
    """`receive_comments` for one."""
    (received,) = await receive_comments(session, [incoming])
    return received


async def receive_comments(session: AsyncSession, incoming: Sequence[IncomingComment]) -> list[ReceivedComment | None]:
    """Each comment is stored once, by its account and Instagram's id; None for what an erased person had written.

    The account's own comments are nobody's news: they find the reply that we sent, or answer what they stand below.
    Fresh comments of others are told to automation (`CommentArrived`).
    """
    welcome = await _welcome(session, incoming)
    people = await _people(session, welcome)
    keyed = {(one.account_id, one.comment_id): one for one in welcome if one.comment_id is not None}
    known = await queries.stored_comments(session, keyed)
    results: dict[Key, ReceivedComment] = {}
    for key, stored in known.items():
        await _meet_again(session, keyed[key], stored, people)
        results[key] = ReceivedComment(stored.id, False)
    for key, one in keyed.items():
        if key not in known and one.is_own and (linked := await _linked(session, one)):
            results[key] = linked
    results |= await _added(session, {key: one for key, one in keyed.items() if key not in results}, people)
    kept = {id(one) for one in welcome}
    return [await _result(session, one, results, people) if id(one) in kept else None for one in incoming]


async def _welcome(session: AsyncSession, incoming: Sequence[IncomingComment]) -> list[IncomingComment]:
    """Those that nobody wrote who was erased since."""
    pairs = {(one.account_id, one.person_instagram_id) for one in incoming if one.person_instagram_id}
    erased = await conversations.erased_moments(session, pairs)
    return [
        one
        for one in incoming
        if (moment := erased.get((one.account_id, one.person_instagram_id or ""))) is None or one.commented_at > moment
    ]


async def _people(session: AsyncSession, incoming: Sequence[IncomingComment]) -> People:
    """The rows of the others who wrote."""
    return await conversations.know_people(
        session,
        [
            (one.account_id, one.person_instagram_id, one.workspace_id, one.username)
            for one in incoming
            if one.person_instagram_id and not one.is_own
        ],
    )


async def _result(
    session: AsyncSession, one: IncomingComment, results: dict[Key, ReceivedComment], people: People
) -> ReceivedComment:
    """A comment that is told twice at once is new only the first time."""
    if one.comment_id is None:
        return await _caption_mention(session, one, people)
    found = results[one.account_id, one.comment_id]
    results[one.account_id, one.comment_id] = ReceivedComment(found.comment_id, False)
    return found


async def _caption_mention(session: AsyncSession, one: IncomingComment, people: People) -> ReceivedComment:
    known = await queries.caption_mention(session, one.account_id, one.media_id or "")
    if known is not None:
        return ReceivedComment(known, False)
    row = _row(one, people)
    await queries.add_comments(session, [row])
    await _tell(session, [(one, row["id"])])
    return ReceivedComment(row["id"], True)


async def _added(
    session: AsyncSession, wanted: dict[Key, IncomingComment], people: People
) -> dict[Key, ReceivedComment]:
    added = await queries.add_comments(session, [_row(one, people) for _, one in sorted(wanted.items())])
    # Somebody else was faster with these.
    known = await queries.stored_comments(session, set(wanted) - set(added))
    await _tell(session, [(wanted[key], row_id) for key, row_id in added.items()])
    for key in added:
        if (one := wanted[key]).is_own and one.parent_comment_id:
            await queries.mark_answered(session, one.account_id, one.parent_comment_id, one.commented_at)
    return {key: ReceivedComment(row_id, True) for key, row_id in added.items()} | {
        key: ReceivedComment(stored.id, False) for key, stored in known.items()
    }


def _row(one: IncomingComment, people: People) -> dict[str, Any]:
    return {
        "id": new_id(),
        "workspace_id": one.workspace_id,
        "account_id": one.account_id,
        "person_id": _person(one, people),
        "kind": one.kind,
        "comment_id": one.comment_id,
        "parent_comment_id": one.parent_comment_id,
        "media_id": one.media_id,
        "media_product_type": one.media_product_type,
        "ad_id": one.ad_id,
        "username": one.username,
        "text": one.text,
        "commented_at": one.commented_at,
        "found_by": one.found_by,
        "is_own": one.is_own,
        "hidden_at": clock.now() if one.is_hidden else None,
        "status": CommentStatus.RECEIVED,
    }


def _person(one: IncomingComment, people: People) -> UUID | None:
    return None if one.is_own else people.get((one.account_id, one.person_instagram_id or ""))


async def _tell(session: AsyncSession, comments: Sequence[tuple[IncomingComment, UUID]]) -> None:
    """Screens learn of new comments, and automation of fresh ones by others."""
    news = [
        {"comment_id": row_id, "account_id": one.account_id, "media_id": one.media_id, "is_own": one.is_own}
        for one, row_id in comments
    ]
    await announce_all(
        session, [(one.workspace_id, "comment.received", data) for (one, _), data in zip(comments, news, strict=True)]
    )
    steps = [_next_step(one, row_id) for one, row_id in comments if not one.is_own]
    await enqueue_all(session, [step for step in steps if step is not None])


def _next_step(one: IncomingComment, row_id: UUID) -> JobMessage | None:
    """Automation hears of a mention only once its words were read, which the webhook does not tell."""
    if one.kind is CommentKind.MENTION and one.text is None:
        return ReadMention(comment_id=row_id)
    is_fresh = one.commented_at > clock.now() - conversations.ANSWERED_BY_RULES_FOR
    return CommentArrived(comment_id=row_id) if is_fresh else None


async def _meet_again(session: AsyncSession, one: IncomingComment, stored: StoredComment, people: People) -> None:
    """What a row did not know yet is filled in: that our reply has arrived, or what a mention says."""
    if stored.is_unsettled:
        await _settle(session, one, stored.id)
    elif stored.is_bare and one.text is not None:
        said = {name: getattr(one, name) for name in ("text", "username", "parent_comment_id", "is_own")}
        kind = {} if one.kind is CommentKind.MENTION else {"kind": one.kind, "media_id": one.media_id}
        await queries.set_values(session, stored.id, said | kind | {"person_id": _person(one, people)})
        await _tell(session, [(one, stored.id)])


async def _linked(session: AsyncSession, one: IncomingComment) -> ReceivedComment | None:
    """What Instagram tells of our own reply finds the row that it was sent from, before its answer did."""
    since = one.commented_at - ECHO_AT_MOST
    reply = await queries.unsettled_reply(
        session, one.account_id, text=one.text or "", parent_comment_id=one.parent_comment_id, since=since
    )
    if reply is None:
        return None
    await _settle(session, one, reply.id)
    return ReceivedComment(reply.id, False)


async def _settle(session: AsyncSession, one: IncomingComment, row_id: UUID) -> None:
    sent = {"comment_id": one.comment_id, "status": CommentStatus.SENT, "failure_reason": None}
    await queries.set_values(session, row_id, sent)
    if one.parent_comment_id:
        await queries.mark_answered(session, one.account_id, one.parent_comment_id, one.commented_at)
    await announce(
        session,
        one.workspace_id,
        "comment.updated",
        comment_id=row_id,
        account_id=one.account_id,
        media_id=one.media_id,
        status=CommentStatus.SENT,
    )
