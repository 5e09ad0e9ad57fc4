"""Figures are collected from the sandbox by the real client, on schedule, and say what is missing."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
import stamina
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from tests.people import headers_of, make_user
from tests.publishing.posts import Studio
from tests.servers import Instagram

from autogram.accounts.service import QuotaKind, record_use
from autogram.analytics.collection import jobs, queries, service
from autogram.analytics.collection.messages import CollectInsights, MeasureDays, MeasurePosts
from autogram.analytics.collection.timing import slot_of
from autogram.analytics.models import AccountDay, AnalyticsEvent, PostFigures, PostSnapshot
from autogram.core import clock
from autogram.instagram.insights import day_of
from autogram.jobs.api import JobContext

HOUR, DAY = 3_600, 86_400


@pytest.fixture(autouse=True)
def instagram_as_it_was(instagram: Instagram) -> Iterator[None]:
    yield
    instagram.switch(insights_dead_metrics=[], insights_missing=[])


async def published(studio: Studio, **wish: Any) -> UUID:
    post = await studio.post(**wish)
    await studio.run_until_settled(post.id)
    assert (await studio.row(post.id)).status == "published"
    return post.id


async def adopted(studio: Studio) -> None:
    async with studio.runtime.database.transaction() as session:
        await service.plan_posts(session)


async def measured(studio: Studio, *, after: float = 0) -> int:
    """A round over the account's publications, so many seconds from now."""
    with clock.shifted(timedelta(seconds=after)):
        return await service.measure_posts(studio.runtime, studio.account_id)


async def figures_of(studio: Studio, post_id: UUID) -> PostFigures:
    studio.session.expire_all()
    found = await studio.session.get(PostFigures, post_id)
    assert found is not None
    return found


async def snapshots(studio: Studio, post_id: UUID) -> Sequence[PostSnapshot]:
    rows = select(PostSnapshot).where(PostSnapshot.post_id == post_id).order_by(PostSnapshot.taken_at)
    return (await studio.session.scalars(rows.execution_options(populate_existing=True))).all()


async def test_a_published_post_is_measured_after_an_hour_and_then_as_often_as_it_is_fresh(
    studio: Studio, instagram: Instagram
):
    post_id = await published(studio)
    await adopted(studio)
    assert await measured(studio) == 0

    instagram.advance(26 * HOUR)
    assert await measured(studio, after=HOUR) == 1
    assert await measured(studio, after=HOUR + 60) == 0
    assert await measured(studio, after=2 * HOUR + 60) == 1

    latest, taken = await figures_of(studio, post_id), await snapshots(studio, post_id)
    assert len(taken) == 2
    assert latest.reach is not None
    assert latest.reach > 0
    assert latest.taken_at is not None
    assert taken[-1].taken_at == slot_of(latest.taken_at)
    assert latest.engagement_rate is not None
    with clock.shifted(timedelta(days=40)):
        await service.measure_posts(studio.runtime, studio.account_id)
    assert (await figures_of(studio, post_id)).next_snapshot_at is None


async def test_every_change_is_in_the_history_once(studio: Studio, instagram: Instagram):
    post_id = await published(studio)
    await adopted(studio)
    instagram.advance(30 * DAY)
    await measured(studio, after=HOUR)
    await measured(studio, after=2 * HOUR + 60)

    rows = await studio.session.execute(
        select(AnalyticsEvent.event_type, AnalyticsEvent.event_data).where(AnalyticsEvent.post_id == post_id)
    )
    told = {row.event_type: row.event_data for row in rows}
    assert {"reach", "view", "like"} <= set(told)
    assert told["reach"]["before"] is None
    counted = select(func.count()).select_from(AnalyticsEvent).where(AnalyticsEvent.post_id == post_id)
    assert await studio.session.scalar(counted) == len(told)


