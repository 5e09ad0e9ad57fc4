"""What runs by itself: its hours, how it went, and running it now."""

from datetime import timedelta

from sqlalchemy import text
from tests.people import signed_in, signed_in_admin

from autogram.core import clock
from autogram.jobs import queries

SCHEDULES = "/api/v1/admin/schedules"


async def test_an_admin_sees_the_four_schedules_of_the_seed_at_their_hours(api):
    listed = (await api.get(SCHEDULES, headers=await signed_in_admin(api))).json()

    crons = {schedule["name"]: schedule["cron"] for schedule in listed}
    assert crons["accounts.refresh_due_tokens"] == "0 * * * *"
    assert crons["analytics.collect_insights"] == "0 * * * *"
    assert crons["analytics.write_performance"] == "0 8 * * *"
    assert crons["campaigns.plan_campaigns"] == "0 10 * * *"
    assert all(schedule["does"] for schedule in listed)
    assert all(schedule["result"] is None for schedule in listed)


async def test_how_the_last_run_went_is_shown(api, session):
    began = clock.now() - timedelta(seconds=2)
    await queries.note_run(session, "campaigns.plan_campaigns", began, "ValueError: no")
    await session.commit()

    listed = (await api.get(SCHEDULES, headers=await signed_in_admin(api))).json()

    (shown,) = [schedule for schedule in listed if schedule["name"] == "campaigns.plan_campaigns"]
    assert (shown["result"], shown["error"]) == ("failed", "ValueError: no")
    assert shown["last_seconds"] >= 2


async def test_a_schedule_is_run_now_once_and_that_is_audited(api, session):
    admin = await signed_in_admin(api)

    answers = [await api.post(f"{SCHEDULES}/campaigns.plan_campaigns/run", headers=admin) for _ in range(2)]
    unknown = await api.post(f"{SCHEDULES}/nobody/run", headers=admin)
    refused = await api.get(SCHEDULES, headers=await signed_in(api))

    assert [answer.status_code for answer in answers] == [202, 202]
    waiting = "SELECT count(*) FROM pgqueuer WHERE entrypoint = 'campaigns.plan_campaigns'"
    assert await session.scalar(text(waiting)) == 1
    assert (unknown.status_code, unknown.json()["code"]) == (404, "schedule-not-found")
    assert refused.status_code == 403
    audited = "SELECT count(*) FROM audit_entry WHERE action = 'jobs.run_schedule'"
    assert await session.scalar(text(audited)) == 2
