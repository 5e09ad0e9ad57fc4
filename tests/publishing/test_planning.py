"""Posts over the API: made, checked, changed, withdrawn, decided about."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from sqlalchemy import text
from tests.people import Person, headers_of, signed_in
from tests.publishing.posts import Studio
from tests.servers import Instagram

from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.jobs.api import JobContext
from autogram.publishing.models import PostStatus
from autogram.publishing.service import watch_due_posts


@pytest.fixture
async def desk(api: httpx2.AsyncClient, studio: Studio) -> httpx2.AsyncClient:
    """The API, signed in as the studio's owner."""
    owner = Person(studio.actor.user_id, studio.actor.workspace_id, "owner@example.test")
    api.headers.update(await headers_of(api, owner))
    return api


def photo(studio: Studio, **wish: Any) -> dict[str, Any]:
    return {"post_type": "photo", "caption": "Hello", "media": [{"media_id": str(studio.media_id)}]} | wish


async def make(desk: httpx2.AsyncClient, studio: Studio, **wish: Any) -> dict[str, Any]:
    answer = await desk.post("/api/v1/posts", json=photo(studio, **wish))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def a_campaign(studio: Studio) -> UUID:
    campaign_id = uuid4()
    added = """
        INSERT INTO campaign (id, workspace_id, name, time_zone, posts_per_day, is_active, status, content_themes,
            target_hashtags, schedules_posts, draws_pictures, media_ids, spent_micros, created_at, updated_at)
        VALUES (:id, :workspace, 'Autumn', 'UTC', 1, true, 'active', '[]', '[]', false, false, '[]', 0, now(), now())
    """
    async with studio.runtime.database.transaction() as session:
        await session.execute(text(added), {"id": campaign_id, "workspace": studio.actor.workspace_id})
    return campaign_id


async def test_a_post_belongs_to_a_campaign_of_its_workspace_only(desk: httpx2.AsyncClient, studio: Studio) -> None:
    answer = await desk.post("/api/v1/posts", json=photo(studio, campaign_id=str(uuid4())))

    assert (answer.status_code, answer.json()["code"]) == (404, "campaign-not-found")


async def jobs_for(runtime: Runtime, post_id: str) -> int:
    async with runtime.database.reading() as session:
        found = "SELECT count(*) FROM pgqueuer WHERE entrypoint = 'publishing.publish_post' AND dedupe_key LIKE :key"
        return int(await session.scalar(text(found), {"key": f"publish:{post_id}:%"}) or 0)


def tomorrow() -> str:
    return (clock.now() + timedelta(days=1)).isoformat()


async def test_without_a_time_a_post_is_a_draft_and_nothing_is_queued(
    desk: httpx2.AsyncClient, studio: Studio, runtime: Runtime
) -> None:
    post = await make(desk, studio)

    assert post["status"] == "draft"
    assert await jobs_for(runtime, post["id"]) == 0


async def test_with_a_time_a_post_is_scheduled_and_its_job_exists(
    desk: httpx2.AsyncClient, studio: Studio, runtime: Runtime
) -> None:
    post = await make(desk, studio, scheduled_time=tomorrow())

    assert post["status"] == "scheduled"
    assert await jobs_for(runtime, post["id"]) == 1