async def test_a_dead_figure_loses_no_other_and_is_not_asked_for_again(studio: Studio, instagram: Instagram):
    first = await published(studio)
    await adopted(studio)
    instagram.advance(26 * HOUR)
    instagram.switch(insights_dead_metrics=["views", "shares"])

    await measured(studio, after=HOUR)

    [taken] = await snapshots(studio, first)
    assert taken.views is None
    assert taken.shares is None
    assert taken.reach is not None
    assert "must be one of" in taken.missing["views"]
    async with studio.runtime.database.reading() as session:
        dead = {row.metric for row in await queries.dead_metrics(session, clock.now() - timedelta(days=1))}
    assert dead == {"views", "shares"}
    before = len(instagram.calls("insights.media"))
    await measured(studio, after=2 * HOUR + 60)
    assert len(instagram.calls("insights.media")) == before + 1


async def test_what_instagram_does_not_give_is_missing_and_not_zero(studio: Studio, instagram: Instagram):
    post_id = await published(studio)
    await adopted(studio)
    instagram.advance(26 * HOUR)
    instagram.switch(insights_missing=["reach"])

    await measured(studio, after=HOUR)

    latest, [taken] = await figures_of(studio, post_id), await snapshots(studio, post_id)
    assert (latest.reach, latest.engagement_rate) == (None, None)
    assert taken.missing["reach"] == "Instagram gave no value."
    assert latest.views is not None


async def test_a_story_that_hardly_anybody_saw_says_so(studio: Studio):
    post_id = await published(studio, post_type="story", caption="")
    await adopted(studio)

    await measured(studio, after=HOUR)

    latest = await figures_of(studio, post_id)
    assert latest.reach is None
    assert latest.problem is not None
    assert "Not enough viewers" in latest.problem
    assert latest.next_snapshot_at is not None


async def test_a_post_that_is_gone_from_instagram_is_measured_no_more(studio: Studio, instagram: Instagram):
    post_id = await published(studio)
    await adopted(studio)
    media_id = (await figures_of(studio, post_id)).instagram_media_id
    instagram.client.delete(
        f"/graph.instagram.com/{media_id}", headers={"authorization": f"Bearer {instagram.token()}"}
    ).raise_for_status()

    await measured(studio, after=HOUR)

    latest = await figures_of(studio, post_id)
    assert latest.next_snapshot_at is None
    assert latest.problem is not None
    assert latest.problem.startswith("No longer on Instagram")


async def test_an_account_s_days_are_instagram_s_and_the_last_two_may_change(studio: Studio, instagram: Instagram):
    instagram.client.post(f"/_sandbox/accounts/{instagram.username}/history", json={"days": 40}).raise_for_status()

    wrote = await service.measure_days(studio.runtime, studio.account_id)
    again = await service.measure_days(studio.runtime, studio.account_id)

    studio.session.expire_all()
    rows = (await studio.session.scalars(select(AccountDay).order_by(AccountDay.day.desc()))).all()
    today = day_of(clock.now())
    assert (wrote, again) == (30, 2)
    assert [row.day for row in rows] == [today - timedelta(days=back) for back in range(31)]
    assert rows[0].followers_count is not None
    assert rows[0].reach is None
    assert [row.is_final for row in rows[:4]] == [False, False, False, True]
    assert all(row.reach is not None for row in rows[1:])
    assert any(row.reach for row in rows[1:])


async def test_a_dead_token_ends_the_round_quietly_and_the_account_says_so(
    studio: Studio, desk: httpx2.AsyncClient, instagram: Instagram
):
    await published(studio)
    await adopted(studio)
    instagram.refuse_tokens(463)

    with clock.shifted(timedelta(seconds=HOUR)):
        await jobs.measure_posts(JobContext(studio.runtime, 1, 1, 4), MeasurePosts(account_id=studio.account_id))
    await jobs.measure_days(JobContext(studio.runtime, 2, 1, 4), MeasureDays(account_id=studio.account_id))

    account = (await desk.get(f"/api/v1/accounts/{studio.account_id}")).json()
    assert account["status"] == "needs_reauth"


