"""Profiles, alarms, and what is known about a person over time."""

import pytest
from sqlalchemy import text
from tests.audience.watcher import Watcher, cut_off, people

from autogram.audience.jobs import forget_unread, snapshot_taken
from autogram.audience.messages import ForgetUnread, SnapshotTaken
from autogram.jobs.api import JobContext


async def test_a_profile_is_followed_once_in_a_workspace(watcher: Watcher):
    profile = await watcher.profile("@Some.Body")

    again = await watcher.ask("POST", "/profiles", 409, json={"username": "some.body"})

    assert again["code"] == "audience-profile-exists"
    assert again["profile_id"] == profile
    assert [each["username"] for each in (await watcher.ask("GET", "/profiles"))["items"]] == ["some.body"]


@pytest.mark.parametrize("username", ["", "with space", "a" * 31, "https://x", "naïve"])
async def test_what_is_no_user_name_is_refused(watcher: Watcher, username: str):
    await watcher.ask("POST", "/profiles", 422, json={"username": username})


async def test_what_is_not_sent_stays(watcher: Watcher):
    profile = await watcher.profile(alarm_lost_followers=5)

    changed = await watcher.ask("PUT", f"/profiles/{profile}", json={"username": "new.name"})
    assert (changed["username"], changed["alarm_lost_followers"]) == ("new.name", 5)

    changed = await watcher.ask("PUT", f"/profiles/{profile}", json={"alarm_lost_followers": None})
    assert (changed["username"], changed["alarm_lost_followers"]) == ("new.name", None)


async def test_a_profile_takes_all_of_its_own_with_it(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 2, followers=people("anna", "boris", "chloe", "emre", "fatima"))
    newer = await watcher.take(profile, 1, followers=people("anna", "boris", "chloe", "emre"))
    await watcher.names(newer, "followers")

    await watcher.ask("DELETE", f"/profiles/{profile}", 204)

    for table in ("snapshot", "list", "list_part", "view", "view_block", "comparison"):
        assert await watcher.count(f"audience_{table}") == 0, table


async def test_owners_are_told_once_when_too_many_leave(watcher: Watcher):
    profile = await watcher.profile(alarm_lost_followers=1)
    await watcher.take(profile, 3, followers=people("anna", "boris", "chloe"))
    await watcher.take(profile, 2, followers=people("anna", "boris"))
    assert await watcher.mails() == []

    snapshot = await watcher.take(profile, 1, followers=people("emre"))
    again = SnapshotTaken.model_validate({"snapshot_id": snapshot})
    await snapshot_taken(JobContext(watcher.runtime, 1, 1, 8), again)

    [mail] = await watcher.mails()
    assert mail.subject == "the.owner lost 2 followers"
    assert "more than 1" in mail.text


async def test_nobody_is_told_of_an_old_snapshot_that_comes_later(watcher: Watcher):
    profile = await watcher.profile(alarm_lost_followers=1)
    await watcher.take(profile, 9, followers=people("anna", "boris", "chloe"))
    await watcher.take(profile, 1, followers=people("anna", "boris", "chloe"))

    await watcher.take(profile, 5, followers=people("emre"))

    assert await watcher.mails() == []


async def test_a_persons_history_tells_when_they_were_there(watcher: Watcher):
    profile = await watcher.profile()
    crowd = ["boris", "chloe", "emre", "fatima", "gina", "hugo"]
    taken = [
        await watcher.take(profile, 5, followers=people("anna", *crowd), following=people("anna")),
        await watcher.take(profile, 4, followers=people(*crowd), following=people("anna")),
        await watcher.take(profile, 3, followers=people("anna", *crowd), following=people()),
        await watcher.take(profile, 2, followers=people("anna", *crowd), following=people()),
    ]

    history = await watcher.ask("GET", f"/profiles/{profile}/people/@Anna")

    spans = [
        (s["kind"], s["first_snapshot_id"], s["last_snapshot_id"], s["gone_snapshot_id"]) for s in history["sightings"]
    ]
    assert spans == [
        ("followers", taken[0], taken[0], taken[1]),
        ("followers", taken[2], taken[3], None),
        ("following", taken[0], taken[1], taken[2]),
    ]


async def test_a_history_follows_a_rename(watcher: Watcher):
    profile = await watcher.profile()
    crowd = [(str(number), f"p{number}") for number in range(10)]
    await watcher.take(profile, 3, followers=people(*crowd, ("70", "anna")))
    await watcher.take(profile, 2, followers=people(*crowd, ("70", "anna.bell")))

    [sighting] = (await watcher.ask("GET", f"/profiles/{profile}/people/anna"))["sightings"]

    assert sighting["renamed_to"] == "anna.bell"


async def test_nobody_is_gone_because_a_list_was_not_complete(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 3, followers=people("anna", "boris"))
    await watcher.take(profile, 2, followers=cut_off("boris"))

    [sighting] = (await watcher.ask("GET", f"/profiles/{profile}/people/anna"))["sightings"]

    assert sighting["gone_at"] is None
    assert (await watcher.ask("GET", f"/profiles/{profile}/people/nobody"))["sightings"] == []


async def test_pages_that_nobody_reads_are_forgotten_and_made_again(watcher: Watcher):
    snapshot = await watcher.take(await watcher.profile(), followers=people("anna"))
    assert await watcher.names(snapshot, "followers") == ["anna"]
    async with watcher.runtime.database.transaction() as session:
        await session.execute(text("UPDATE audience_view SET read_at = read_at - interval '3 days'"))

    await forget_unread(JobContext(watcher.runtime, 1, 1, 8), ForgetUnread())

    assert await watcher.count("audience_view") == 0
    assert await watcher.names(snapshot, "followers") == ["anna"]


async def test_the_timeline_is_paged(watcher: Watcher):
    profile = await watcher.profile()
    taken = [await watcher.take(profile, day, followers=people("anna")) for day in range(5)]

    first = await watcher.ask("GET", f"/profiles/{profile}/snapshots?limit=3")
    rest = await watcher.ask("GET", f"/profiles/{profile}/snapshots?limit=3&cursor={first['next_cursor']}")

    assert [each["id"] for page in (first, rest) for each in page["items"]] == taken
    assert rest["next_cursor"] is None
