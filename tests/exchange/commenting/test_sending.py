"""Comments on their way to Instagram: approval, budget, unclear answers, blocks."""

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.exchange.commenting.troupe import PASSWORD, Star, Troupe, Writer, without_waiting
from tests.exchange.organiser import Organiser

from autogram.core import clock
from autogram.exchange.commenting.messages import WatchComments
from autogram.jobs.api import enqueue

WORDS = "Schön!"


async def test_a_producer_approves_a_text_by_link_and_it_stands_below_the_post(
    troupe: Troupe, star: Star, writer: Writer
):
    await troupe.run()
    own = await troupe.public("GET", "/producers/me/comments?status=waiting", secret=writer.secret)
    (waiting,) = own["items"]

    approved = await troupe.public("POST", f"/producers/me/comments/{waiting['id']}/approve", secret=writer.secret)
    await troupe.work()

    assert approved["status"] == "approved"
    (comment,) = await troupe.comments()
    assert comment["status"] == "posted"
    assert star.received() == [(writer.name, comment["text"])]
    assert comment["comment_id"] == star.account.comment_list(star.posts[0]["id"])[0]["id"]
    assert comment["requested_at"] <= comment["posted_at"]
    told = await troupe.organiser.announced("exchange.comment_changed")
    assert [news["status"] for news in told] == ["approved", "sending", "posted"]


async def test_nobody_approves_another_producer_s_text(troupe: Troupe, star: Star, writer: Writer, stranger: Organiser):
    other = await troupe.producer()
    comment = await troupe.text_for(star, writer, status="waiting")
    path = f"/comments/{comment['id']}/approve"

    await troupe.public("POST", f"/producers/me{path}", 404, secret=other.secret)
    await troupe.public("POST", f"/producers/me{path}", 404, secret="guessed")
    assert (await troupe.public("GET", "/producers/me/comments", secret=other.secret))["items"] == []
    await stranger.ask("POST", path, 404)

    approved = await troupe.ask("POST", path)
    assert approved["decided_by"] == str(troupe.organiser.person.user_id)
    assert (await troupe.ask("POST", path, 409))["comment_status"] == "approved"


async def test_a_rejected_text_never_goes_out(troupe: Troupe, star: Star, writer: Writer):
    comment = await troupe.text_for(star, writer, status="waiting")

    await troupe.public("POST", f"/producers/me/comments/{comment['id']}/reject", secret=writer.secret)
    await troupe.send(writer)

    assert await troupe.statuses() == ["rejected"]
    refused = await troupe.ask("POST", f"/comments/{comment['id']}/approve", 409)
    assert refused["code"] == "comment-not-waiting"
    assert writer.times_sent() == 0


async def test_who_has_chosen_automatic_is_not_asked(troupe: Troupe, star: Star):
    writer = await troupe.producer(approval="automatic")

    run = await troupe.run()

    assert run["texts_written"] == 1
    assert await troupe.statuses() == ["posted"]
    assert len(star.received()) == writer.times_sent() == 1


async def test_the_session_goes_on_where_the_last_comment_left_it(troupe: Troupe, star: Star, writer: Writer):
    before = (await troupe.stored(writer)).session
    await troupe.text_for(star, writer, WORDS)

    await troupe.send(writer)

    after = (await troupe.stored(writer)).session
    assert before
    assert after
    assert json.loads(before)["authorization_data"] == json.loads(after)["authorization_data"]
    assert len(writer.account.calls("mobile.login")) == 1


async def test_a_budget_lets_the_rest_wait_and_pauses_lie_between(troupe: Troupe, writer: Writer):
    await troupe.ask("PATCH", f"/producers/{writer.id}", json={"comments_per_hour": 2})
    for number in range(3):
        await troupe.text_for(await troupe.consumer(), writer, f"No. {number}")

    await troupe.send(writer)
    assert await troupe.statuses() == ["posted", "posted", "approved"]
    (wish,) = troupe.waiting_for
    assert 1700 < wish.delay.total_seconds() <= 1800

    troupe.organiser = without_waiting(troupe.organiser, exchange_comment_pause_seconds=45.0)
    await troupe.send(writer)
    assert 40 < troupe.waiting_for[0].delay.total_seconds() <= 45


UNCLEAR: tuple[dict[str, Any], ...] = ({"status": 503}, {"drop": True}, {"signal": "fail"})


