"""Who came, left, came back or was renamed; and what is never concluded."""

import pytest
from tests.audience.watcher import Watcher, cut_off, people, some

from autogram.audience.vocabulary import SnapshotSource


async def test_who_came_and_who_left_between_two_snapshots(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 2, followers=people("anna", "boris", "chloe"))

    newer = await watcher.take(profile, 1, followers=people("boris", "chloe", "emre"))

    assert await watcher.changed(newer, "gained") == ["emre"]
    assert await watcher.changed(newer, "lost") == ["anna"]
    counts = await watcher.ask("GET", f"/snapshots/{newer}/changes")
    assert (counts["gained"], counts["lost"], counts["returned"], counts["renamed"]) == (1, 1, 0, 0)


async def test_an_incomplete_list_is_kept_and_never_compared(watcher: Watcher):
    profile = await watcher.profile()
    older = await watcher.take(profile, 2, followers=people("anna", "boris"), following=people("anna"))

    newer = await watcher.take(profile, 1, followers=cut_off("anna"), following=people("anna", "boris"))

    assert await watcher.names(newer, "followers") == ["anna"]
    for path in ("changes", "changes/lost", "changes/gained", f"changes?since={older}", "lists/not_following_back"):
        refusal = await watcher.ask("GET", f"/snapshots/{newer}/{path}", 409)
        assert refusal["code"] == "list-incomplete"
        assert refusal["reasons"] == ["Instagram stopped in between."]
    assert await watcher.changed(newer, "gained", list="following") == ["boris"]
    assert await watcher.mails() == []


async def test_an_incomplete_list_is_skipped_when_neighbours_are_compared(watcher: Watcher):
    profile = await watcher.profile()
    oldest = await watcher.take(profile, 3, followers=people("anna", "boris"))
    await watcher.take(profile, 2, followers=cut_off("anna"))

    newest = await watcher.take(profile, 1, followers=people("anna", "boris"))

    counts = await watcher.ask("GET", f"/snapshots/{newest}/changes")
    assert counts["older_snapshot_id"] == oldest
    assert counts["lost"] == counts["gained"] == 0


async def test_who_has_another_name_but_the_same_number_was_renamed(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 2, followers=people(("7", "anna"), ("8", "boris")))

    newer = await watcher.take(profile, 1, followers=people(("7", "anna.bell"), ("8", "boris")))

    page = await watcher.ask("GET", f"/snapshots/{newer}/changes/renamed")
    assert [(each["name_before"], each["username"]) for each in page["items"]] == [("anna", "anna.bell")]
    assert await watcher.changed(newer, "gained") == await watcher.changed(newer, "lost") == []


async def test_a_name_that_another_account_has_taken_over_is_one_lost_and_one_gained(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 2, followers=people(("7", "anna"), ("8", "boris")))

    newer = await watcher.take(profile, 1, followers=people(("9", "anna"), ("8", "boris")))

    lost = await watcher.ask("GET", f"/snapshots/{newer}/changes/lost")
    assert [each["instagram_id"] for each in lost["items"]] == ["7"]
    gained = await watcher.ask("GET", f"/snapshots/{newer}/changes/gained")
    assert [each["instagram_id"] for each in gained["items"]] == ["9"]


async def test_who_swapped_names_were_both_renamed(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 2, followers=people(("7", "anna"), ("8", "boris")))

    newer = await watcher.take(profile, 1, followers=people(("8", "anna"), ("7", "boris")))

    assert await watcher.changed(newer, "renamed") == ["anna", "boris"]
    assert await watcher.changed(newer, "gained") == await watcher.changed(newer, "lost") == []


async def test_lists_without_numbers_are_compared_by_name(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 2, followers=people("anna", ("8", "boris")))

    newer = await watcher.take(profile, 1, followers=people(("7", "anna"), "boris"))

    assert await watcher.changed(newer, "gained") == await watcher.changed(newer, "lost") == []


async def test_who_comes_back_after_having_left_has_returned(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 3, followers=people("anna", "boris"))
    await watcher.take(profile, 2, followers=people("boris"))

    newest = await watcher.take(profile, 1, followers=people("anna", "boris", "chloe"))

    assert await watcher.changed(newest, "returned") == ["anna"]
    assert await watcher.changed(newest, "gained") == ["anna", "chloe"]


async def test_who_comes_back_under_another_name_has_returned_too(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 3, followers=people(("7", "anna"), ("8", "boris")))
    await watcher.take(profile, 2, followers=people(("8", "boris")))

    newest = await watcher.take(profile, 1, followers=people(("7", "anna.bell"), ("8", "boris")))

    assert await watcher.changed(newest, "returned") == ["anna.bell"]


