"""Rounds of writing: who gets a text for what, what is left out and why."""

import asyncio
import json
from typing import Any

import pytest
from sqlalchemy import text
from tests.exchange.commenting.troupe import CAPTION, Star, Troupe, Writer

from autogram.core import clock
from autogram.exchange.commenting.messages import StartComments, WatchComments, WriteComments
from autogram.jobs.api import enqueue


def reasons(run: dict[str, Any]) -> str:
    return " ".join(skip["reason"] for skip in run["skipped"])


async def test_every_producer_has_another_text_for_every_post_and_nobody_says_it_unasked(troupe: Troupe):
    star = await troupe.consumer(posts=2, tone="friendly", wishes="About the crust")
    writers = [await troupe.producer() for _ in range(3)]

    run = await troupe.run()

    assert run["skipped"] == []
    assert (run["posts_seen"], run["texts_written"], run["failure_reason"]) == (2, 6, None)
    assert run["finished_at"]
    comments = await troupe.comments()
    assert {(one["producer"], one["shortcode"]) for one in comments} == {
        (writer.name, post["shortcode"]) for writer in writers for post in star.posts
    }
    assert len({one["text"] for one in comments}) == 6
    assert {(one["status"], one["consumer"], one["model"]) for one in comments} == {
        ("waiting", star.account.username, "autogram-sandbox-text")
    }
    assert all(len(one["text"]) <= 50 and one["caption"] == CAPTION for one in comments)
    assert star.received() == []


async def test_a_second_round_writes_nothing_twice(troupe: Troupe, star: Star, writer: Writer):
    await troupe.run()

    again = await troupe.run()

    assert again["texts_written"] == 0
    assert "has a text for it already" in reasons(again)
    assert len(await troupe.comments()) == 1


async def test_neither_the_owner_nor_who_has_commented_is_asked_to(troupe: Troupe, writer: Writer):
    other = await troupe.producer()
    registered = await troupe.public("POST", "/consumers", 201, json={"username": writer.name})
    await troupe.ask("POST", f"/consumers/{registered['id']}/approve")
    posts = writer.account.posts(caption=CAPTION, count=1)
    star = Star(writer.account, posts, registered["id"], registered["secret"])
    third = await troupe.producer()
    star.says(other.name, "I was here before")

    await troupe.run()

    assert [one["producer"] for one in await troupe.comments()] == [third.name]


async def test_who_is_not_active_takes_no_part(troupe: Troupe, star: Star, writer: Writer):
    paused = await troupe.producer()
    await troupe.ask("POST", f"/producers/{paused.id}/pause", json={"reason": "Holidays"})
    await troupe.registers(troupe.instagram.personal(password="secret-word"))
    await troupe.public("POST", "/consumers", 201, json={"username": "pending.one"})

    run = await troupe.run()

    assert [one["producer"] for one in await troupe.comments()] == [writer.name]
    assert run["posts_seen"] == 1


async def test_a_post_without_a_caption_is_left_out(troupe: Troupe, writer: Writer):
    await troupe.consumer(caption="")

    run = await troupe.run()

    assert "no caption" in reasons(run)


async def test_only_so_many_posts_are_looked_at(troupe: Troupe, writer: Writer):
    await troupe.organiser.change(posts_per_consumer=2)
    star = await troupe.consumer(posts=4)

    run = await troupe.run()

    assert run["posts_seen"] == 2
    newest = {post["shortcode"] for post in star.posts[-2:]}
    assert {one["shortcode"] for one in await troupe.comments()} == newest


MODELS: list[tuple[dict[str, Any], str]] = [
    ({"ai": "malformed"}, "cannot be used"),
    ({"ai": "refusal"}, "refused"),
    ({"ai": "empty"}, "cannot be used"),
    ({"status": 500}, "does not answer"),
]


@pytest.mark.parametrize(("fault", "words"), MODELS, ids=lambda value: str(value))
async def test_a_model_that_fails_breaks_nothing(
    troupe: Troupe, star: Star, writer: Writer, fault: dict[str, Any], words: str
):
    rule = {"match": {"op": "ai.chat"}, "action": fault, "times": 1}
    assert troupe.instagram.client.post("/_sandbox/faults", json=rule).is_success

    run = await troupe.run()

    assert words in reasons(run)
    assert (run["texts_written"], run["failure_reason"]) == (0, None)
    assert (await troupe.run())["texts_written"] == 1


async def test_what_cannot_be_used_is_left_out_and_the_cost_is_shared_among_the_rest(troupe: Troupe, star: Star):
    for _ in range(3):
        await troupe.producer()
    rule = answering("See www.example.org", "So nice", "So nice!", "Well baked")
    assert troupe.instagram.client.post("/_sandbox/faults", json=rule).is_success

    run = await troupe.run()

    assert run["texts_written"] == 2
    assert "1 of 3 texts could not be used" in reasons(run)
    assert {one["text"] for one in await troupe.comments()} == {"So nice", "Well baked"}