async def test_every_limit_is_told_with_its_field_and_nothing_is_stored(
    desk: httpx2.AsyncClient, studio: Studio
) -> None:
    answer = await desk.post(
        "/api/v1/posts",
        json=photo(
            studio,
            caption="#tag " * 31,
            media=[{"media_id": str(studio.media_id), "user_tags": [{"username": "lena.paints"}]}],
            thumb_offset_ms=5,
            scheduled_time=tomorrow(),
        ),
    )

    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    fields = {error["field"] for error in answer.json()["errors"]}
    assert fields == {"hashtags", "media.0.user_tags.0", "thumb_offset_ms"}
    assert (await desk.get("/api/v1/posts")).json()["posts"] == []


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"caption": "x" * 2201}, "caption"),
        ({"caption": "x" * 2190, "hashtags": ["#" + "y" * 20]}, "caption"),
        ({"hashtags": ["nohash"]}, "hashtags.0"),
        ({"hashtags": ["#a"] * 31}, "hashtags"),
        ({"caption": " ".join(f"@user{i}" for i in range(21))}, "caption"),
        ({"collaborators": ["a", "b", "c", "d"]}, "collaborators"),
        ({"location_id": "Berlin"}, "location_id"),
        ({"post_type": "carousel", "scheduled_time": "2099-01-01T00:00:00Z"}, "media"),
        ({"post_type": "reel"}, "media.0"),
        ({"post_type": "story", "caption": "Hi"}, "caption"),
        ({"media": [], "scheduled_time": "2027-01-01T00:00:00Z"}, "media"),
        ({"scheduled_time": "2020-01-01T00:00:00Z"}, "scheduled_time"),
        ({"scheduled_time": "2027-01-01T00:00:00"}, "scheduled_time"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"unknown": 1}, "unknown"),
        ({"media_urls": ["https://elsewhere.example/x.jpg"], "media": []}, "media_urls"),
    ],
)
async def test_bad_input_names_its_field(
    desk: httpx2.AsyncClient, studio: Studio, wish: dict[str, Any], field: str
) -> None:
    answer = await desk.post("/api/v1/posts", json=photo(studio, **wish))

    assert answer.status_code == 422, answer.text
    assert field in {error["field"] for error in answer.json()["errors"]}


async def test_a_post_can_name_its_media_by_address(desk: httpx2.AsyncClient, studio: Studio) -> None:
    url = (await desk.get("/api/v1/media")).json()["items"][0]["url"]

    post = await make(desk, studio, media=[], media_urls=[url])

    assert post["media_urls"] == [url]
    assert post["media"][0]["media_id"] == str(studio.media_id)


async def test_only_what_is_given_changes(desk: httpx2.AsyncClient, studio: Studio, runtime: Runtime) -> None:
    post = await make(desk, studio, hashtags=["#keep"], scheduled_time=tomorrow())

    answer = await desk.put(f"/api/v1/posts/{post['id']}", json={"caption": "Changed"})

    changed = answer.json()
    assert changed["caption"] == "Changed"
    assert changed["hashtags"] == ["#keep"]
    assert changed["status"] == "scheduled"
    assert changed["scheduled_time"] == post["scheduled_time"]


async def test_after_an_edit_the_old_job_does_nothing_and_the_new_one_publishes_the_new_text(
    desk: httpx2.AsyncClient, studio: Studio, instagram: Instagram
) -> None:
    from autogram.publishing.execution.publish import publish
    from autogram.publishing.messages import PublishPost

    post = await make(desk, studio, scheduled_time=clock.now().isoformat())
    old = PublishPost(post_id=post["id"], revision=1)
    await desk.put(f"/api/v1/posts/{post['id']}", json={"caption": "The new text"})

    await publish(JobContext(studio.runtime, 7, 1, 20), old)
    assert instagram.published() == []
    await studio.run(old.post_id)

    assert [media["parameters"]["caption"] for media in instagram.published()] == ["The new text"]


async def test_a_time_set_to_null_makes_it_a_draft_again(desk: httpx2.AsyncClient, studio: Studio) -> None:
    post = await make(desk, studio, scheduled_time=tomorrow())

    answer = await desk.patch(f"/api/v1/posts/{post['id']}", json={"scheduled_time": None})

    assert answer.json()["status"] == "draft"
    assert answer.json()["scheduled_time"] is None


async def test_a_cancelled_post_does_not_go_out(desk: httpx2.AsyncClient, studio: Studio, instagram: Instagram) -> None:
    post = await make(desk, studio, scheduled_time=clock.now().isoformat())

    answer = await desk.post(f"/api/v1/posts/{post['id']}/cancel")
    await studio.run(post["id"])

    assert answer.json()["status"] == "draft"
    assert instagram.published() == []


