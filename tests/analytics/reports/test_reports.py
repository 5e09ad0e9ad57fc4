"""Reports are asked for, written by a job, read, downloaded, deleted and forgotten."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest
from tests.people import headers_of, make_user
from tests.publishing.posts import Studio

from autogram.analytics.models import AccountDay
from autogram.analytics.reports import jobs, lettering, service
from autogram.analytics.reports.charts import shortened, stretches
from autogram.analytics.reports.lettering import marked
from autogram.analytics.reports.messages import ForgetReports, MakeReport
from autogram.core import clock
from autogram.jobs.api import JobContext

from .conftest import FIRST

REPORTS = "/api/v1/analytics/reports"
LAST = FIRST + timedelta(days=9)


async def ask(desk: httpx2.AsyncClient, studio: Studio, **wish: Any) -> dict[str, Any]:
    body = {"account_id": str(studio.account_id), "first_day": str(FIRST), "last_day": str(LAST), "format": "csv"}
    answer = await desk.post(REPORTS, json=body | wish)
    assert answer.status_code == 202, answer.text
    made: dict[str, Any] = answer.json()
    return made


def context(studio: Studio, attempt: int = 1) -> JobContext:
    return JobContext(studio.runtime, 1, attempt, 4)


async def written(desk: httpx2.AsyncClient, studio: Studio, **wish: Any) -> bytes:
    made = await ask(desk, studio, **wish)
    await jobs.make_report(context(studio), MakeReport(report_id=UUID(made["id"])))
    answer = await desk.get(f"{REPORTS}/{made['id']}/download")
    assert answer.status_code == 200, answer.text
    return answer.content


async def lines(desk: httpx2.AsyncClient, studio: Studio, **wish: Any) -> list[dict[str, str]]:
    content = await written(desk, studio, **wish)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


async def test_a_report_is_written_by_a_job_and_then_downloaded(desk, measured: Studio):
    made = await ask(desk, measured)
    early = await desk.get(f"{REPORTS}/{made['id']}/download")
    assert (made["status"], early.status_code, early.json()["code"]) == ("queued", 409, "report-not-ready")

    await jobs.make_report(context(measured), MakeReport(report_id=UUID(made["id"])))

    [listed] = (await desk.get(REPORTS)).json()["items"]
    assert (listed["status"], listed["progress"], listed["size_bytes"] > 0) == ("completed", 100, True)
    again = await desk.get(f"{REPORTS}/{made['id']}/download")
    await jobs.make_report(context(measured), MakeReport(report_id=UUID(made["id"])))
    assert (await desk.get(f"{REPORTS}/{made['id']}/download")).content == again.content


async def test_what_is_missing_stays_empty_and_is_compared_with_nothing(desk, measured: Studio):
    found = await lines(desk, measured)

    [reach] = [line for line in found if line["part"] == "summary" and line["metric"].startswith("reach")]
    assert (reach["value"], reach["before"], reach["known"], reach["of"]) == ("942", "", "9", "10")
    [gap] = [line for line in found if line["day"] == "2026-10-04" and line["metric"] == "reach"]
    assert gap["value"] == ""
    [rate] = [line for line in found if line["part"] == "summary" and line["metric"].startswith("engagement")]
    assert (rate["value"], rate["known"], rate["of"]) == ("10.0", "1", "2")


async def test_two_whole_periods_are_compared(desk, measured: Studio):
    missing = AccountDay(
        account_id=measured.account_id, workspace_id=measured.actor.workspace_id, day=FIRST + timedelta(days=3),
        taken_at=clock.now(), is_final=True, reach=103, followers_count=1_003,
    )  # fmt: skip
    measured.session.add(missing)
    await measured.session.commit()

    found = {line["metric"]: line for line in await lines(desk, measured) if line["part"] == "summary"}

    assert (found["reach (sum of days)"]["value"], found["reach (sum of days)"]["before"]) == ("1045", "945")
    assert (found["followers at the end"]["value"], found["followers at the end"]["before"]) == ("1009", "999")
    assert found["views"]["before"] == ""


async def test_the_pages_have_charts_pictures_and_every_script(desk, measured: Studio):
    content = await written(desk, measured, format="pdf")

    assert content.startswith(b"%PDF-")
    assert content.count(b"/Subtype /Image") >= 1
    assert 3 <= content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") <= 6


async def test_a_report_without_any_figures_is_written_too(desk, studio: Studio):
    content = await written(desk, studio, format="pdf")
    of_a_campaign = await lines(desk, studio, account_id=None, campaign_id=str(uuid4()))

    assert content.startswith(b"%PDF-")
    assert [line["metric"] for line in of_a_campaign] == ["posts published", "engagement rate by reach, %"]


async def test_a_report_is_deleted_or_forgotten_after_thirty_days(desk, studio: Studio):
    first, second = await ask(desk, studio), await ask(desk, studio)

    assert (await desk.delete(f"{REPORTS}/{first['id']}")).status_code == 204
    await jobs.make_report(context(studio), MakeReport(report_id=UUID(first["id"])))
    with clock.shifted(service.KEPT + timedelta(minutes=1)):
        async with studio.runtime.database.reading() as session:
            assert await service.list_reports(session, studio.actor.workspace_id, cursor=None, limit=9) == ([], None)
        await jobs.forget_reports(context(studio), ForgetReports())

    gone = await desk.get(f"{REPORTS}/{second['id']}")
    assert (gone.status_code, gone.json()["code"]) == (404, "report-not-found")


async def test_nobody_else_sees_a_report_or_asks_for_one(desk, studio: Studio):
    made = await ask(desk, studio)
    stranger = await make_user(studio.session)
    await studio.session.commit()
    headers = await headers_of(desk, stranger)

    body = {"account_id": str(studio.account_id), "first_day": str(FIRST), "last_day": str(LAST)}
    assert (await desk.get(f"{REPORTS}/{made['id']}", headers=headers)).status_code == 404
    assert (await desk.post(REPORTS, json=body, headers=headers)).status_code == 404


async def test_a_report_that_cannot_be_written_says_so(desk, studio: Studio, monkeypatch: pytest.MonkeyPatch):
    async def failing(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(service, "gather", failing)
    made = await ask(desk, studio)
    with pytest.raises(RuntimeError):
        await jobs.make_report(context(studio, attempt=4), MakeReport(report_id=UUID(made["id"])))

    found = (await desk.get(f"{REPORTS}/{made['id']}")).json()
    assert (found["status"], "could not be written" in found["failure_reason"]) == ("failed", True)


@pytest.mark.parametrize(
    "wish",
    [{"account_id": None}, {"campaign_id": str(uuid4())}, {"last_day": "2026-09-30"}, {"last_day": "2027-11-01"}],
)
async def test_a_report_needs_one_subject_and_a_period_of_at_most_a_year(desk, studio: Studio, wish):
    body = {"account_id": str(studio.account_id), "first_day": str(FIRST), "last_day": str(LAST)}

    assert (await desk.post(REPORTS, json=body | wish)).status_code == 422


def test_a_day_without_a_figure_is_a_gap_in_the_line():
    assert stretches([1, 2, None, 3, None]) == [[(0, 1), (1, 2)], [(3, 3)]]
    assert [shortened(value) for value in (7, 1_000, 12_345, 2_000_000)] == ["7", "1k", "12.3k", "2M"]


def test_each_stretch_of_text_gets_a_font_that_has_its_letters(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(lettering, "OF_THIS_MACHINE", ())
    lettering.register.cache_clear()

    assert marked("a <b> & ü 🥐") == "a &lt;b&gt; &amp; ü "
    assert marked("빵") == '<font name="HYGothic-Medium">빵</font>'
    assert marked("日本の") == '<font name="HeiseiKakuGo-W5">日本の</font>'
    assert marked("面包") == '<font name="STSong-Light">面包</font>'
    lettering.register.cache_clear()
