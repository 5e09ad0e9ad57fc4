"""Reports go out by mail: asked for, and by themselves on Mondays and firsts."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx2
import pytest
from sqlalchemy import select, update
from tests.identity.conftest import open_api
from tests.identity.post import Mailbox
from tests.people import Person, headers_of
from tests.publishing.posts import Studio

from autogram.analytics.models import Frequency, Report, ReportSchedule
from autogram.analytics.reports import jobs
from autogram.analytics.reports.messages import MailReport, MakeReport, SendDueReports
from autogram.analytics.reports.scheduling import last_period, next_moment
from autogram.core import clock
from autogram.core.mail import MailNotSent
from autogram.core.settings import load_settings
from autogram.jobs.api import GiveUp, JobContext

SCHEDULES = "/api/v1/analytics/report-schedules"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    """A real SMTP server."""
    server = Mailbox()
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def empty(mailbox: Mailbox) -> None:
    mailbox.clear()


@pytest.fixture
async def posting(measured: Studio, mailbox: Mailbox) -> AsyncIterator[tuple[httpx2.AsyncClient, JobContext]]:
    """The API of an installation that has a mail server, as the studio's owner, and its jobs."""
    async with open_api(measured.runtime, SMTP_URL=mailbox.url) as client:
        owner = Person(measured.actor.user_id, measured.actor.workspace_id, "owner@example.test")
        client.headers.update(await headers_of(client, owner))
        settings = load_settings(AUTOGRAM_HOME=measured.runtime.settings.home, SMTP_URL=mailbox.url)
        yield client, JobContext(replace(measured.runtime, settings=settings), 1, 1, 8)


def wish(studio: Studio, **more: Any) -> dict[str, Any]:
    asked = {"account_id": str(studio.account_id), "frequency": "weekly", "format": "csv"}
    return asked | {"recipients": ["boss@example.test"], "time_zone": "Europe/Berlin"} | more


async def reports_of(studio: Studio) -> list[Report]:
    studio.session.expire_all()
    return list((await studio.session.scalars(select(Report).order_by(Report.created_at))).all())


async def test_a_report_goes_out_when_its_hour_has_come_and_only_once(posting, measured: Studio, mailbox):
    client, context = posting
    made = (await client.post(SCHEDULES, json=wish(measured))).json()
    await jobs.send_due_reports(context, SendDueReports())
    assert await reports_of(measured) == []

    past = update(ReportSchedule).values(next_at=clock.now() - timedelta(minutes=1))
    await measured.session.execute(past)
    await measured.session.commit()
    for _ in range(2):
        await jobs.send_due_reports(context, SendDueReports())

    (report,) = await reports_of(measured)
    await jobs.make_report(context, MakeReport(report_id=report.id))
    await jobs.mail_report(context, MailReport(report_id=report.id, to="boss@example.test"))
    (mail,) = mailbox.to("boss@example.test")
    (file,) = list(mail.iter_attachments())
    assert file.get_filename() == f"report-{report.first_day}-{report.last_day}.csv"
    assert "reach" in file.get_content()
    again = (await client.get(f"{SCHEDULES}/{made['id']}")).json()
    assert again["last_report_id"] == str(report.id)
    assert datetime.fromisoformat(again["next_at"]) > clock.now()
    assert (await client.get("/api/v1/analytics/reports")).json()["items"][0]["sent_at"] is not None


async def test_tried_again_it_is_the_same_message_and_asked_for_again_another(posting, measured: Studio, mailbox):
    client, context = posting
    made = (await client.post(SCHEDULES, json=wish(measured))).json()
    report = (await client.post(f"{SCHEDULES}/{made['id']}/send-now")).json()
    await jobs.make_report(context, MakeReport(report_id=UUID(report["id"])))

    asked, asked_again = (MailReport(report_id=UUID(report["id"]), to="boss@example.test") for _ in range(2))

    for message in (asked, asked, asked_again):
        await jobs.mail_report(context, message)

    first, tried_again, other = (mail["message-id"] for mail in mailbox.to("boss@example.test"))
    assert first == tried_again != other


async def test_without_a_mail_server_that_is_said_at_once(desk: httpx2.AsyncClient, measured: Studio):
    refused = await desk.post(SCHEDULES, json=wish(measured))

    assert (refused.status_code, refused.json()["code"]) == (409, "mail-not-configured")


async def test_a_schedule_is_changed_switched_off_and_deleted(posting, measured: Studio):
    client, _ = posting
    made = (await client.post(SCHEDULES, json=wish(measured))).json()

    off = await client.put(f"{SCHEDULES}/{made['id']}", json=wish(measured, is_active=False, frequency="monthly"))
    gone = await client.delete(f"{SCHEDULES}/{made['id']}")
    missing = await client.get(f"{SCHEDULES}/{made['id']}")

    assert (off.json()["next_at"], off.json()["frequency"]) == (None, "monthly")
    assert (gone.status_code, missing.status_code) == (204, 404)


def test_weeks_end_on_sundays_and_months_with_their_last_day():
    assert last_period(Frequency.WEEKLY, date(2026, 11, 23)) == (date(2026, 11, 16), date(2026, 11, 22))
    assert last_period(Frequency.WEEKLY, date(2026, 11, 22)) == (date(2026, 11, 9), date(2026, 11, 15))
    assert last_period(Frequency.MONTHLY, date(2026, 3, 1)) == (date(2026, 2, 1), date(2026, 2, 28))


def test_the_hour_is_the_zones_also_when_the_clocks_change():
    before = datetime(2026, 10, 24, 12, tzinfo=BERLIN)

    monday = next_moment(Frequency.WEEKLY, 8, BERLIN, before)
    first = next_moment(Frequency.MONTHLY, 8, BERLIN, before)

    assert monday == datetime(2026, 10, 26, 8, tzinfo=BERLIN)
    assert first == datetime(2026, 11, 1, 8, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("url", "failure", "reason"),
    [(None, GiveUp, "SMTP_URL is not set"), ("smtp://127.0.0.1:1", MailNotSent, "did not answer as it should")],
)
async def test_a_report_that_no_mail_server_takes_says_so(posting, measured: Studio, url, failure, reason):
    client, context = posting
    body = {"account_id": str(measured.account_id), "first_day": "2026-10-01", "last_day": "2026-10-02"}
    made = (await client.post("/api/v1/analytics/reports", json=body | {"format": "csv"})).json()
    await jobs.make_report(context, MakeReport(report_id=UUID(made["id"])))

    settings = load_settings(AUTOGRAM_HOME=measured.runtime.settings.home, SMTP_URL=url)
    last = JobContext(replace(measured.runtime, settings=settings), 1, 8, 8)
    with pytest.raises(failure):
        await jobs.mail_report(last, MailReport(report_id=UUID(made["id"]), to="boss@example.test"))

    found = (await client.get(f"/api/v1/analytics/reports/{made['id']}")).json()
    assert reason in found["failure_reason"]