@pytest.mark.parametrize("action", UNCLEAR, ids=str)
async def test_a_comment_that_was_written_although_an_error_came_is_found_and_not_sent_again(
    troupe: Troupe, star: Star, writer: Writer, action: dict[str, Any]
):
    writer.account.fault("mobile.comment", after=True, **action)
    await troupe.text_for(star, writer, WORDS)

    await troupe.send(writer)

    assert star.received() == [(writer.name, WORDS)]
    assert writer.times_sent() == 1
    (comment,) = await troupe.comments()
    assert (comment["status"], comment["failure_reason"]) == ("posted", None)
    assert comment["comment_id"]


async def test_a_comment_that_surely_is_not_there_has_failed_and_only_a_person_tries_again(
    troupe: Troupe, star: Star, writer: Writer
):
    writer.account.fault("mobile.comment", status=503)
    made = await troupe.text_for(star, writer, WORDS)
    await troupe.send(writer)

    await troupe.send(writer)
    (failed,) = await troupe.comments()
    assert (failed["status"], failed["failure_code"], writer.times_sent()) == ("failed", "not-there", 1)
    assert "503" in failed["failure_reason"]

    retried = await troupe.ask("POST", f"/comments/{made['id']}/retry")
    await troupe.work()

    assert (retried["status"], await troupe.statuses()) == ("approved", ["posted"])
    assert star.received() == [(writer.name, WORDS)]
    assert (await troupe.ask("POST", f"/comments/{made['id']}/retry", 409))["code"] == "comment-not-failed"


async def test_from_a_list_with_gaps_a_comment_is_unconfirmed_until_somebody_looks_again(
    troupe: Troupe, writer: Writer
):
    star = await troupe.consumer()
    for number in range(40):
        star.says("ben", f"No. {number}")
    writer.account.fault("mobile.comment", status=503)
    writer.account.fault("mobile.comments", page="end")
    made = await troupe.text_for(star, writer, WORDS)

    await troupe.send(writer)
    assert await troupe.statuses() == ["unconfirmed"]
    assert (await troupe.ask("POST", f"/comments/{made['id']}/retry", 409))["code"] == "comment-not-failed"

    await troupe.ask("POST", f"/comments/{made['id']}/check")
    await troupe.work()
    assert await troupe.statuses() == ["failed"]
    assert writer.times_sent() == 1


async def test_an_instagram_that_does_not_show_comments_is_asked_later_and_then_nobody_can_tell(
    troupe: Troupe, star: Star, writer: Writer
):
    writer.account.fault("mobile.comment", status=503)
    writer.account.fault("mobile.comments", times=None, status=503)
    await troupe.text_for(star, writer, WORDS)

    await troupe.send(writer)
    assert (await troupe.statuses(), len(troupe.waiting_for)) == (["sending"], 1)

    await troupe.send(writer, attempt=6)
    assert await troupe.statuses() == ["unconfirmed"]


async def test_a_fault_of_ours_leaves_no_comment_on_its_way_for_ever(troupe: Troupe, star: Star, writer: Writer):
    await troupe.text_for(star, writer, WORDS, media_id="without-an-owner")

    with pytest.raises(AssertionError):
        await troupe.send(writer, attempt=6)

    (comment,) = await troupe.comments()
    assert (comment["status"], comment["failure_code"]) == ("unconfirmed", "internal-error")


async def test_an_answer_that_may_still_come_is_waited_for(troupe: Troupe, star: Star, writer: Writer):
    await troupe.text_for(star, writer, WORDS, status="sending", requested_at=clock.now())
    troupe.organiser = without_waiting(troupe.organiser, grace_seconds=10)

    await troupe.send(writer)

    assert [wish.delay.total_seconds() > 5 for wish in troupe.waiting_for] == [True]
    assert (await troupe.statuses(), writer.account.calls("mobile.comments")) == (["sending"], [])


SIGNALS = ["feedback_required", "challenge_required", "checkpoint_required", "login_required", "sentry_block"]
SIGNALS += ["rate_limited", "please_wait", "suspended"]


@pytest.mark.parametrize("signal", SIGNALS)
async def test_at_a_sign_of_a_block_the_producer_stops_and_the_admin_hears_of_it_once(
    troupe: Troupe, star: Star, writer: Writer, signal: str
):
    other = await troupe.consumer()
    writer.account.fault("mobile.comment", times=None, signal=signal)
    await troupe.text_for(star, writer, WORDS)
    await troupe.text_for(other, writer, "Another")

    for _ in range(2):
        await troupe.send(writer)

    assert await troupe.statuses() == ["unconfirmed", "approved"]
    assert writer.times_sent() == 1
    shown = await troupe.public("GET", "/producers/me", secret=writer.secret)
    assert shown["paused_at"]
    assert len(shown["problem"]) > 20
    assert await troupe.mails() == [f"No more comments by @{writer.name}"]


