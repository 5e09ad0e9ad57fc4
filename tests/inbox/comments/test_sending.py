"""A reply stands below the comment once, whatever Instagram's answer was like, or says why not."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.inbox.comments.shop import Shop

from autogram.accounts import service as accounts
from autogram.accounts.schemas import AccountStatus
from autogram.core import clock
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
from autogram.inbox.comments.jobs import send_comment_reply
from autogram.inbox.comments.models import CommentKind, CommentStatus
from autogram.instagram.oauth import SCOPES
from autogram.jobs.api import JobContext

BAD_ANSWERS: list[dict[str, Any]] = [
    {"status": 503},
    {"drop": True},
    {"timeout": 3},
    {"error": {"code": 1, "message": "An unknown error occurred", "status": 500}},
    {"error": {"code": 2, "message": "Service temporarily unavailable", "status": 500}},
]


async def test_a_reply_goes_out_and_answers_the_comment(shop: Shop) -> None:
    comment_id = await shop.comment("How much?")

    reply = await shop.reply(comment_id)
    assert (reply["status"], reply["is_own"], reply["text"]) == ("sending", True, "Ten euros.")
    assert await shop.run(reply["id"]) is None

    assert shop.texts_at_instagram() == ["How much?", "Ten euros."]
    row = await shop.row(reply["id"])
    assert row.status is CommentStatus.SENT
    assert row.comment_id == shop.instagram.comment_list(shop.media_id)[1]["id"]
    assert row.parent_comment_id == (await shop.row(comment_id)).comment_id
    assert row.sender_id == shop.person.user_id
    answered = await shop.row(comment_id)
    assert answered.replied_at is not None
    assert answered.read_at is not None
    assert [(event["comment_id"], event["status"]) for event in await shop.told()] == [
        (reply["id"], "sending"),
        (reply["id"], "sent"),
        (str(comment_id), "received"),
    ]


async def test_a_reply_to_a_reply_stands_below_the_top_comment(shop: Shop) -> None:
    top = await shop.row(await shop.comment("Lovely"))
    below = await shop.comment("Is it red?", parent_comment_id=top.comment_id)

    reply = await shop.reply(below, "It is.")
    await shop.run(reply["id"])

    assert shop.instagram.comment_list(shop.media_id)[-1]["parent_id"] == top.comment_id
    assert (await shop.row(reply["id"])).parent_comment_id == top.comment_id
    assert (await shop.row(below)).replied_at is not None
    assert (await shop.row(top.id)).replied_at is None


async def test_running_the_job_again_changes_nothing(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())
    await shop.run(reply["id"])

    assert await shop.run(reply["id"]) is None

    assert len(shop.instagram.calls("reply.create")) == 1


async def test_two_clicks_are_one_reply(shop: Shop) -> None:
    comment_id = await shop.comment()

    first, second = await shop.reply(comment_id), await shop.reply(comment_id)

    assert first["id"] == second["id"]
    assert len(await shop.jobs()) == 1


async def test_the_same_words_can_be_said_again_later(shop: Shop) -> None:
    comment_id = await shop.comment()
    first = await shop.reply(comment_id, "Thanks!")
    await shop.run(first["id"])

    second = await shop.reply(comment_id, "Thanks!")
    await shop.run(second["id"])

    ids = {(await shop.row(reply["id"])).comment_id for reply in (first, second)}
    assert len(ids) == 2
    assert shop.texts_at_instagram()[1:] == ["Thanks!", "Thanks!"]


@pytest.mark.parametrize("ending", BAD_ANSWERS, ids=str)
async def test_a_reply_that_was_written_although_the_answer_was_bad_is_found(
    shop: Shop, ending: dict[str, Any]
) -> None:
    reply = await shop.reply(await shop.comment())
    shop.instagram.fault("reply.create", after=True, **ending)

    assert await shop.run(reply["id"]) is not None
    row = await shop.row(reply["id"])
    assert row.status is CommentStatus.UNCONFIRMED
    assert row.failure_reason
    await shop.run_until_settled(reply["id"])

    assert shop.texts_at_instagram().count("Ten euros.") == 1
    assert len(shop.instagram.calls("reply.create")) == 1
    row = await shop.row(reply["id"])
    assert (row.status, row.failure_reason) == (CommentStatus.SENT, None)
    assert row.comment_id


@pytest.mark.parametrize("ending", BAD_ANSWERS[:2], ids=str)
async def test_a_request_that_never_arrived_is_made_again_after_the_grace_period(
    shop: Shop, ending: dict[str, Any]
) -> None:
    reply = await shop.reply(await shop.comment())
    shop.instagram.fault("reply.create", **ending)

    await shop.run(reply["id"])
    with clock.shifted(timedelta(seconds=5)):
        assert await shop.run(reply["id"]) is not None
    assert len(shop.instagram.calls("reply.create")) == 1
    await shop.run_until_settled(reply["id"])

    assert len(shop.instagram.calls("reply.create")) == 2
    assert shop.texts_at_instagram().count("Ten euros.") == 1


async def test_what_instagram_never_takes_fails_after_some_tries(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())
    shop.instagram.fault("reply.create", times=None, status=500)

    await shop.run_until_settled(reply["id"])

    row = await shop.row(reply["id"])
    assert row.status is CommentStatus.FAILED
    assert "6 tries" in (row.failure_reason or "")
    assert len(shop.instagram.calls("reply.create")) == 6


async def test_while_instagram_cannot_be_asked_it_stays_unconfirmed(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())
    shop.instagram.fault("reply.create", after=True, drop=True)
    shop.instagram.fault("reply.list", times=3, status=500)

    await shop.run(reply["id"])
    assert await shop.run(reply["id"]) is not None

    assert (await shop.row(reply["id"])).status is CommentStatus.UNCONFIRMED
    await shop.run_until_settled(reply["id"])
    assert shop.texts_at_instagram().count("Ten euros.") == 1


async def test_our_earlier_reply_with_the_same_words_is_not_taken_for_the_lost_one(shop: Shop) -> None:
    comment_id = await shop.comment()
    first = await shop.reply(comment_id, "Thanks!")
    await shop.run(first["id"])
    second = await shop.reply(comment_id, "Thanks!")
    shop.instagram.fault("reply.create", after=True, drop=True)

    await shop.run(second["id"])
    await shop.run_until_settled(second["id"])

    ids = [(await shop.row(reply["id"])).comment_id for reply in (first, second)]
    assert ids == [comment["id"] for comment in shop.instagram.comment_list(shop.media_id)[1:]]


async def test_a_webhook_that_tells_of_our_reply_first_settles_it(shop: Shop) -> None:
    comment_id = await shop.comment()
    reply = await shop.reply(comment_id)
    shop.instagram.fault("reply.create", after=True, drop=True)
    await shop.run(reply["id"])
    said = shop.instagram.comment_list(shop.media_id)[-1]
    parent = (await shop.row(comment_id)).comment_id
    await shop.hear(said["id"], text="Ten euros.", is_own=True, person_instagram_id=None, parent_comment_id=parent)

    assert await shop.run(reply["id"]) is None

    (own,) = await shop.own_rows()
    assert (str(own.id), own.comment_id, own.status) == (reply["id"], said["id"], CommentStatus.SENT)
    assert len(shop.instagram.calls("reply.create")) == 1


async def test_our_reply_that_was_stored_as_news_becomes_one_row_again(shop: Shop) -> None:
    comment_id = await shop.comment()
    reply = await shop.reply(comment_id)
    shop.instagram.fault("reply.create", after=True, drop=True)
    await shop.run(reply["id"])
    said = shop.instagram.comment_list(shop.media_id)[-1]
    # Told without its thread, it is not recognised as the reply that waits.
    await shop.hear(said["id"], text="Ten euros.", is_own=True, person_instagram_id=None, found_by="poll")
    assert len(await shop.own_rows()) == 2

    await shop.run_until_settled(reply["id"])

    (own,) = await shop.own_rows()
    assert (str(own.id), own.comment_id) == (reply["id"], said["id"])


async def test_instagram_out_of_reach_costs_no_try(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    from autogram.instagram import moderation
    from autogram.instagram.errors import InstagramUnreachable

    async def unreachable(*_: Any) -> str:
        raise InstagramUnreachable("Instagram cannot be reached (ConnectError)")

    reply = await shop.reply(await shop.comment())
    with monkeypatch.context() as patch:
        patch.setattr(moderation, "reply", unreachable)
        assert await shop.run(reply["id"]) is not None

    row = await shop.row(reply["id"])
    assert (row.status, row.request_started_at, row.attempts) == (CommentStatus.SENDING, None, 0)
    assert await shop.run(reply["id"]) is None
    assert shop.instagram.calls("reply.list") == []


@pytest.mark.parametrize(
    "error",
    [
        {"code": 100, "message": "Cannot reply to a hidden comment"},
        {"code": 10, "message": "Application does not have permission for this action"},
        {"code": 368, "message": "This action was deemed abusive"},
    ],
    ids=lambda error: str(error["code"]),
)
async def test_a_refusal_fails_the_reply_with_instagrams_reason(shop: Shop, error: dict[str, Any]) -> None:
    comment_id = await shop.comment()
    reply = await shop.reply(comment_id)
    shop.instagram.fault("reply.create", error=error)

    assert await shop.run(reply["id"]) is None

    row = await shop.row(reply["id"])
    assert row.status is CommentStatus.FAILED
    assert error["message"] in (row.failure_reason or "")
    assert (await shop.row(comment_id)).replied_at is None


async def test_a_reply_to_a_comment_that_is_gone_fails(shop: Shop) -> None:
    comment_id = await shop.comment()
    reply = await shop.reply(comment_id)
    instagram_id = (await shop.row(comment_id)).comment_id
    headers = {"authorization": f"Bearer {shop.instagram.token()}"}
    shop.instagram.client.delete(f"/graph.instagram.com/{instagram_id}", headers=headers)

    await shop.run(reply["id"])

    assert (await shop.row(reply["id"])).status is CommentStatus.FAILED


async def test_an_unclear_answer_below_a_comment_that_is_gone_stays_unconfirmed(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())
    shop.instagram.fault("reply.create", drop=True)
    await shop.run(reply["id"])
    shop.instagram.fault("reply.list", error={"code": 100, "subcode": 33, "message": "does not exist"})

    assert await shop.run(reply["id"]) is None

    assert (await shop.row(reply["id"])).status is CommentStatus.UNCONFIRMED


async def test_a_dead_token_parks_the_reply_until_the_account_is_connected_again(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())
    shop.instagram.refuse_tokens(463)

    assert await shop.run(reply["id"]) is not None
    assert await shop.run(reply["id"]) is not None

    assert len(shop.instagram.calls("reply.create")) == 1
    row = await shop.row(reply["id"])
    assert row.status is CommentStatus.SENDING
    assert "connected again" in (row.failure_reason or "")
    async with shop.runtime.database.reading() as session:
        account = await accounts.account_brief(session, shop.account_id)
    assert account.status is AccountStatus.NEEDS_REAUTH

    actor = Actor(shop.person.user_id, shop.person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])
    await accounts.connect_with_token(shop.runtime, actor, shop.instagram.token())
    await shop.run_until_settled(reply["id"])
    assert shop.texts_at_instagram().count("Ten euros.") == 1


async def test_a_throttled_account_is_left_in_peace(shop: Shop) -> None:
    reply = await shop.reply(await shop.comment())
    shop.instagram.fault("reply.create", rate_limited=80002)

    await shop.run(reply["id"])
    assert await shop.run(reply["id"]) is not None

    assert len(shop.instagram.calls("reply.create")) == 1
    row = await shop.row(reply["id"])
    assert row.status is CommentStatus.SENDING
    assert row.failure_reason
    with clock.shifted(timedelta(hours=13)):
        await shop.run(reply["id"])
    assert shop.texts_at_instagram().count("Ten euros.") == 1


@pytest.mark.parametrize("everything", [False, True])
async def test_a_pause_holds_replies_back(shop: Shop, everything: bool) -> None:
    actor = Actor(shop.person.user_id, shop.person.workspace_id, Role.ADMIN, ROLE_PERMISSIONS[Role.ADMIN])
    reply = await shop.reply(await shop.comment())
    async with shop.runtime.database.transaction() as session:
        if everything:
            await accounts.pause_everything(session, actor, paused=True)
        else:
            await accounts.pause_account(session, actor, shop.account_id)

    assert await shop.run(reply["id"]) is not None

    assert "paused" in ((await shop.row(reply["id"])).failure_reason or "")
    assert shop.instagram.calls("reply.create") == []
    async with shop.runtime.database.transaction() as session:
        if everything:
            await accounts.pause_everything(session, actor, paused=False)
        else:
            await accounts.resume_account(session, actor, shop.account_id)
    assert await shop.run(reply["id"]) is None


async def test_the_accounts_own_quota_parks_the_reply(shop: Shop) -> None:
    async with shop.runtime.database.transaction() as session:
        await accounts.record_use(session, shop.account_id, accounts.QuotaKind.COMMENTS, 10)
    reply = await shop.reply(await shop.comment())

    wait = await shop.run(reply["id"])

    assert wait == timedelta(minutes=10)
    assert "comments in an hour" in ((await shop.row(reply["id"])).failure_reason or "")
    assert shop.instagram.calls("reply.create") == []
    with clock.shifted(timedelta(minutes=66)):
        assert await shop.run(reply["id"]) is None


@pytest.mark.parametrize("is_comment", [True, False])
async def test_a_mention_is_answered_where_it_stands(shop: Shop, is_comment: bool) -> None:
    mention = shop.instagram.mentions(person=shop.instagram.customer(), text="look", is_comment=is_comment)
    comment_id = await shop.hear(mention.get("comment_id"), kind=CommentKind.MENTION, media_id=mention["media_id"])

    reply = await shop.reply(comment_id, "Thank you!")
    assert await shop.run(reply["id"]) is None

    assert (await shop.row(reply["id"])).status is CommentStatus.SENT
    assert len(shop.instagram.calls("mention.answer")) == 1
    thread = (await shop.ask("GET", f"/{comment_id}"))["thread"]
    assert [entry["id"] for entry in thread] == [str(comment_id), reply["id"]]


async def test_an_unclear_answer_to_a_mention_is_never_asked_again(shop: Shop) -> None:
    mention = shop.instagram.mentions(person=shop.instagram.customer(), text="look", is_comment=True)
    comment_id = await shop.hear(mention["comment_id"], kind=CommentKind.MENTION, media_id=mention["media_id"])
    reply = await shop.reply(comment_id, "Thank you!")
    shop.instagram.fault("mention.answer", after=True, drop=True)

    await shop.run_until_settled(reply["id"])

    row = await shop.row(reply["id"])
    assert row.status is CommentStatus.UNCONFIRMED
    assert "look on Instagram" in (row.failure_reason or "")
    assert len(shop.instagram.calls("mention.answer")) == 1


async def test_an_account_without_the_permission_is_told_at_once(shop: Shop) -> None:
    comment_id = await shop.comment()
    granted = "[" + ",".join(f'"{scope}"' for scope in SCOPES if "comments" not in scope) + "]"
    async with shop.runtime.database.transaction() as session:
        await session.execute(text("UPDATE account SET scopes = CAST(:granted AS jsonb)"), {"granted": granted})

    problem = await shop.reply(comment_id, expect=409)

    assert problem["code"] == "comment-not-answerable"
    assert "permission" in problem["detail"]


async def test_a_disconnected_account_fails_what_waits_and_takes_nothing_new(shop: Shop) -> None:
    comment_id = await shop.comment()
    reply = await shop.reply(comment_id)
    actor = Actor(shop.person.user_id, shop.person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])
    await accounts.disconnect(shop.runtime, actor, shop.account_id)

    assert await shop.run(reply["id"]) is None

    assert (await shop.row(reply["id"])).status is CommentStatus.FAILED
    assert (await shop.reply(comment_id, "More", expect=409))["code"] == "account-not-usable"


@pytest.mark.parametrize(("asked", "expected"), [(False, CommentStatus.FAILED), (True, CommentStatus.UNCONFIRMED)])
async def test_a_fault_of_our_own_ends_in_a_state_that_is_true(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, asked: bool, expected: CommentStatus
) -> None:
    from autogram.inbox.comments.service import sending

    async def broken(*_: Any) -> None:
        raise KeyError("a fault")

    reply = await shop.reply(await shop.comment())
    (message,) = await shop.jobs()
    monkeypatch.setattr(sending, "_ask" if asked else "_write_request", broken)

    for attempt in (9, 10):
        with pytest.raises(KeyError):
            await send_comment_reply(JobContext(shop.runtime, 1, attempt, 10), message)
        if asked:
            monkeypatch.setattr(sending, "_is_accounted_for", broken)

    row = await shop.row(reply["id"])
    assert row.status is expected
    assert "a fault in Autogram" in (row.failure_reason or "")


async def test_a_reply_that_was_erased_meanwhile_is_nothing_to_send(shop: Shop) -> None:
    comment_id: UUID = await shop.comment()
    reply = await shop.reply(comment_id)
    await shop.session.execute(text("DELETE FROM inbox_comment WHERE is_own"))
    await shop.session.commit()

    assert await shop.run(reply["id"]) is None

    assert shop.instagram.calls("reply.create") == []
