"""Reading, searching and downloading lists; whitelist; tenancy."""

from datetime import UTC, datetime

import pytest
from tests.audience.watcher import Watcher, people, some

from autogram.audience import apart, layout
from autogram.audience.service import laying_out, reading


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that few people fill many blocks."""
    monkeypatch.setattr(layout, "BLOCK", 7)
    monkeypatch.setattr(reading, "BLOCK", 7)


async def all_pages(watcher: Watcher, path: str, **params: object) -> list[str]:
    names: list[str] = []
    cursor = None
    while True:
        page = await watcher.ask("GET", path, params=params | ({"cursor": cursor} if cursor else {}))
        names += [each["username"] for each in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return names


@pytest.mark.parametrize("limit", [1, 6, 7, 8, 50])
async def test_pages_follow_each_other_without_gaps_or_repetitions(watcher: Watcher, limit: int):
    crowd = [name for _, name in some(20)]
    snapshot = await watcher.take(await watcher.profile(), followers=people(*reversed(crowd)))

    assert await all_pages(watcher, f"/snapshots/{snapshot}/lists/followers", limit=limit) == crowd


async def test_a_search_finds_in_the_middle_and_at_the_beginning(watcher: Watcher):
    crowd = [*some(30), *some(5, "q", 100)]
    snapshot = await watcher.take(await watcher.profile(), followers=people(*crowd))
    path = f"/snapshots/{snapshot}/lists/followers"

    assert await all_pages(watcher, path, search="002", limit=3) == [
        "p00002",
        *(f"p000{n}" for n in range(20, 30)),
    ]
    assert await all_pages(watcher, path, starts_with="Q", limit=2) == [f"q0010{n}" for n in range(5)]
    assert await all_pages(watcher, path, starts_with="p0002", search="9") == ["p00029"]
    assert await all_pages(watcher, path, starts_with="a") == []
    assert await all_pages(watcher, path, starts_with="z") == []


async def test_a_search_of_a_very_long_list_stops_and_can_go_on(watcher: Watcher, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_LOOKED_AT", 14)
    snapshot = await watcher.take(await watcher.profile(), followers=people(*some(100)))
    path = f"/snapshots/{snapshot}/lists/followers"

    first = await watcher.ask("GET", path, params={"search": "099"})

    assert first["items"] == []
    assert first["next_cursor"] is not None
    assert await all_pages(watcher, path, search="099") == ["p00099"]


async def test_lists_are_sorted_by_time_with_unknown_times_last(watcher: Watcher):
    times = [
        ("1", "anna", datetime(2020, 1, 1, tzinfo=UTC)),
        ("2", "boris"),
        ("3", "chloe", datetime(2024, 1, 1, tzinfo=UTC)),
    ]
    snapshot = await watcher.take(await watcher.profile(), followers=people(*times))

    assert await watcher.names(snapshot, "followers", order="newest") == ["chloe", "anna", "boris"]
    assert await watcher.names(snapshot, "followers", order="oldest") == ["anna", "chloe", "boris"]


async def test_who_is_on_the_whitelist_is_left_out_when_asked(watcher: Watcher):
    profile = await watcher.profile()
    snapshot = await watcher.take(profile, followers=people("anna"), following=people("anna", "boris", "chloe"))
    await watcher.ask("PUT", f"/profiles/{profile}/whitelist/@Boris", json={"note": "my brother"})

    assert await watcher.names(snapshot, "not_following_back") == ["boris", "chloe"]
    assert await watcher.names(snapshot, "not_following_back", hide_whitelisted=True) == ["chloe"]
    listed = (await watcher.ask("GET", f"/profiles/{profile}/whitelist"))["items"]
    assert [(each["username"], each["note"]) for each in listed] == [("boris", "my brother")]
    lines = await watcher.csv(f"/snapshots/{snapshot}/lists/not_following_back/download", hide_whitelisted=True)
    assert [line[0] for line in lines] == ["chloe"]

    await watcher.ask("DELETE", f"/profiles/{profile}/whitelist/boris", 204)
    assert await watcher.names(snapshot, "not_following_back", hide_whitelisted=True) == ["boris", "chloe"]


async def test_the_whitelist_outlives_snapshots(watcher: Watcher):
    profile = await watcher.profile()
    first = await watcher.take(profile, 2, followers=people(), following=people("boris"))
    await watcher.ask("PUT", f"/profiles/{profile}/whitelist/boris", json={})
    await watcher.ask("DELETE", f"/snapshots/{first}", 204)
    await watcher.work()

    second = await watcher.take(profile, 1, followers=people(), following=people("boris"))

    assert await watcher.names(second, "not_following_back", hide_whitelisted=True) == []


async def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(watcher: Watcher):
    hostile = ['=hyperlink("http://x")', "+1", "-1", "@sum(a1)", "a,b", 'quo"te']
    snapshot = await watcher.take(await watcher.profile(), followers=people(*hostile))

    lines = await watcher.csv(f"/snapshots/{snapshot}/lists/followers/download")

    cells = [cell for line in lines for cell in line]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert {line[0] for line in lines} == {'\'=hyperlink("http://x")', "'+1", "'-1", "sum(a1)", "a,b", 'quo"te'}


async def test_a_download_has_everybody_as_csv_and_as_json(watcher: Watcher):
    snapshot = await watcher.take(await watcher.profile(), followers=people(*some(300)), following=people())
    path = f"/snapshots/{snapshot}/lists/followers/download"

    assert [line[0] for line in await watcher.csv(path)] == [name for _, name in some(300)]
    assert [each["username"] for each in await watcher.ask("GET", f"{path}?format=json")] == [n for _, n in some(300)]
    assert await watcher.ask("GET", f"/snapshots/{snapshot}/lists/following/download?format=json") == []


async def test_a_list_that_the_source_did_not_have_is_not_found(watcher: Watcher):
    snapshot = await watcher.take(await watcher.profile(), followers=people("anna"))

    for name in ("blocked", "following", "not_following_back"):
        missing = await watcher.ask("GET", f"/snapshots/{snapshot}/lists/{name}", 404)
        assert missing["code"] == "list-not-in-snapshot"
    await watcher.ask("GET", f"/snapshots/{snapshot}/lists/nonsense", 422)


@pytest.mark.parametrize("cursor", ["-1", "x", "99", "1" * 100, "\u0661"])
async def test_a_cursor_that_is_none_is_refused(watcher: Watcher, cursor: str):
    snapshot = await watcher.take(await watcher.profile(), followers=people("anna"))

    await watcher.ask("GET", f"/snapshots/{snapshot}/lists/followers", 422, params={"cursor": cursor})


async def test_long_lists_are_laid_out_in_a_process_of_its_own(watcher: Watcher, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apart, "SMALL_BYTES", 0)
    snapshot = await watcher.take(await watcher.profile(), followers=people("anna"), following=people("boris"))

    assert await watcher.names(snapshot, "not_following_back") == ["boris"]


async def test_long_lists_are_laid_out_before_somebody_asks(watcher: Watcher, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(laying_out, "LONG", 2)
    snapshot = await watcher.take(await watcher.profile(), followers=people("anna"), following=people("boris"))

    assert await watcher.count("audience_view") == 5
    assert await watcher.names(snapshot, "not_following_back") == ["boris"]
    assert await watcher.count("audience_view") == 5


async def test_a_stranger_sees_nothing_of_it(watcher: Watcher, stranger: Watcher):
    profile = await watcher.profile()
    older = await watcher.take(profile, 1, followers=people("anna"), following=people())
    snapshot = await watcher.take(profile, followers=people("anna"), following=people())
    theirs = await stranger.take(await stranger.profile(), followers=people("anna"))

    for path in (
        f"/profiles/{profile}",
        f"/profiles/{profile}/snapshots",
        f"/profiles/{profile}/whitelist",
        f"/profiles/{profile}/people/anna",
        f"/snapshots/{snapshot}",
        f"/snapshots/{snapshot}/lists/followers",
        f"/snapshots/{snapshot}/lists/followers/download",
        f"/snapshots/{snapshot}/changes",
        f"/snapshots/{snapshot}/changes/lost",
        f"/snapshots/{snapshot}/changes/lost/download",
        f"/snapshots/{theirs}/changes?since={older}",
        f"/snapshots/{theirs}/changes/lost?since={older}",
    ):
        await stranger.ask("GET", path, 404)
    await stranger.ask("PUT", f"/profiles/{profile}", 404, json={})
    await stranger.ask("DELETE", f"/profiles/{profile}", 404)
    await stranger.ask("DELETE", f"/snapshots/{snapshot}", 404)
    await stranger.ask("PUT", f"/profiles/{profile}/whitelist/anna", 404, json={})