async def test_the_case_of_names_the_at_sign_and_repetitions_make_no_difference(watcher: Watcher):
    profile = await watcher.profile("@The.Owner")
    await watcher.take(profile, 2, followers=people("Anna", "boris", "BORIS"))

    newer = await watcher.take(profile, 1, followers=people("anna ", "@Boris"))

    assert await watcher.names(newer, "followers") == ["anna", "boris"]
    assert await watcher.changed(newer, "gained") == await watcher.changed(newer, "lost") == []


async def test_placeholders_of_deleted_accounts_are_nobody(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 2, followers=people("anna", "__deleted__77"))

    newer = await watcher.take(profile, 1, followers=people("anna", "__deleted__88"))

    assert await watcher.names(newer, "followers") == ["anna"]
    assert await watcher.changed(newer, "gained") == await watcher.changed(newer, "lost") == []


async def test_an_account_renamed_while_it_was_read_is_one_person(watcher: Watcher):
    profile = await watcher.profile()

    snapshot = await watcher.take(
        profile, followers=people(("7", "anna"), ("8", "boris"), ("7", "anna.bell")), following=people(("7", "anna"))
    )

    assert await watcher.names(snapshot, "followers") == ["anna.bell", "boris"]
    assert await watcher.names(snapshot, "not_following_back") == []
    assert await watcher.names(snapshot, "mutuals") == ["anna"]


async def test_an_older_snapshot_that_comes_later_finds_its_place(watcher: Watcher):
    profile = await watcher.profile()
    oldest = await watcher.take(profile, 9, followers=people("anna", "boris"))
    newest = await watcher.take(profile, 1, followers=people("boris", "chloe"))

    middle = await watcher.take(profile, 5, followers=people("anna", "boris", "chloe"))

    timeline = (await watcher.ask("GET", f"/profiles/{profile}/snapshots"))["items"]
    assert [each["id"] for each in timeline] == [newest, middle, oldest]
    found = {
        each["id"]: [(c["older_snapshot_id"], c["gained"], c["lost"]) for c in each["changes"]] for each in timeline
    }
    assert found == {newest: [(middle, 0, 1)], middle: [(oldest, 1, 0)], oldest: []}


async def test_snapshots_are_compared_from_older_to_newer_and_of_one_profile_only(watcher: Watcher):
    profile, other = await watcher.profile(), await watcher.profile("somebody")
    older = await watcher.take(profile, 2, followers=people("anna"))
    newer = await watcher.take(profile, 1, followers=people("anna"))
    foreign = await watcher.take(other, 5, followers=people("anna"))

    for pair in ((older, newer), (newer, newer), (newer, foreign)):
        refusal = await watcher.ask("GET", f"/snapshots/{pair[0]}/changes?since={pair[1]}", 409)
        assert refusal["code"] == "snapshots-not-in-order"
    nothing = await watcher.ask("GET", f"/snapshots/{older}/changes", 404)
    assert "no older snapshot" in nothing["detail"]


async def test_exports_and_crawls_are_compared_by_name(watcher: Watcher):
    profile = await watcher.profile()
    await watcher.take(profile, 2, followers=people("anna", "boris"), source=SnapshotSource.WEB)

    newer = await watcher.take(profile, 1, followers=people(("7", "anna"), ("9", "chloe")))

    assert await watcher.changed(newer, "lost") == ["boris"]
    assert await watcher.changed(newer, "gained") == ["chloe"]


@pytest.mark.parametrize("deleted", [0, 1, 2, 3])
async def test_a_deleted_snapshot_leaves_all_others_as_they_were(watcher: Watcher, deleted: int):
    profile = await watcher.profile()
    crowd = list(some(300))
    taken = [
        await watcher.take(profile, 9 - day, followers=people(*crowd[day * 2 : 280 + day * 3])) for day in range(4)
    ]
    assert await watcher.count("audience_list", "base_id IS NOT NULL") == 3

    await watcher.ask("DELETE", f"/snapshots/{taken[deleted]}", 204)
    await watcher.ask("GET", f"/snapshots/{taken[deleted]}", 404)
    await watcher.work()

    assert await watcher.count("audience_snapshot") == 3
    for day, snapshot in enumerate(taken):
        if day != deleted:
            lines = await watcher.csv(f"/snapshots/{snapshot}/lists/followers/download")
            assert [(line[1], line[0]) for line in lines] == crowd[day * 2 : 280 + day * 3]
    timeline = (await watcher.ask("GET", f"/profiles/{profile}/snapshots"))["items"]
    lost = [each["changes"][0]["lost"] for each in timeline if each["changes"]]
    assert lost == {0: [2, 2], 1: [2, 4], 2: [4, 2], 3: [2, 2]}[deleted]
