"""The files Instagram gives the owner of an account, written by the sandbox and read by Autogram's own reader."""

import asyncio
import io
import re
import tracemalloc
from itertools import product
from typing import Any

import pytest

from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.reading import read_export
from autogram.instagram.export.results import Coverage, Entries, Era, Export, ProblemKind
from autogram.instagram.export.sources import NamedFile
from autogram.sandbox import people
from autogram.sandbox.exports.packing import packed
from autogram.sandbox.exports.writing import Wish, export_files
from autogram.sandbox.world import AppIdentity, World

from .conftest import Sandbox

ERAS = {
    "2018": Era.CONNECTIONS_2018,
    "2021": Era.FOLDER_2021,
    "2023": Era.NUMBERED_2023,
    "2024": Era.TITLED_2024,
    "2025": Era.LABELLED_2025,
}
OTHERS = {
    "follow_requests_sent": ListKind.REQUESTS_SENT,
    "recent_follow_requests": ListKind.REQUESTS_RECENT,
    "follow_requests_received": ListKind.REQUESTS_RECEIVED,
    "recently_unfollowed": ListKind.UNFOLLOWED,
    "blocked": ListKind.BLOCKED,
    "restricted": ListKind.RESTRICTED,
    "close_friends": ListKind.CLOSE_FRIENDS,
    "hide_story_from": ListKind.STORY_HIDDEN_FROM,
    "removed_suggestions": ListKind.REMOVED_SUGGESTIONS,
    "favorited": ListKind.FAVOURITES,
}
NOT_IN_2018 = {"follow_requests_received", "hide_story_from", "favorited"}


def account(sandbox: Sandbox, username: str = "nora", followers: int = 60, following: int = 40) -> None:
    body = {"username": username, "account_type": "PERSONAL"}
    sandbox.control("POST", "accounts", body | {"followers_count": followers, "follows_count": following})


def download(sandbox: Sandbox, username: str = "nora", **query: Any) -> NamedFile:
    reply = sandbox.client.get(f"/_sandbox/accounts/{username}/export", params=query)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/zip"), reply.text
    [name] = re.findall('filename="(.+)"', reply.headers["content-disposition"])
    return NamedFile(name, io.BytesIO(reply.content))


def export_of(sandbox: Sandbox, username: str = "nora", **query: Any) -> Export:
    return read_export([download(sandbox, username, **query)])


def entries(export: Export, kind: ListKind) -> Entries:
    return export.lists[kind].entries


def shown(sandbox: Sandbox, direction: str) -> set[str]:
    found = sandbox.control("GET", f"accounts/nora/{direction}?limit=1000")["people"]
    return {person["username"] for person in found}


@pytest.mark.parametrize(("era", "format"), [("2018", "json"), *product(list(ERAS)[1:], ["json", "html"])])
def test_every_era_has_the_same_people_as_the_lists(sandbox: Sandbox, era: str, format: str):
    account(sandbox)
    others = dict.fromkeys(OTHERS, "ann.b,ben_c")

    export = export_of(sandbox, era=era, format=format, **others)

    # Pages of 2021 look like those of 2023.
    assert export.facts.era is ERAS["2023" if (era, format) == ("2021", "html") else era]
    assert (export.facts.owner, export.facts.formats) == ("nora", {format})
    assert set(entries(export, ListKind.FOLLOWERS).usernames) == shown(sandbox, "followers")
    assert set(entries(export, ListKind.FOLLOWING).usernames) == shown(sandbox, "following")
    for name, kind in OTHERS.items():
        if era == "2018" and name in NOT_IN_2018:
            assert kind not in export.lists
        else:
            assert list(entries(export, kind).usernames) == ["ann.b", "ben_c"]
    assert all(found.is_complete for found in export.lists.values())
    assert {problem.kind for problem in export.facts.problems} <= {ProblemKind.TIMES_APPROXIMATE}
    assert all(entry.since is not None for found in export.lists.values() for entry in found.entries)


