"""What a verification finds out, with the real Instaloader at the sandbox."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from tests.exchange.verification.circle import Circle
from tests.servers import Instagram

from autogram.core import clock
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds.models import RequestSource
from autogram.exchange.verification import service
from autogram.exchange.verification.jobs import OUR_FAULT

Post = dict[str, Any]
Members = list[MemberFacts]


async def test_who_commented_is_seen_with_evidence_and_who_did_not_is_missing(
    circle: Circle, post: Post, members: Members
):
    first = circle.says(post, "boris", "What a sunset")
    circle.says(post, "boris", "Once more")
    circle.says(post, "anna", "My own post")

    run = await circle.verify()

    assert (run["status"], run["posts"], run["posts_read"]) == ("completed", 1, 1)
    assert [(one["status"], one["source"], one["comments_read"]) for one in run["readings"]] == [
        ("complete", "helper", 3)
    ]
    assert await circle.findings() == {"boris": "seen", "chloe": "missing"}
    seen = await circle.row("boris")
    assert (seen["comment_id"], seen["comment_text"]) == (first, "What a sunset")
    assert seen["commented_at"]
    assert seen["is_verified"]
    assert seen["verified_at"]
    evidence = await circle.ask("GET", f"/verifications/{seen['id']}")
    assert evidence["comment_link"] == f"{seen['instagram_link']}c/{first}/"
    assert (evidence["reading"]["expected"], evidence["reading"]["comments_read"]) == (3, 3)
    missing = await circle.row("chloe")
    assert (missing["is_verified"], missing["reason"], missing["comment_id"]) == (False, None, None)
    assert await circle.organiser.count("exchange_read_comment") == 0


async def test_where_a_comment_is_hidden_who_was_not_seen_is_not_accused(
    circle: Circle, helper: Instagram, members: Members
):
    with_gaps = circle.post(owner=circle.instagram)
    await circle.asks(members[0], with_gaps)
    circle.says(with_gaps, "boris")
    circle.hides(circle.says(with_gaps, "chloe"))

    run = await circle.verify()

    # The list is read once more before it is said to have gaps.
    assert [(one["status"], one["pages_read"], one["expected"]) for one in run["readings"]] == [("incomplete", 2, 2)]
    assert await circle.findings() == {"boris": "seen", "chloe": "unknown"}
    row = await circle.row("chloe")
    assert row["reason"] == "Instagram showed 1 of 2 comments; theirs may be a hidden one."
    assert not row["is_verified"]


async def test_a_post_that_several_ask_for_is_read_once(
    circle: Circle, post: Post, helper: Instagram, members: Members
):
    await circle.asks(members[1], post)
    circle.says(post, "chloe")

    run = await circle.verify()

    assert run["posts"] == 1
    assert len(helper.calls("web.post")) == 1
    found = {(row["username"], row["owner_username"]): row["finding"] for row in await circle.rows()}
    assert found == {
        ("anna", "boris"): "missing",
        ("boris", "anna"): "missing",
        ("chloe", "anna"): "seen",
        ("chloe", "boris"): "seen",
    }


async def test_a_comment_that_came_later_is_found_by_the_next_verification(circle: Circle, post: Post):
    await circle.verify()
    before = await circle.row("boris")
    circle.says(post, "boris", "Better late than never")

    await circle.verify()

    after = await circle.row("boris")
    assert (before["finding"], after["finding"]) == ("missing", "seen")
    assert (after["id"], after["is_verified"]) == (before["id"], True)


async def test_what_was_seen_stays_and_it_says_when_it_vanished(circle: Circle, helper: Instagram, members: Members):
    post = circle.post(owner=circle.instagram)
    await circle.asks(members[0], post)
    comment = circle.says(post, "boris")
    await circle.verify()
    circle.deletes(comment)

    await circle.verify()

    row = await circle.row("boris")
    assert (row["finding"], row["is_verified"], row["comment_id"]) == ("seen", True, comment)
    assert row["reason"].startswith("The comment was seen, and was no longer there on ")


@pytest.fixture
def long_pages(instagram: Instagram) -> Iterator[None]:
    """Instagram shows a hundred comments at once."""
    instagram.switch(comment_page_size=100)
    yield
    instagram.switch(comment_page_size=20)


async def test_more_than_a_thousand_comments_and_replies_are_read_to_the_end(
    circle: Circle, post: Post, helper: Instagram, long_pages: None
):
    first = circle.says(post, "boris", "First of all")
    circle.instagram.client.post(f"/_sandbox/media/{post['id']}/comments", json={"generated": 1050})
    circle.says(post, "chloe", "As an answer", parent=first)

    run = await circle.verify()

    assert [(one["status"], one["comments_read"]) for one in run["readings"]] == [("complete", 1052)]
    assert await circle.findings() == {"boris": "seen", "chloe": "seen"}


async def test_a_throttled_helper_is_followed_by_the_next_which_goes_on_where_it_stopped(
    circle: Circle, post: Post, helper: Instagram
):
    circle.instagram.client.post(f"/_sandbox/media/{post['id']}/comments", json={"generated": 60})
    other = await circle.helper()
    helper.fault("web.comments*", rate_limited=True, skip=2, times=None)
    helper.fault("mobile.comments*", rate_limited=True, skip=2, times=None)

    run = await circle.verify()

    assert [(one["status"], one["comments_read"], one["tries"]) for one in run["readings"]] == [("complete", 60, 1)]
    assert other.calls("web.post") == []
    assert await circle.findings() == {"boris": "missing", "chloe": "missing"}


async def test_without_a_helper_nothing_is_known_and_it_says_why(circle: Circle, members: Members):
    await circle.asks(members[0], circle.post())

    run = await circle.verify()

    assert run["status"] == "completed"
    assert [(one["status"], one["failure_code"]) for one in run["readings"]] == [("failed", "no-helper-available")]
    row = await circle.row("boris")
    assert (row["finding"], row["reason"]) == (
        "unknown",
        "There is no active helper account. Add one, or switch one on.",
    )


async def test_while_every_helper_rests_the_verification_waits_for_a_day_at_most(
    circle: Circle, members: Members, session: Any
):
    await circle.helper(requests_per_hour=1)
    await circle.asks(members[0], circle.post())
    begun = await circle.begin()
    for _ in range(2):
        await circle.step()

    run = await circle.ask("GET", f"/verification-runs/{begun['id']}")
    assert run["status"] == "running"
    assert run["resumes_at"] > clock.now().isoformat()[:19]
    with clock.shifted(timedelta(days=2)):
        await session.execute(
            text("UPDATE exchange_helper SET health = 'rests', rests_until = now() + interval '3 day'")
        )
        await session.commit()
        await circle.organiser.work()

    row = await circle.row("boris")
    assert (row["finding"], "Every helper rests" in row["reason"]) == ("unknown", True)


async def test_a_post_that_is_gone_closes_its_request_and_accuses_nobody(circle: Circle, post: Post, members: Members):
    request = await circle.asks(members[0], {"shortcode": "DNotThere12"})

    run = await circle.verify()

    gone = next(one for one in run["readings"] if one["shortcode"] == "DNotThere12")
    assert (gone["status"], gone["failure_code"]) == ("failed", "post-gone")
    closed = await circle.ask("GET", f"/requests/{request}")
    assert closed["closed_at"]
    assert "gone" in closed["closed_reason"]
    rows = [row for row in await circle.rows() if row["request_id"] == str(request)]
    assert [row["finding"] for row in rows] == ["unknown", "unknown"]
    assert all("gone" in row["reason"] for row in rows)


async def test_a_post_that_is_hidden_or_without_comments_accuses_nobody_and_stays_open(
    circle: Circle, helper: Instagram, members: Members
):
    private = circle.instagram.personal(is_private=True)
    [hidden] = await circle.organiser.members(private.username)
    silent = circle.post(owner=circle.instagram)
    circle.switches_comments_off(silent)
    await circle.asks(hidden, circle.post(owner=private))
    await circle.asks(members[0], silent)

    run = await circle.verify()

    assert [one["failure_code"] for one in run["readings"]] == ["private-not-visible", "comments-off"]
    rows = [row for row in await circle.rows() if row["username"] == "boris"]
    assert [row["finding"] for row in rows] == ["unknown", "unknown"]
    assert "private" in rows[0]["reason"]
    assert "switched off" in rows[1]["reason"]
    requests = (await circle.ask("GET", "/requests"))["items"]
    assert [request["closed_at"] for request in requests] == [None, None]


async def test_the_owners_own_connection_reads_before_any_helper(
    circle: Circle, members: Members, helper: Instagram, api: Any
):
    owner = circle.instagram
    body = {"access_token": owner.token()}
    connected = await api.post("/api/v1/accounts/token", json=body, headers=circle.organiser.headers)
    assert connected.is_success, connected.text
    [asking] = await circle.organiser.members(owner.username)
    official = circle.post(owner=owner)
    await circle.asks(asking, official)
    circle.says(official, "boris")

    run = await circle.verify()

    assert [(one["status"], one["source"]) for one in run["readings"]] == [("complete", "graph")]
    assert helper.calls("web.post") == []
    assert await circle.findings() == {"anna": "missing", "boris": "seen", "chloe": "missing"}


async def test_a_member_is_known_by_the_account_and_not_by_the_name(circle: Circle, post: Post, members: Members):
    account = circle.instagram.personal()
    renamed = await circle.organiser.member("dora.before", instagram_id=account.pk)
    thief = await circle.organiser.member("emil", instagram_id="1")
    circle.says(post, account.username, "New name, same me")
    circle.says(post, "emil", "I took the name of somebody")

    await circle.verify()

    findings = await circle.findings()
    assert findings[account.username] == "seen"
    assert findings["emil"] == "missing"
    assert (await circle.now(renamed)).username == account.username
    assert (await circle.now(thief)).instagram_id == "1"


async def test_the_number_of_who_commented_is_known_from_then_on(circle: Circle, post: Post, members: Members):
    account = circle.instagram.personal()
    member = await circle.organiser.member(account.username)
    circle.says(post, account.username)

    await circle.verify()

    assert (await circle.now(member)).instagram_id == account.pk


async def test_a_comment_that_is_not_good_enough_says_why(circle: Circle, post: Post):
    await circle.organiser.change(min_comment_length=5, accepts_emoji_only=False)
    circle.says(post, "boris", "👍👍👍👍👍👍 @anna")
    circle.says(post, "chloe", "멋지다!")

    await circle.verify()

    rows = {row["username"]: row for row in await circle.rows()}
    assert {row["finding"] for row in rows.values()} == {"missing"}
    assert rows["boris"]["reason"] == "There is a comment, but it has no words, only emoji or mentions."
    assert "it has 4 of the 5 signs" in rows["chloe"]["reason"]
    assert rows["chloe"]["comment_text"] == "멋지다!"

    circle.says(post, "chloe", "정말 멋지다!")
    await circle.verify()
    assert (await circle.findings())["chloe"] == "seen"


async def test_a_comment_from_before_the_request_does_not_count(circle: Circle, helper: Instagram, members: Members):
    early = circle.post()
    circle.says(early, "boris")
    await circle.asks(members[0], early, at=clock.now() + timedelta(hours=1))

    await circle.verify()

    row = await circle.row("boris")
    assert (row["finding"], row["reason"]) == ("missing", "There is only a comment from before the request.")


async def test_what_an_organiser_wrote_down_later_may_have_been_answered_before(
    circle: Circle, helper: Instagram, members: Members
):
    early = circle.post()
    circle.says(early, "boris")
    await circle.asks(members[0], early, at=clock.now() + timedelta(hours=1), source=RequestSource.ADMIN)

    await circle.verify()

    assert (await circle.findings())["boris"] == "seen"


async def test_who_joined_after_the_week_or_takes_no_part_is_not_asked(circle: Circle, post: Post, members: Members):
    week = circle.week()
    await circle.organiser.member("late", joined_at=week.next.begins_at("Asia/Seoul"))
    await circle.organiser.member("in.time", joined_at=week.next.begins_at("Asia/Seoul") - timedelta(seconds=1))
    await circle.ask("POST", f"/members/{members[2].id}/suspend", json={"reason": "Holidays"})

    await circle.verify()

    assert await circle.findings() == {"boris": "missing", "in.time": "missing"}


async def test_while_everything_is_paused_nothing_is_read(circle: Circle, post: Post, helper: Instagram, session: Any):
    await session.execute(text("INSERT INTO global_pause (id, paused_at) VALUES (1, now())"))
    await session.commit()
    begun = await circle.begin()
    await circle.step()

    assert helper.calls("web.post") == []
    run = await circle.ask("GET", f"/verification-runs/{begun['id']}")
    assert (run["status"], run["resumes_at"] is not None) == ("running", True)


async def test_a_verification_whose_job_is_lost_goes_on_by_itself(circle: Circle, post: Post, session: Any):
    begun = await circle.begin()
    await session.execute(text("DELETE FROM pgqueuer"))
    await session.commit()

    with clock.shifted(timedelta(minutes=16)):
        async with circle.runtime.database.transaction() as other:
            await service.watch(other)
        await circle.organiser.work()

    assert (await circle.ask("GET", f"/verification-runs/{begun['id']}"))["status"] == "completed"
    assert await circle.findings() == {"boris": "missing", "chloe": "missing"}


async def test_where_sessions_are_switched_off_only_the_official_way_is_left(
    circle: Circle, post: Post, helper: Instagram
):
    settings = circle.runtime.settings
    off = replace(settings, unofficial=settings.unofficial.model_copy(update={"unofficial_enabled": False}))
    circle.organiser = replace(circle.organiser, runtime=replace(circle.runtime, settings=off))

    run = await circle.verify()

    assert [one["failure_code"] for one in run["readings"]] == ["unofficial-access-disabled"]
    assert helper.calls("web.post") == []
    assert "UNOFFICIAL_ENABLED" in (await circle.row("boris"))["reason"]


async def test_what_breaks_on_our_side_ends_the_reading_and_accuses_nobody(circle: Circle, post: Post):
    begun = await circle.begin()
    [message] = await circle.organiser._claim()

    await service.end_broken(circle.runtime, message.reading_id, message.turn, OUR_FAULT)
    await service.end_broken(circle.runtime, message.reading_id, message.turn, OUR_FAULT)

    assert (await circle.ask("GET", f"/verification-runs/{begun['id']}"))["status"] == "completed"
    assert {row["reason"] for row in await circle.rows()} == {OUR_FAULT}


async def test_one_verification_runs_at_a_time_and_can_be_stopped(circle: Circle, post: Post, helper: Instagram):
    begun = await circle.begin()

    refused = await circle.begin(expect=409)
    assert (refused["code"], refused["run_id"]) == ("verification-running", begun["id"])
    stopped = await circle.ask("POST", f"/verification-runs/{begun['id']}/stop")
    assert (stopped["status"], stopped["posts_read"]) == ("failed", 1)
    await circle.organiser.work()
    assert helper.calls("web.post") == []
    assert await circle.findings() == {"boris": "unknown", "chloe": "unknown"}
    await circle.ask("POST", f"/verification-runs/{begun['id']}/stop", 409)
    assert (await circle.verify())["status"] == "completed"


async def test_a_week_that_has_not_begun_is_not_verified(circle: Circle):
    refused = await circle.begin(circle.week().next.next, expect=422)

    assert refused["errors"][0]["field"] == "week"
    await circle.ask("POST", "/weeks/2026-W99/verify", 422)