async def test_a_deleted_post_is_gone_and_does_not_go_out(
    desk: httpx2.AsyncClient, studio: Studio, instagram: Instagram
) -> None:
    from autogram.publishing.execution.publish import publish
    from autogram.publishing.messages import PublishPost

    post = await make(desk, studio, scheduled_time=clock.now().isoformat())

    answer = await desk.delete(f"/api/v1/posts/{post['id']}")
    await publish(JobContext(studio.runtime, 7, 1, 20), PublishPost(post_id=post["id"], revision=1))

    assert answer.json() == {"message": "Post deleted successfully"}
    assert (await desk.get(f"/api/v1/posts/{post['id']}")).status_code == 404
    assert instagram.published() == []


async def test_a_published_post_cannot_be_changed_or_scheduled(
    desk: httpx2.AsyncClient, studio: Studio, instagram: Instagram
) -> None:
    post = await make(desk, studio, scheduled_time=clock.now().isoformat())
    await studio.run(post["id"])

    changed = await desk.put(f"/api/v1/posts/{post['id']}", json={"caption": "Too late"})
    planned = await desk.post(f"/api/v1/posts/{post['id']}/schedule", json={"scheduled_time": tomorrow()})

    assert changed.status_code == planned.status_code == 409
    assert changed.json()["code"] == "post-already-published"
    assert len(instagram.published()) == 1


async def test_once_instagram_has_been_asked_a_post_cannot_be_cancelled(
    desk: httpx2.AsyncClient, studio: Studio, instagram: Instagram
) -> None:
    post = await make(desk, studio, scheduled_time=clock.now().isoformat())
    instagram.fault("media.publish", drop=True)
    await studio.run(post["id"])

    answer = await desk.post(f"/api/v1/posts/{post['id']}/cancel")

    assert answer.status_code == 409
    assert answer.json()["code"] == "post-being-published"


async def test_publish_without_waiting_answers_202_and_queues_it(
    desk: httpx2.AsyncClient, studio: Studio, runtime: Runtime
) -> None:
    post = await make(desk, studio)

    answer = await desk.post(f"/api/v1/posts/{post['id']}/publish", params={"wait_seconds": 0})

    assert answer.status_code == 202
    assert answer.json()["status"] == "scheduled"
    assert await jobs_for(runtime, post["id"]) == 1


async def test_a_stranger_sees_nothing_of_a_post(
    api: httpx2.AsyncClient, desk: httpx2.AsyncClient, studio: Studio
) -> None:
    post = await make(desk, studio)
    stranger = await signed_in(api)

    for method, path in (("GET", ""), ("PUT", ""), ("DELETE", ""), ("GET", "/receipt"), ("POST", "/cancel")):
        answer = await api.request(method, f"/api/v1/posts/{post['id']}{path}", headers=stranger, json={})
        assert answer.status_code == 404, f"{method} {path}"
    assert (await api.get("/api/v1/posts", headers=stranger)).json()["posts"] == []


async def test_a_stranger_cannot_post_with_somebody_elses_account_or_media(
    api: httpx2.AsyncClient, desk: httpx2.AsyncClient, studio: Studio
) -> None:
    stranger = await signed_in(api)

    by_account = await api.post(
        "/api/v1/posts", headers=stranger, json=photo(studio, account_id=str(studio.account_id))
    )

    assert by_account.status_code == 404