@pytest.mark.parametrize("language", ["en", "pt", "ko"])
@pytest.mark.parametrize("format", ["json", "html"])
def test_labels_and_dates_are_in_the_owner_s_language(sandbox: Sandbox, language: str, format: str):
    account(sandbox)
    sandbox.control("POST", "accounts", {"username": "chloe", "name": "Chloé 🌸", "account_type": "PERSONAL"})

    export = export_of(sandbox, format=format, language=language, blocked="chloe")

    [blocked] = entries(export, ListKind.BLOCKED)
    assert (blocked.username, blocked.name) == ("chloe", "Chloé 🌸")
    assert all(entry.since for entry in entries(export, ListKind.FOLLOWERS))
    assert export.facts.times_are_exact is (format == "json")


def test_both_formats_have_the_same_dates_to_the_minute(sandbox: Sandbox):
    account(sandbox)

    exact = entries(export_of(sandbox), ListKind.FOLLOWERS)
    read = entries(export_of(sandbox, format="html"), ListKind.FOLLOWERS)

    assert [second - second % 60 for second in exact.seconds] == list(read.seconds)


def test_followers_come_in_parts(sandbox: Sandbox):
    account(sandbox)

    export = export_of(sandbox, part_size=25)

    assert export.facts.parts[ListKind.FOLLOWERS] == (1, 2, 3)
    assert len(entries(export, ListKind.FOLLOWERS)) == 60


def test_a_range_of_dates_has_only_who_came_since(sandbox: Sandbox):
    account(sandbox, followers=1_000, following=1_000)

    export = export_of(sandbox, format="html", days=365)

    assert 180 <= len(entries(export, ListKind.FOLLOWERS)) <= 183
    assert export.facts.coverage is Coverage.LIMITED
    assert not export.lists[ListKind.FOLLOWERS].is_complete
    assert export_of(sandbox, format="html").facts.coverage is Coverage.ALL_TIME


def test_who_left_is_in_the_older_file_only(sandbox: Sandbox):
    account(sandbox)
    before = entries(export_of(sandbox), ListKind.FOLLOWERS)

    moved = sandbox.control("POST", "accounts/nora/followers", {"lose": 3, "gain": 2, "add": ["ann"]})
    after = entries(export_of(sandbox), ListKind.FOLLOWERS)

    assert set(before.usernames) - set(after.usernames) == set(moved["lost"])
    assert set(after.usernames) - set(before.usernames) == set(moved["gained"])
    stayed = next(name for name in before.usernames if name in after)
    assert before.find(stayed) == after.find(stayed)


def test_an_account_without_anybody_has_a_file_too(sandbox: Sandbox):
    account(sandbox, followers=0, following=0)

    for era in ERAS:
        lists = export_of(sandbox, era=era).lists
        assert [len(found.entries) for found in lists.values()] == [0, 0]


@pytest.mark.parametrize(
    "query",
    [
        {"era": "2019"},
        {"era": "2018", "format": "html"},
        {"blocked": "no spaces"},
        {"nonsense": "1"},
    ],
)
def test_what_never_existed_is_refused(sandbox: Sandbox, query: dict[str, str]):
    account(sandbox)

    reply = sandbox.client.get("/_sandbox/accounts/nora/export", params=query)

    assert reply.status_code == 422


def test_many_followers_cost_no_memory():
    world = World(state=None, public_url="http://sandbox", app=AppIdentity("a", "b", "c"))
    star = people.create_account(world, "star", followers_count=15_000)
    wish = Wish("2025", "json", "en", 10_000, None, {})

    async def send() -> int:
        return sum([len(chunk) async for chunk in packed(export_files(world, star, wish), world.clock.now())])

    tracemalloc.start()
    sent = asyncio.run(send())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sent > 100_000
    assert most < 3_000_000
