"""Once a week, at the community's own hour, however many workers there are and however late they are."""

import asyncio
from datetime import datetime, timedelta

from tests.exchange.organiser import make_community
from tests.exchange.verification.circle import Circle
from tests.people import make_user

from autogram.core import clock
from autogram.core.db import Database
from autogram.exchange.verification import service
from autogram.exchange.weeks import Week

SEOUL = "Asia/Seoul"


async def start_at(circle: Circle, moment: datetime) -> None:
    """The schedule's job, at that moment."""
    with clock.shifted(moment - clock.now()):
        async with circle.runtime.database.transaction() as session:
            await service.start_due(session)


async def begun(circle: Circle) -> list[tuple[str, bool]]:
    """The weeks that were verified, oldest run first, and whether by schedule."""
    runs = (await circle.ask("GET", "/verification-runs"))["items"]
    return [(run["week"], run["is_scheduled"]) for run in reversed(runs)]


async def test_the_week_before_is_verified_once_at_the_communitys_hour(circle: Circle):
    week = circle.week().next.next.next
    due = week.at(SEOUL, 0, 13)

    for moment in (due - timedelta(seconds=1), due, due + timedelta(minutes=5), due + timedelta(days=6)):
        await start_at(circle, moment)
    expected = [(str(week.previous.previous), True), (str(week.previous), True)]
    assert await begun(circle) == expected

    # After an outage of more than a week, late, the latest week that was due; no older one.
    await start_at(circle, due + timedelta(days=24))
    assert await begun(circle) == [*expected, (str(week.next.next), True)]


async def test_by_hand_alone_if_the_organisers_wish(circle: Circle):
    await circle.organiser.change(verify_weekday=None)

    await start_at(circle, clock.now() + timedelta(days=8))

    assert await begun(circle) == []


async def test_what_is_verified_by_hand_at_that_moment_is_verified_by_schedule_right_after(circle: Circle):
    week = circle.week().next
    due = week.next.at(SEOUL, 0, 13)
    await circle.asks((await circle.organiser.members("anna"))[0], circle.post(), week=circle.week())
    await circle.begin()

    await start_at(circle, due)
    assert await begun(circle) == [(str(circle.week()), False)]
    await circle.organiser.work()
    await start_at(circle, due)

    assert await begun(circle) == [(str(circle.week()), False), (str(week), True)]


async def test_several_workers_begin_one_verification(fresh_database: str, keyring: object):
    database = Database(fresh_database)
    async with database.transaction() as session:
        person = await make_user(session)
        made = await make_community(session, person.workspace_id)

    async def start() -> None:
        async with database.transaction() as session:
            await service.start_due(session)

    with clock.shifted(timedelta(days=8)):
        await asyncio.gather(*(start() for _ in range(4)))
        week = Week.of(clock.now(), SEOUL)

    async with database.reading() as session:
        runs = (await service.list_runs(session, made, cursor=None, limit=10)).items
    await database.close()
    assert len(runs) == 1
    assert runs[0].week in {str(week.previous), str(week.previous.previous)}