async def test_lists_filter_and_page_both_ways(desk: httpx2.AsyncClient, studio: Studio) -> None:
    made = [await make(desk, studio, caption=f"Post {number}") for number in range(5)]
    await make(desk, studio, scheduled_time=tomorrow())
    campaign = str(await a_campaign(studio))
    await make(desk, studio, campaign_id=campaign)

    first = (await desk.get("/api/v1/posts", params={"status": "draft", "limit": 4})).json()
    second = (await desk.get("/api/v1/posts", params={"status": "draft", "cursor": first["next_cursor"]})).json()
    paged = (await desk.get("/api/v1/posts", params={"skip": 2, "limit": 2})).json()
    of_campaign = (await desk.get("/api/v1/posts", params={"campaign_id": campaign})).json()

    seen = [post["id"] for page in (first, second) for post in page["posts"]]
    assert seen[1:] == [post["id"] for post in reversed(made)]
    assert not second["has_next"]
    assert (paged["total"], paged["page"], paged["pages"], paged["has_prev"]) == (7, 2, 4, True)
    assert len(of_campaign["posts"]) == 1


async def test_a_wall_clock_time_is_kept_as_it_was_planned(desk: httpx2.AsyncClient, studio: Studio) -> None:
    day = (clock.now() + timedelta(days=30)).date().isoformat()

    post = await make(desk, studio, scheduled_time=f"{day}T09:00:00", time_zone="America/New_York")

    assert post["wall_clock"] == f"{day}T09:00:00"
    assert post["time_zone"] == "America/New_York"
    moment = datetime.fromisoformat(post["scheduled_time"])
    assert moment.astimezone(UTC).hour in {13, 14}


async def test_media_cannot_be_deleted_while_a_post_needs_it(desk: httpx2.AsyncClient, studio: Studio) -> None:
    post = await make(desk, studio)

    refused = await desk.delete(f"/api/v1/media/{studio.media_id}")
    await desk.delete(f"/api/v1/posts/{post['id']}")
    accepted = await desk.delete(f"/api/v1/media/{studio.media_id}")

    assert refused.status_code == 409
    assert accepted.status_code == 204


async def test_a_paused_account_publishes_nothing_until_it_is_resumed(
    desk: httpx2.AsyncClient, studio: Studio, instagram: Instagram
) -> None:
    post = await make(desk, studio, scheduled_time=clock.now().isoformat())
    await desk.post(f"/api/v1/accounts/{studio.account_id}/pause")

    await studio.run(post["id"])
    waiting = (await desk.get(f"/api/v1/posts/{post['id']}")).json()
    await desk.post(f"/api/v1/accounts/{studio.account_id}/resume")
    await studio.run(post["id"])

    assert "paused" in waiting["waiting_reason"]
    assert len(instagram.published()) == 1


async def test_when_everything_is_paused_nothing_goes_out(
    api: httpx2.AsyncClient, desk: httpx2.AsyncClient, studio: Studio, instagram: Instagram
) -> None:
    from tests.people import signed_in_admin

    admin = await signed_in_admin(api)
    post = await make(desk, studio, scheduled_time=clock.now().isoformat())
    forbidden = await desk.post("/api/v1/admin/pause")
    await api.post("/api/v1/admin/pause", headers=admin)

    await studio.run(post["id"])
    assert instagram.published() == []
    await api.post("/api/v1/admin/resume", headers=admin)
    await studio.run(post["id"])

    assert forbidden.status_code == 403
    assert len(instagram.published()) == 1


async def test_a_post_an_hour_late_waits_for_a_person_and_never_bursts_out(
    desk: httpx2.AsyncClient, studio: Studio, instagram: Instagram, runtime: Runtime
) -> None:
    posts = [await make(desk, studio, scheduled_time=clock.now().isoformat()) for _ in range(3)]

    with clock.shifted(timedelta(minutes=61)):
        await studio.run(posts[0]["id"])
        await watch_due_posts(JobContext(runtime, 9, 1, 8))

    states = {(await studio.row(post["id"])).status for post in posts}
    assert states == {PostStatus.LATE}
    assert instagram.published() == []


