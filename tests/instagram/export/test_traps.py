"""What people really upload, and what has fooled other tools."""

import io
import json
import zipfile

import pytest
from tests.instagram.export.uploads import FOLDER, bare, followers_of, kinds, names, read_text, record, rooted, upload
from tests.instagram.export.writer import zipped

from autogram.instagram.export.errors import (
    ArchiveInArchive,
    ExportDamaged,
    ForeignArchive,
    NotAnExport,
    SeveralExports,
)
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.reading import read_export

FOLLOWERS, FOLLOWING = f"{FOLDER}followers_1.json", f"{FOLDER}following.json"
LISTS = {FOLLOWERS: bare(["anna", "boris"]), FOLLOWING: rooted(["boris", "chloe"])}


def test_names_are_trimmed_lowered_and_freed_of_their_at_sign():
    found = followers_of(bare([" @Anna.Bell ", "anna.bell", "ANNA.BELL", "boris"]))

    assert names(found) == ["anna.bell", "boris"]
    assert found.repeated == 2


def test_an_account_that_comes_twice_keeps_the_first_known_time():
    found = followers_of(json.dumps([record("anna", 0), record("anna", 1_700_000_000), record("anna", 1_600_000_000)]))

    assert [each.since.timestamp() for each in found.entries] == [1_700_000_000]


@pytest.mark.parametrize("when", [0, -1, None, True, "soon", 1e300, 10**40, 253_402_300_800, [1]])
def test_a_time_that_is_none_is_unknown(when):
    found = followers_of(json.dumps([record("anna", when)]))

    assert [each.since for each in found.entries] == [None]


def test_a_time_in_milliseconds_is_read():
    found = followers_of(json.dumps([record("anna", 1_700_000_000_123)]))

    assert [each.since.timestamp() for each in found.entries] == [1_700_000_000]


def test_placeholders_of_deleted_accounts_are_counted_and_left_out():
    gone = ["__deleted__abc123", "deleted19f3a", "", "   "]
    kept = ["deleted_scenes", "undeleted1234", "anna"]

    found = followers_of(json.dumps([record(each) for each in gone + kept]))

    assert names(found) == sorted(kept)
    assert found.deleted == 4
    assert found.is_complete


def test_hostile_names_stay_what_they_are():
    hostile = ["<script>alert(1)</script>", '=hyperlink("http://x")', "../../etc/passwd", "a\x00b", "\ud800x", "💥"]

    export = read_text(json.dumps([record(each) for each in hostile]))

    assert names(export.followers) == sorted(
        ["<script>alert(1)</script>", '=hyperlink("http://x")', "../../etc/passwd", "ab", "?x", "💥"]
    )
    assert all(each.href.startswith("https://www.instagram.com/") for each in export.followers.entries)
    assert not any(set('<>" ()') & set(each.href) for each in export.followers.entries)
    assert "odd-names" in kinds(export)


def test_a_link_of_the_file_is_never_passed_on():
    entry = json.dumps([{"title": "anna", "string_list_data": [{"href": "javascript:alert(1)", "timestamp": 1}]}])

    assert followers_of(entry).entries[0].href == "https://www.instagram.com/anna/"


def test_a_name_that_no_account_can_have_gives_way_to_the_link():
    item = {"href": "https://www.instagram.com/anna.bell", "value": "Anna Bell", "timestamp": 1_700_000_000}

    assert names(followers_of(json.dumps([{"title": "", "string_list_data": [item]}]))) == ["anna.bell"]


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", "utf-16"])
def test_files_that_were_saved_by_an_editor_are_read(mark):
    content = bare(["anna"])
    content = content.decode().encode("utf-16") if mark == "utf-16" else mark + content

    assert names(followers_of(content)) == ["anna"]


def test_backslashes_mac_remains_and_folders_on_top_do_not_matter():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, content in LISTS.items():
            archive.writestr("instagram-me-2026-08-19-AbCd\\" + path.replace("/", "\\"), content)
            archive.writestr(f"__MACOSX/instagram-me-2026-08-19-AbCd/{path}", b"\x00\x05\x16\x07")
            archive.writestr(f"{FOLDER}._{path.rpartition('/')[2]}", b"\x00\x05\x16\x07")
        archive.writestr("media/photo.jpg", b"\xff\xd8")

    export = read_export([upload(buffer.getvalue(), "whatever.zip")])

    assert names(export.followers) == ["anna", "boris"]
    assert export.facts.owner == "me"
    assert export.facts.created_at.isoformat() == "2026-08-19T00:00:00+00:00"
    assert export.facts.problems == ()


def test_names_of_repeated_downloads_are_recognised():
    for name in ("followers_1 (1).json", "followers_1 copy.json", "Followers_1 - Copy.JSON", "followers_1(2).json"):
        assert names(followers_of(bare(["anna"]), name)) == ["anna"]


