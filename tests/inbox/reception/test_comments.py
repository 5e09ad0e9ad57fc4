"""A comment becomes one row, our own are nobody's news, and automation hears of fresh ones only."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from tests.inbox.reception.inbox import Inbox, ago

from autogram.core import clock
from autogram.inbox.comments import service as comments
from autogram.inbox.comments.messages import CommentArrived
from autogram.inbox.comments.models import Comment, CommentKind, CommentStatus
from autogram.inbox.comments.schemas import IncomingComment, ReceivedComment
from autogram.inbox.conversations.models import ErasedPerson, FoundBy
from autogram.inbox.conversations.queries.receiving import person_hash


def a_comment(inbox: Inbox, **more: Any) -> IncomingComment:
    fields: dict[str, Any] = {
        "account_id": inbox.account_id,
        "workspace_id": inbox.workspace_id,
        "comment_id": f"c{uuid4().hex}",
        "commented_at": clock.now(),
        "found_by": "webhook",
        "text": "Lovely!",
        "username": "ben.of.york",
        "person_instagram_id": inbox.person,
        "media_id": "18001",
    }
    return IncomingComment(**fields | more)


def an_own(inbox: Inbox, **more: Any) -> IncomingComment:
    return a_comment(inbox, is_own=True, person_instagram_id=None, username=None, **more)


async def receive(inbox: Inbox, *incoming: IncomingComment) -> list[ReceivedComment | None]:
    async with inbox.runtime.database.transaction() as session:
        return await comments.receive_comments(session, incoming)


async def a_reply_of_ours(inbox: Inbox, parent_comment_id: str | None, **more: Any) -> Comment:
    """One that Instagram was asked to write a moment ago."""
    fields: dict[str, Any] = {
        "workspace_id": inbox.workspace_id,
        "account_id": inbox.account_id,
        "parent_comment_id": parent_comment_id,
        "media_id": "18001",
        "text": "Thank you!",
        "commented_at": ago(seconds=2),
        "request_started_at": ago(seconds=1),
        "found_by": FoundBy.OURSELVES,
        "is_own": True,
        "status": CommentStatus.SENDING,
    }
    reply = Comment(**fields | more)
    inbox.session.add(reply)
    await inbox.session.commit()
    return reply


async def test_a_comment_makes_a_person_and_a_row_and_is_news(inbox: Inbox) -> None:
    (received,) = await receive(inbox, a_comment(inbox))

    (row,), (person,) = await inbox.comments(), await inbox.people()
    assert received == ReceivedComment(row.id, True)
    assert (row.text, row.person_id, row.is_own, row.status) == ("Lovely!", person.id, False, CommentStatus.RECEIVED)
    assert (person.username, await inbox.conversations()) == ("ben.of.york", [])
    assert await inbox.jobs(CommentArrived) == [CommentArrived(comment_id=row.id)]
    assert [event["comment_id"] for event in await inbox.told("comment.received")] == [str(row.id)]


async def test_an_ad_that_tells_a_comment_twice_has_it_once(inbox: Inbox) -> None:
    comment = a_comment(inbox)

    first, second = await receive(inbox, comment, replace(comment, media_id="18002"))
    (third,) = await receive(inbox, comment)

    assert [one.is_new if one else None for one in (first, second, third)] == [True, False, False]
    assert len(await inbox.comments()) == 1
    assert len(await inbox.jobs(CommentArrived)) == 1


async def test_our_own_comment_is_stored_and_never_a_trigger(inbox: Inbox) -> None:
    question = a_comment(inbox)
    await receive(inbox, question)
    await inbox.forget_jobs()

    await receive(inbox, an_own(inbox, text="On the phone", parent_comment_id=question.comment_id))

    asked, own = await inbox.comments()
    assert (own.is_own, own.person_id, own.text) == (True, None, "On the phone")
    assert asked.replied_at == own.commented_at
    assert await inbox.jobs(CommentArrived) == []


async def test_what_instagram_tells_of_our_reply_finds_the_row_it_was_sent_from(inbox: Inbox) -> None:
    reply = await a_reply_of_ours(inbox, "c1")
    told = an_own(inbox, text="Thank you!", parent_comment_id="c1")

    (linked,) = await receive(inbox, told)
    (again,) = await receive(inbox, told)

    (row,) = await inbox.comments()
    assert linked == again == ReceivedComment(reply.id, False)
    assert (row.comment_id, row.status) == (told.comment_id, CommentStatus.SENT)


async def test_an_unconfirmed_reply_with_its_id_is_sent_when_it_is_told(inbox: Inbox) -> None:
    await a_reply_of_ours(inbox, "c1", comment_id="c2", status=CommentStatus.UNCONFIRMED, failure_reason="no answer")

    await receive(inbox, an_own(inbox, comment_id="c2", text="Thank you!", parent_comment_id="c1"))

    (row,) = await inbox.comments()
    assert (row.status, row.failure_reason) == (CommentStatus.SENT, None)


async def test_a_mention_is_filled_in_when_the_comment_itself_comes(inbox: Inbox) -> None:
    mention = a_comment(inbox, kind=CommentKind.MENTION, text=None, username=None, person_instagram_id=None)
    await receive(inbox, mention)

    await receive(inbox, a_comment(inbox, comment_id=mention.comment_id, text="@shop look"))

    (row,) = await inbox.comments()
    assert (row.kind, row.text, row.username) == (CommentKind.COMMENT, "@shop look", "ben.of.york")
    assert row.person_id is not None


async def test_a_mention_in_a_caption_is_one_however_often_it_is_told(inbox: Inbox) -> None:
    caption = a_comment(inbox, kind=CommentKind.MENTION, comment_id=None, text=None, person_instagram_id=None)

    results = await receive(inbox, caption, caption)
    results += await receive(inbox, caption)

    (row,) = await inbox.comments()
    assert [one.is_new if one else None for one in results] == [True, False, False]
    assert (row.comment_id, row.media_id) == (None, "18001")


async def test_old_comments_are_stored_but_not_told_to_automation(inbox: Inbox) -> None:
    await receive(inbox, a_comment(inbox, commented_at=ago(hours=2), found_by="poll"))

    assert len(await inbox.comments()) == 1
    assert await inbox.jobs(CommentArrived) == []


async def test_what_an_erased_person_had_commented_does_not_come_back(inbox: Inbox) -> None:
    mark = person_hash(inbox.account_id, inbox.person)
    inbox.session.add(ErasedPerson(account_id=inbox.account_id, person_hash=mark, erased_at=ago(minutes=5)))
    await inbox.session.commit()

    before, after = await receive(inbox, a_comment(inbox, commented_at=ago(minutes=9)), a_comment(inbox))

    assert before is None
    assert after is not None