@pytest.mark.parametrize("choice", ["publish_now", "reschedule", "drop"])
async def test_a_late_post_does_what_the_person_decides(
    desk: httpx2.AsyncClient, studio: Studio, instagram: Instagram, runtime: Runtime, choice: str
) -> None:
    post = await make(desk, studio, scheduled_time=clock.now().isoformat())
    with clock.shifted(timedelta(minutes=61)):
        await watch_due_posts(JobContext(runtime, 9, 1, 8))

    body = {"decision": choice} | ({"scheduled_time": tomorrow()} if choice == "reschedule" else {})
    answer = await desk.post(f"/api/v1/posts/{post['id']}/decision", json=body)
    await studio.run(post["id"])

    assert answer.status_code == 200, answer.text
    expected = {"publish_now": "published", "reschedule": "scheduled", "drop": "draft"}[choice]
    assert (await studio.row(post["id"])).status.value == expected
    assert len(instagram.published()) == (1 if choice == "publish_now" else 0)


async def test_an_unconfirmed_post_can_be_closed_by_a_person_who_has_seen_it(
    desk: httpx2.AsyncClient, studio: Studio, instagram: Instagram
) -> None:
    post = await make(desk, studio, scheduled_time=clock.now().isoformat())
    instagram.fault("media.publish", drop=True)
    await studio.run(post["id"])

    answer = await desk.post(f"/api/v1/posts/{post['id']}/decision", json={"decision": "it_is_live"})

    assert answer.json()["status"] == "published"
    assert (await studio.steps(post["id"]))[-1] == "published"


async def test_there_is_nothing_to_decide_about_a_draft(desk: httpx2.AsyncClient, studio: Studio) -> None:
    post = await make(desk, studio)

    answer = await desk.post(f"/api/v1/posts/{post['id']}/decision", json={"decision": "publish_now"})

    assert answer.status_code == 409


async def test_a_due_post_that_nobody_works_on_gets_a_job(
    desk: httpx2.AsyncClient, studio: Studio, runtime: Runtime
) -> None:
    post = await make(desk, studio, scheduled_time=clock.now().isoformat())
    async with runtime.database.transaction() as session:
        await session.execute(text("DELETE FROM pgqueuer"))

    with clock.shifted(timedelta(minutes=1)):
        await watch_due_posts(JobContext(runtime, 9, 1, 8))
        await watch_due_posts(JobContext(runtime, 9, 1, 8))

    assert await jobs_for(runtime, post["id"]) == 1


async def test_one_mail_tells_of_all_posts_that_became_late(
    desk: httpx2.AsyncClient, studio: Studio, runtime: Runtime
) -> None:
    for _ in range(3):
        await make(desk, studio, scheduled_time=clock.now().isoformat())

    with clock.shifted(timedelta(minutes=61)):
        await watch_due_posts(JobContext(runtime, 9, 1, 8))

    async with runtime.database.reading() as session:
        found = "SELECT convert_from(payload, 'UTF8') FROM pgqueuer WHERE entrypoint = 'identity.send_notice'"
        mails = list(await session.scalars(text(found)))
    assert len(mails) == 1
    assert "3 posts are late" in mails[0]


async def test_a_time_without_offset_is_refused_as_a_filter(desk: httpx2.AsyncClient) -> None:
    answer = await desk.get("/api/v1/posts", params={"due_from": "2027-01-01T00:00:00"})

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "due_from"


async def test_posts_are_found_by_words_of_their_caption(desk: httpx2.AsyncClient, studio: Studio) -> None:
    rye = await make(desk, studio, caption="Fresh RYE bread, 100% sour")
    await make(desk, studio, caption="A cake")

    for words in ("rye bread", "100%"):
        found = (await desk.get("/api/v1/posts", params={"search": words})).json()["posts"]
        assert [post["id"] for post in found] == [rye["id"]]


async def test_posts_are_found_by_what_they_show(desk: httpx2.AsyncClient, studio: Studio) -> None:
    shown = await make(desk, studio)
    await make(desk, studio, media=[])

    found = (await desk.get("/api/v1/posts", params={"media_id": str(studio.media_id)})).json()["posts"]
    assert [post["id"] for post in found] == [shown["id"]]
    unused = await desk.get("/api/v1/posts", params={"media_id": str(uuid4())})
    assert unused.json()["posts"] == []