def test_the_key_at_the_root_is_believed_more_than_the_name():
    export = read_export([upload(rooted(["anna"]), "mine.json"), upload(bare(["boris"]), "followers_1.json")])

    assert names(export.following) == ["anna"]
    assert names(export.followers) == ["boris"]


def test_a_list_without_name_or_key_is_left_out():
    export = read_export([upload(bare(["anna"]), "mine.json"), upload(bare(["boris"]), "followers_1.json")])

    assert names(export.followers) == ["boris"]
    assert "other-files-left-out" in kinds(export)
    with pytest.raises(NotAnExport):
        read_text(bare(["anna"]), "mine.json")


def test_the_owner_is_told_by_the_file_about_the_person():
    profile = {"profile_user": [{"string_map_data": {"Benutzername": {"value": "The.Owner", "timestamp": 0}}}]}
    place = "personal_information/personal_information/personal_information.json"

    export = read_export([zipped(LISTS | {place: json.dumps(profile).encode()})])

    assert export.facts.owner == "the.owner"


def test_of_two_exports_of_one_person_the_newest_is_used_and_said():
    old = {f"instagram-me-2025-01-01-AAAA/{path}": bare(["gone"]) for path in LISTS}
    new = {f"instagram-me-2026-01-01-BBBB/{path}": content for path, content in LISTS.items()}

    export = read_export([zipped(old | new)])

    assert names(export.followers) == ["anna", "boris"]
    assert export.facts.created_at.year == 2026
    assert "several-exports" in kinds(export)


def test_two_archives_of_different_people_are_refused():
    with pytest.raises(SeveralExports, match=r"me-2026-01-01-a, instagram-you-2026-01-01-b") as refusal:
        read_export([zipped(LISTS, "instagram-me-2026-01-01-a.zip"), zipped(LISTS, "instagram-you-2026-01-01-b.zip")])

    assert len(refusal.value.names) == 2


def test_parts_of_one_export_in_several_archives_are_put_together():
    first = zipped({FOLLOWERS: LISTS[FOLLOWERS]}, "instagram-me-2026-01-01-a_part_1.zip")
    second = zipped({FOLLOWING: LISTS[FOLLOWING]}, "instagram-me-2026-01-01-a_part_2.zip")

    export = read_export([first, second])

    assert names(export.followers) == ["anna", "boris"]
    assert names(export.following) == ["boris", "chloe"]


def test_the_parts_of_an_old_export_have_one_owner_and_one_day():
    files = {"me_20190101_part_1/connections.json": b'{"followers": {"anna": "2018-01-01T00:00:00"}, "following": {}}'}

    export = read_export([zipped(files | {"me_20190101_part_2/media.json": b"{}"})])

    assert names(export.followers) == ["anna"]
    assert (export.facts.owner, export.facts.created_at.year) == ("me", 2019)


def test_a_page_that_states_one_moment_states_when_it_was_made():
    page = b"""<html><body><footer>Made on <time datetime="2026-08-19T14:33Z">Aug 19</time></footer></body></html>"""
    lists = {path.replace(".json", ".html"): b'<a href="https://instagram.com/anna">a</a>' for path in LISTS}

    export = read_export([zipped(lists | {"start_here.html": page})])

    assert export.facts.created_at.isoformat() == "2026-08-19T14:33:00+00:00"
    assert export.facts.requested is None


def test_the_same_file_twice_is_read_once_and_two_different_ones_are_refused():
    same = read_export([upload(bare(["anna"])), upload(bare(["anna"]), "followers_1 (1).json")])

    assert names(same.followers) == ["anna"]
    assert same.followers.repeated == 0
    assert "repeated-file" in kinds(same)
    with pytest.raises(SeveralExports):
        read_export([upload(bare(["anna"])), upload(bare(["eve"]), "followers_1 (1).json")])


def test_a_file_of_an_older_layout_beside_a_newer_one_is_left_out():
    files = LISTS | {f"{FOLDER}followers.json": rooted(["old"], "relationships_followers")}

    export = read_export([zipped(files)])

    assert names(export.followers) == ["anna", "boris"]
    assert "several-exports" in kinds(export)


def test_connections_of_long_ago_beside_newer_lists_are_left_out():
    old = b'{"followers": {"gone": "2018-01-01T00:00:00"}, "following": {"gone": "2018-01-01T00:00:00"}}'

    export = read_export([upload(old, "connections.json"), upload(bare(["anna"])), upload(b"[]", "following.json")])

    assert names(export.followers) == ["anna"]
    assert "several-exports" in kinds(export)


def test_the_owner_of_an_old_export_is_in_its_profile():
    export = read_export(
        [
            upload(b'{"followers": {"anna": 0}, "following": null, "close_friends": ["x"]}', "connections.json"),
            upload(b'{"username": "The.Owner", "private_account": true}', "profile.json"),
        ]
    )

    assert export.facts.owner == "the.owner"
    assert [each.since for each in export.followers.entries] == [None]