async def test_a_publication_that_instagram_does_not_answer_for_holds_up_no_other(studio: Studio, instagram: Instagram):
    first, second = await published(studio, caption="one"), await published(studio, caption="two")
    await adopted(studio)
    instagram.fault("insights.media", error={"code": 2, "status": 500, "message": "later"}, times=3)

    with stamina.set_testing(True, attempts=100, cap=True):
        assert await measured(studio, after=HOUR) == 1

    found = await studio.session.scalars(select(PostFigures).where(PostFigures.post_id.in_([first, second])))
    held, other = sorted(found, key=lambda row: row.taken_at is not None)
    assert (held.problem, held.taken_at) == ("later", None)
    assert held.next_snapshot_at is not None
    assert (other.problem, other.taken_at is not None) == (None, True)


async def test_without_the_permission_one_question_is_enough_for_a_day(studio: Studio, instagram: Instagram):
    posts = [await published(studio, caption=caption) for caption in ("one", "two")]
    await adopted(studio)
    refusal = {"code": 10, "status": 403, "message": "Application does not have permission for this action"}
    instagram.fault("insights.*", error=refusal, times=None)

    await measured(studio, after=HOUR)
    await measured(studio, after=2 * HOUR + 60)
    await service.measure_days(studio.runtime, studio.account_id)

    assert len(instagram.calls("insights.media")) == 1
    assert len(instagram.calls("insights.account")) == 1
    problems = {(await figures_of(studio, post)).problem for post in posts}
    assert problems == {"Application does not have permission for this action"}
    yesterday = (studio.account_id, day_of(clock.now()) - timedelta(days=1))
    day = await studio.session.get(AccountDay, yesterday)
    assert day is not None
    assert (day.reach, day.is_final) == (None, False)
    assert "permission" in day.missing["reach"]


async def test_half_of_the_account_s_requests_are_left_to_publishing(studio: Studio, instagram: Instagram):
    await published(studio)
    await adopted(studio)
    async with studio.runtime.database.transaction() as session:
        await record_use(session, studio.account_id, QuotaKind.REQUESTS, 1_000)

    with clock.shifted(timedelta(minutes=10)):
        asked = await service.measure_posts(studio.runtime, studio.account_id, everything=True)

    assert asked == 0
    assert instagram.calls("insights.media") == []


async def test_looking_again_in_the_same_moment_asks_nothing_and_writes_nothing(studio: Studio, instagram: Instagram):
    post_id = await published(studio)
    await adopted(studio)
    instagram.advance(26 * HOUR)

    with clock.shifted(timedelta(hours=2)):
        rounds = [await service.measure_posts(studio.runtime, studio.account_id, everything=True) for _ in range(2)]

    assert rounds == [1, 0]
    assert len(await snapshots(studio, post_id)) == 1


async def test_a_person_can_ask_for_figures_now_but_not_again_and_again(
    studio: Studio, desk: httpx2.AsyncClient, session: AsyncSession
):
    await published(studio)
    wish = {"account_id": str(studio.account_id)}

    asked = await desk.post("/api/v1/analytics/collect", json=wish)
    again = await desk.post("/api/v1/analytics/collect", json=wish)
    stranger = await headers_of(desk, await make_user(session))
    foreign = await desk.post("/api/v1/analytics/collect", json=wish, headers=stranger)

    assert (asked.status_code, again.status_code, foreign.status_code) == (202, 429, 404)


@pytest.mark.parametrize("twice", [False, True])
async def test_planning_twice_changes_nothing_twice(studio: Studio, twice: bool):
    await published(studio)
    context = JobContext(studio.runtime, 1, 1, 4)

    for _ in range(1 + twice):
        await jobs.collect_insights(context, CollectInsights())

    studio.session.expire_all()
    assert await studio.session.scalar(select(func.count()).select_from(PostFigures)) == 1
