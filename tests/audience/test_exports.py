"""From an uploaded export file to a snapshot."""

from uuid import UUID

import pytest
from tests.audience.watcher import Watcher, an_export, packed
from tests.instagram.export.writer import ANNA, BORIS, CHLOE, DAISUKE, EMRE, PEOPLE, header, known, loose, written

from autogram.audience import apart, slimming
from autogram.audience.jobs import import_export
from autogram.audience.messages import ImportExport
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.results import Era
from autogram.jobs.api import JobContext


async def test_an_export_makes_the_profile_of_its_owner_and_a_snapshot(watcher: Watcher):
    done = await watcher.imported(an_export())

    assert done["status"] == "completed", done
    profile = await watcher.ask("GET", f"/profiles/{done['profile_id']}")
    assert profile["username"] == "the.owner"
    snapshot = await watcher.ask("GET", f"/snapshots/{done['snapshot_id']}")
    assert snapshot["source"] == "export"
    assert snapshot["taken_at"].startswith("2026-08-19")
    assert {each["kind"]: each["count"] for each in snapshot["lists"]}["followers"] == 4
    assert all(each["is_complete"] for each in snapshot["lists"])


async def test_every_list_of_an_export_can_be_read(watcher: Watcher):
    snapshot = (await watcher.imported(an_export()))["snapshot_id"]

    for kind, persons in PEOPLE.items():
        assert await watcher.names(snapshot, kind) == sorted(each.username for each in persons), kind
    assert await watcher.names(snapshot, "not_following_back") == ["emre__", "fatima1"]
    assert await watcher.names(snapshot, "fans") == ["anna.bell", "boris_77"]
    assert await watcher.names(snapshot, "mutuals") == ["chloe", "dai.suke"]


@pytest.mark.parametrize("era", list(Era))
@pytest.mark.parametrize("suffix", ["json", "html"])
async def test_every_layout_gives_the_same_answer(watcher: Watcher, era: Era, suffix: str):
    if era is Era.CONNECTIONS_2018 and suffix == "html":
        pytest.skip("that layout was JSON only")

    snapshot = (await watcher.imported(an_export(era=era, suffix=suffix)))["snapshot_id"]

    assert await watcher.names(snapshot, "not_following_back") == ["emre__", "fatima1"]


async def test_two_exports_show_who_left(watcher: Watcher):
    before = {ListKind.FOLLOWERS: [ANNA, BORIS, CHLOE], ListKind.FOLLOWING: [CHLOE]}
    after = {ListKind.FOLLOWERS: [BORIS, CHLOE, DAISUKE], ListKind.FOLLOWING: [CHLOE, EMRE]}
    await watcher.imported(an_export("instagram-the.owner-2026-07-19-aaaa.zip", people=before))

    newer = await watcher.imported(an_export("instagram-the.owner-2026-08-19-bbbb.zip", people=after))

    assert await watcher.changed(newer["snapshot_id"], "lost") == ["anna.bell"]
    assert await watcher.changed(newer["snapshot_id"], "gained") == ["dai.suke"]
    assert await watcher.changed(newer["snapshot_id"], "gained", list="following") == ["emre__"]


async def test_single_files_go_to_a_chosen_profile(watcher: Watcher):
    profile = await watcher.profile("the.owner")
    files = {each.name: each.file.read() for each in loose(written(Era.LABELLED_2025))}

    done = await watcher.imported(files, f"/profiles/{profile}/exports")

    assert done["status"] == "completed", done
    assert await watcher.names(done["snapshot_id"], "fans") == ["anna.bell", "boris_77"]


async def test_files_that_do_not_say_whose_they_are_need_a_profile(watcher: Watcher):
    files = {each.name: each.file.read() for each in loose(written(Era.LABELLED_2025))}

    done = await watcher.imported(files)

    assert (done["status"], done["failure_code"]) == ("failed", "OwnerUnknown")
    assert "Choose the profile" in done["failure_reason"]


async def test_the_export_of_somebody_else_is_not_mixed_in(watcher: Watcher):
    profile = await watcher.profile("another.one")

    done = await watcher.imported(an_export(), f"/profiles/{profile}/exports")

    assert done["failure_code"] == "ExportOfAnotherAccount"
    assert await watcher.count("audience_snapshot") == 0


async def test_the_same_file_again_is_the_same_snapshot(watcher: Watcher):
    files = an_export()
    first = await watcher.imported(files)

    again = await watcher.upload(files, f"/profiles/{first['profile_id']}/exports")
    unnamed = await watcher.imported(files)

    assert (again["status"], again["snapshot_id"]) == ("completed", first["snapshot_id"])
    assert unnamed["snapshot_id"] == first["snapshot_id"]
    assert await watcher.count("audience_snapshot") == 1


async def test_an_export_of_a_range_of_dates_is_said_to_be_incomplete(watcher: Watcher):
    created = known("x", "2026-08-19T14:33").since
    page = header(created, known("x", "2026-07-19T14:33").since, created)
    files = written(Era.NUMBERED_2023, suffix="html") | {"start_here.html": page}
    done = await watcher.imported(packed(files))

    snapshot = await watcher.ask("GET", f"/snapshots/{done['snapshot_id']}")
    followers = next(each for each in snapshot["lists"] if each["kind"] == "followers")
    assert not followers["is_complete"]
    assert "range of dates" in followers["reasons"][0]
    refusal = await watcher.ask("GET", f"/snapshots/{done['snapshot_id']}/lists/not_following_back", 409)
    assert "range of dates" in refusal["detail"]