def test_names_that_are_too_long_for_anything_are_counted_as_unreadable():
    found = followers_of(bare(["a" * 101, "anna"]))

    assert names(found) == ["anna"]
    assert found.unreadable == 1
    assert not found.is_complete


def test_files_about_the_account_that_cannot_be_read_do_not_matter():
    place = "personal_information/personal_information/personal_information.json"
    broken = {place: b'{"profile', "start_here.html": b"<html>\xff\xfe", "signup_information.json": b"{}"}

    export = read_export([zipped(LISTS | broken)])

    assert names(export.followers) == ["anna", "boris"]
    assert export.facts.owner is None


THREADS = json.dumps({"text_post_app_text_post_app_followers": [record("decoy")]}).encode()


def test_lists_of_threads_are_not_taken_for_instagrams():
    export = read_export([zipped(LISTS | {"your_instagram_activity/threads/followers.json": THREADS})])

    assert names(export.followers) == ["anna", "boris"]
    assert "threads-left-out" in kinds(export)


def test_lists_of_threads_alone_are_refused_by_place_by_key_and_by_link():
    linked = bare(["decoy"]).replace(b"www.instagram.com", b"www.threads.net")

    for refused in ([zipped({"threads/followers.json": THREADS})], [upload(THREADS)], [upload(linked)]):
        with pytest.raises(ForeignArchive, match="Threads"):
            read_export(refused)


@pytest.mark.parametrize(
    ("service", "path", "content"),
    [
        ("Facebook", "connections/friends/your_friends.json", b'{"friends_v2": []}'),
        ("Facebook", "friends_and_followers/following.json", b'{"following_v3": []}'),
        ("TikTok", "user_data_tiktok.json", b'{"Activity": {}}'),
        ("X", "data/follower.js", b"window.YTD.follower.part0 = []"),
    ],
)
def test_archives_of_others_are_named(service, path, content):
    with pytest.raises(ForeignArchive, match=rf"{service}.*All time"):
        read_export([zipped({path: content})])
    with pytest.raises(ForeignArchive, match=service):
        read_export([upload(content, path.rpartition("/")[2])])


def test_an_archive_without_lists_is_refused_with_advice():
    with pytest.raises(NotAnExport, match="Followers and following"):
        read_export([zipped({"media/photo.jpg": b"\xff\xd8", "messages/inbox/x/message_1.json": b"{}"})])


def test_an_archive_in_an_archive_is_refused_with_advice():
    inner = zipped(LISTS).file.getvalue()

    with pytest.raises(ArchiveInArchive, match=r"inner.zip.*Unpack"):
        read_export([zipped({"inner.zip": inner})])


@pytest.mark.parametrize("content", [b"", b"   ", b"Rar!\x1a\x07", b"%PDF-1.7", b"\x1f\x8b\x08", b"just text"])
def test_what_is_no_export_at_all_is_refused(content):
    for name in ("followers_1.json", "something.zip"):
        with pytest.raises(NotAnExport):
            read_text(content, name)


def test_nothing_uploaded_is_refused():
    with pytest.raises(NotAnExport):
        read_export([])


def test_a_list_of_which_nothing_can_be_read_is_refused():
    with pytest.raises(ExportDamaged, match=r"followers_1\.json is cut off"):
        read_text('[{"title": "an')


def test_entries_are_sorted_counted_sliced_and_found():
    export = read_export([zipped({FOLLOWERS: bare(["c", "a", "b"])})])
    entries = export.followers.entries

    assert [each.username for each in entries] == ["a", "b", "c"]
    assert [each.username for each in entries[1:]] == ["b", "c"]
    assert entries[-1].username == "c"
    assert "b" in entries
    assert entries[0] in entries
    assert "x" not in entries
    assert entries.find("x") is None
    assert len(entries) == 3
    with pytest.raises(IndexError):
        entries[3]


def test_an_export_says_nothing_of_its_people_when_it_is_printed():
    assert "anna" not in repr(read_export([zipped(LISTS)]))


def test_lists_in_one_unusual_folder_are_found():
    export = read_export([zipped({"my lists/followers_1.json": bare(["anna"]), "my lists/following.json": b"[]"})])

    assert names(export.followers) == ["anna"]


def test_every_list_has_its_words():
    roots = {
        "relationships_feed_favorites": ListKind.FAVOURITES,
        "relationships_restricted_users": ListKind.RESTRICTED,
        "relationships_hide_stories_from": ListKind.STORY_HIDDEN_FROM,
        "relationships_dismissed_suggested_users": ListKind.REMOVED_SUGGESTIONS,
    }
    for root, kind in roots.items():
        assert set(read_text(rooted(["anna"], root), "any.json").lists) == {kind}