async def test_what_the_community_has_said_is_not_said_again(troupe: Troupe, star: Star, writer: Writer):
    first = await troupe.consumer()
    troupe.instagram.client.post("/_sandbox/faults", json=answering("So nice") | {"times": 2})

    run = await troupe.run()

    assert first.account.username != star.account.username
    assert run["texts_written"] == 1
    assert "the same was said before" in reasons(run)


async def test_a_stopped_community_writes_nothing_and_says_so(troupe: Troupe, star: Star, writer: Writer):
    stopped = await troupe.ask("POST", "/comments/stop", json={"reason": "Complaints"})
    assert (stopped["is_stopped"], stopped["reason"]) == (True, "Complaints")

    refused = await troupe.ask("POST", "/comment-runs", 409)

    assert (refused["code"], "Complaints" in refused["detail"]) == ("commenting-stopped", True)
    await troupe.ask("POST", "/comments/resume", json={"reason": "Settled"})
    assert (await troupe.run())["texts_written"] == 1
    acts = [act for act in await troupe.organiser.audited() if "comments_" in act]
    assert acts == ["exchange.comments_stopped", "exchange.comments_resumed"]


async def test_the_switch_ends_a_run_between_two_consumers(troupe: Troupe, writer: Writer):
    for _ in range(2):
        await troupe.consumer()
    begun = await troupe.ask("POST", "/comment-runs", 202)
    (first,) = await troupe._claim()
    await troupe._do(first, 1)
    (second,) = await troupe._claim()

    await troupe.ask("POST", "/comments/stop", json={"reason": "Enough"})
    await troupe._do(second, 1)

    run = await troupe.ask("GET", f"/comment-runs/{begun['id']}")
    assert (run["texts_written"], "Enough" in run["failure_reason"]) == (1, True)
    assert len(await troupe.comments()) == 1


async def test_what_a_model_answers_after_the_switch_is_thrown_away(troupe: Troupe, star: Star, writer: Writer):
    rule = {"match": {"op": "ai.chat"}, "action": {"hold": True}, "times": 1}
    fault = troupe.instagram.client.post("/_sandbox/faults", json=rule).json()["id"]
    await troupe.ask("POST", "/comment-runs", 202)
    (message,) = await troupe._claim()

    working = asyncio.create_task(troupe._do(message, 1))
    await asyncio.to_thread(troupe.instagram.wait_for_hold, fault)
    await troupe.ask("POST", "/comments/stop", json={"reason": "Enough"})
    await asyncio.to_thread(troupe.instagram.release, fault)
    await working

    assert await troupe.comments() == []


async def test_one_run_at_a_time_and_an_earlier_turn_does_nothing(troupe: Troupe, star: Star, writer: Writer):
    begun = await troupe.ask("POST", "/comment-runs", 202)
    assert (await troupe.ask("POST", "/comment-runs", 409))["code"] == "commenting-run-is-on"
    await troupe._do(WriteComments(run_id=begun["id"], turn=0), 1)
    assert await troupe.comments() == []

    await troupe.work()

    assert len(await troupe.comments()) == 1


async def test_a_forgotten_run_goes_on_and_a_due_community_has_one(troupe: Troupe, star: Star, writer: Writer):
    await troupe.ask("POST", "/comment-runs", 202)
    await troupe._claim()
    async with troupe.runtime.database.transaction() as session:
        await session.execute(text("UPDATE exchange_commenting_run SET updated_at = now() - interval '31 minutes'"))
        await enqueue(session, WatchComments())
    await troupe.work()
    assert await troupe.statuses() == ["waiting"]

    await troupe.organiser.change(comments_enabled=True, next_comments_at=clock.now())
    for _ in range(2):
        async with troupe.runtime.database.transaction() as session:
            await enqueue(session, StartComments())
        await troupe.work()

    runs = (await troupe.ask("GET", "/comment-runs"))["items"]
    assert [run["started_by"] is None for run in runs] == [True, False]


async def test_everything_paused_writes_nothing(troupe: Troupe, star: Star, writer: Writer):
    async with troupe.runtime.database.transaction() as session:
        now = {"now": clock.now()}
        await session.execute(text("INSERT INTO global_pause (id, paused_at) VALUES (1, :now)"), now)

    refused = await troupe.ask("POST", "/comment-runs", 409)

    assert "paused" in refused["detail"]


def answering(*texts: str) -> dict[str, Any]:
    """A fault: the model writes exactly these texts."""
    message = {"role": "assistant", "content": json.dumps({"comments": texts})}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    body = {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
    return {"match": {"op": "ai.chat"}, "action": {"reply": {"status": 200, "body": body}}, "times": 1}