async def test_a_missing_part_makes_its_list_incomplete(watcher: Watcher):
    files = written(Era.NUMBERED_2023, parts=3)
    del files[next(path for path in files if path.endswith("followers_1.json"))]

    done = await watcher.imported(packed(files))

    refusal = await watcher.ask("GET", f"/snapshots/{done['snapshot_id']}/lists/fans", 409)
    assert "followers_1" in refusal["detail"]


async def test_what_is_no_export_is_refused_in_words_at_once(watcher: Watcher):
    refusal = await watcher.upload({"holiday.zip": b"PK\x05\x06" + bytes(18)}, expect=422)
    assert refusal["code"] == "export-unreadable"

    refusal = await watcher.upload({"notes.txt": b"hello"}, expect=422)
    assert refusal["code"] == "export-unreadable"

    assert await watcher.count("audience_import") == 0


@pytest.mark.parametrize(
    "body", [b"", b"hello", b"--b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--b--\r\n"]
)
async def test_a_body_that_is_no_form_with_a_file_is_refused(watcher: Watcher, body: bytes):
    headers = watcher.headers | {"Content-Type": "multipart/form-data; boundary=b"}

    answer = await watcher.api.post("/api/v1/audience/exports", content=body, headers=headers)

    assert answer.status_code in {400, 422}, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_text_field_in_the_place_of_the_file_is_refused(watcher: Watcher):
    answer = await watcher.api.post("/api/v1/audience/exports", data={"file": "x"}, headers=watcher.headers)

    assert answer.status_code == 422


async def test_nothing_of_the_upload_is_kept_when_it_was_read(watcher: Watcher):
    await watcher.upload(an_export())
    assert await watcher.count("audience_import_part") == 1

    await watcher.work()

    assert await watcher.count("audience_import_part") == 0
    assert list((watcher.runtime.settings.home / "incoming").glob("*")) == []


async def test_an_import_that_runs_twice_makes_one_snapshot(watcher: Watcher):
    done = await watcher.imported(an_export())

    message = ImportExport(import_id=UUID(done["id"]))
    await import_export(JobContext(watcher.runtime, 1, 1, 4), message)

    assert await watcher.count("audience_snapshot") == 1


async def test_an_import_that_keeps_failing_says_so_in_the_end(watcher: Watcher, monkeypatch: pytest.MonkeyPatch):
    accepted = await watcher.upload(an_export())

    async def fails(*_: object, **__: object) -> None:
        raise apart.CalculationFailed("status -9")

    monkeypatch.setattr(apart, "run", fails)
    message = ImportExport(import_id=UUID(accepted["id"]))
    for attempt in range(1, 5):
        with pytest.raises(apart.CalculationFailed):
            await import_export(JobContext(watcher.runtime, 1, attempt, 4), message)

    failed = await watcher.ask("GET", f"/imports/{accepted['id']}")
    assert (failed["status"], failed["failure_code"]) == ("failed", "Internal")


async def test_a_large_export_is_read_in_a_process_of_its_own(watcher: Watcher, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apart, "SMALL_BYTES", 0)

    done = await watcher.imported(an_export())

    assert done["status"] == "completed", done
    assert await watcher.names(done["snapshot_id"], "fans") == ["anna.bell", "boris_77"]


async def test_imports_belong_to_their_workspace(watcher: Watcher, stranger: Watcher):
    done = await watcher.imported(an_export())

    await stranger.ask("GET", f"/imports/{done['id']}", 404)
    await stranger.upload(an_export(), f"/profiles/{done['profile_id']}/exports", 404)
    assert (await stranger.ask("GET", "/imports"))["items"] == []
    assert [each["id"] for each in (await watcher.ask("GET", "/imports"))["items"]] == [done["id"]]


async def test_two_workspaces_may_follow_the_same_account(watcher: Watcher, stranger: Watcher):
    ours, theirs = await watcher.imported(an_export()), await stranger.imported(an_export())

    assert ours["profile_id"] != theirs["profile_id"]


async def test_of_a_large_archive_only_the_lists_are_kept(watcher: Watcher, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(slimming, "LARGE_BYTES", 0)
    pictures = {f"media/posts/{number}.jpg": bytes(range(256)) * 4000 for number in range(3)}

    accepted = await watcher.upload(packed(written(Era.LABELLED_2025) | pictures | {"notes.txt": b"x"}))

    [kept] = await watcher.archives()
    assert [name for name in kept if not name.startswith("connections/followers_and_following/")] == []
    await watcher.work()
    done = await watcher.ask("GET", f"/imports/{accepted['id']}")
    snapshot = await watcher.ask("GET", f"/snapshots/{done['snapshot_id']}")
    assert snapshot["taken_at"].startswith("2026-08-19")
    assert await watcher.names(done["snapshot_id"], "not_following_back") == ["emre__", "fatima1"]


async def test_a_large_archive_that_is_damaged_is_not_taken_for_a_short_one(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(slimming, "LARGE_BYTES", 0)
    [(name, content)] = an_export(era=Era.NUMBERED_2023).items()
    start = content.index(b"followers_1.json") + 30
    damaged = content[:start] + bytes(20) + content[start + 20 :]

    refusal = await watcher.upload({name: damaged}, expect=422)

    assert refusal["code"] == "export-unreadable"
    assert "damaged" in refusal["detail"]