async def test_a_comment_that_was_written_although_a_block_was_signalled_is_found_by_a_helper(
    troupe: Troupe, star: Star, writer: Writer
):
    writer.account.fault("mobile.comment", after=True, signal="please_wait")
    await troupe.text_for(star, writer, WORDS)

    await troupe.send(writer)

    assert await troupe.statuses() == ["posted"]
    assert writer.account.calls("mobile.comments") == []
    assert (await troupe.public("GET", "/producers/me", secret=writer.secret))["paused_at"]


async def test_after_another_login_a_stopped_producer_goes_on(troupe: Troupe, star: Star, writer: Writer):
    writer.account.end_sessions()
    await troupe.text_for(star, writer, WORDS)
    await troupe.send(writer)
    assert await troupe.statuses() == ["unconfirmed"]
    await troupe.text_for(await troupe.consumer(), writer, "Another")

    renewed = await troupe.public("POST", "/producers/me/session", secret=writer.secret, json={"password": PASSWORD})
    await troupe.work()

    assert (renewed["paused_at"], renewed["problem"]) == (None, None)
    assert await troupe.statuses() == ["unconfirmed", "posted"]


@pytest.mark.parametrize(
    ("message", "code"),
    [("Comments on this post have been limited", "comments-off"), ("Media not found or unavailable", "post-gone")],
)
async def test_a_clear_refusal_is_a_failure_at_once(
    troupe: Troupe, star: Star, writer: Writer, message: str, code: str
):
    writer.account.fault("mobile.comment", reply={"status": 400, "body": {"message": message, "status": "fail"}})
    await troupe.text_for(star, writer, WORDS)

    await troupe.send(writer)

    (comment,) = await troupe.comments()
    assert (comment["status"], comment["failure_code"]) == ("failed", code)
    assert writer.account.calls("mobile.comments") == []


async def test_the_switch_holds_what_was_approved_until_somebody_resumes(troupe: Troupe, star: Star, writer: Writer):
    await troupe.text_for(star, writer, WORDS)
    await troupe.ask("POST", "/comments/stop", json={"reason": "Complaints"})
    await troupe.send(writer)
    assert (await troupe.statuses(), writer.times_sent()) == (["approved"], 0)

    await troupe.ask("POST", "/comments/resume", json={"reason": "Settled"})
    await troupe.work()

    assert (await troupe.statuses(), writer.times_sent()) == (["posted"], 1)


async def test_a_comment_whose_producer_left_in_the_middle_is_unconfirmed(troupe: Troupe, star: Star, writer: Writer):
    await troupe.text_for(star, writer, WORDS, status="sending", requested_at=clock.now() - timedelta(minutes=11))
    await troupe.public("DELETE", "/producers/me", 204, secret=writer.secret)
    async with troupe.runtime.database.transaction() as session:
        await enqueue(session, WatchComments())

    await troupe.work()

    (comment,) = await troupe.comments()
    assert (comment["status"], comment["failure_code"]) == ("unconfirmed", "producer-left")
    refused = await troupe.ask("POST", f"/comments/{comment['id']}/check", 409)
    assert refused["code"] == "producer-not-usable"


async def test_comments_are_listed_by_status_and_downloaded_without_formulas(
    troupe: Troupe, star: Star, writer: Writer, stranger: Organiser
):
    await troupe.text_for(star, writer, "=HYPERLINK(1)", status="waiting")
    await troupe.text_for(await troupe.consumer(), writer, "Good", status="posted")

    assert [one["text"] for one in await troupe.comments(status="posted")] == ["Good"]
    assert len(await troupe.comments(producer_id=writer.id)) == 2
    first = await troupe.ask("GET", "/comments?limit=1")
    second = await troupe.ask("GET", f"/comments?limit=1&cursor={first['next_cursor']}")
    assert [first["items"][0]["text"], second["items"][0]["text"]] == ["Good", "=HYPERLINK(1)"]
    assert second["next_cursor"] is None

    answer = await troupe.organiser.api.get("/api/v1/exchange/comments.csv", headers=troupe.organiser.headers)
    lines = answer.text.splitlines()
    assert (len(lines), answer.headers["content-type"]) == (3, "text/csv; charset=utf-8")
    assert "'=HYPERLINK(1)" in lines[2]
    assert (await stranger.ask("GET", "/comments"))["items"] == []
