"""A list that is not complete says so, and nobody is accused because of it."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.instagram.export.uploads import FOLDER, bare, kinds, names, read_text, record, rooted, upload
from tests.instagram.export.writer import CREATED, header, zipped

from autogram.instagram.export.comparison import compare
from autogram.instagram.export.errors import ListNotComplete
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.reading import read_export
from autogram.instagram.export.results import Coverage

LISTS = {f"{FOLDER}followers_1.json": bare(["anna", "boris"]), f"{FOLDER}following.json": rooted(["boris", "chloe"])}
HTML = {path.replace("json", "html"): b'<a href="https://instagram.com/boris">boris</a>' for path in LISTS}


def test_complete_lists_are_compared():
    export = read_export([zipped(LISTS)])

    result = compare(export.followers, export.following)

    assert (result.not_following_back, result.fans, result.mutuals) == (["chloe"], ["anna"], ["boris"])


def test_a_missing_part_in_between_is_noticed():
    files = {f"{FOLDER}followers_{part}.json": bare([f"name{part}"]) for part in (1, 3, 5)}

    export = read_export([zipped(LISTS | files)])

    assert export.facts.parts[ListKind.FOLLOWERS] == (1, 3, 5)
    assert export.facts.missing_parts == {ListKind.FOLLOWERS: (2, 4)}
    assert not export.followers.is_complete
    assert export.following.is_complete
    assert "part-missing" in kinds(export)
    with pytest.raises(ListNotComplete, match="followers_2, followers_4"):
        compare(export.followers, export.following)


def test_a_single_later_part_is_not_the_whole_list():
    export = read_text(bare(["anna"]), "followers_2.json")

    assert export.facts.missing_parts == {ListKind.FOLLOWERS: (1,)}


def test_a_list_that_is_not_there_is_missing_and_not_empty():
    export = read_text(bare(["anna"]))

    assert export.following is None
    assert "list-missing" in kinds(export)


def test_an_empty_list_of_followers_is_not_believed():
    export = read_export([zipped(LISTS | {f"{FOLDER}followers_1.json": b"[]"})])

    assert not export.followers.is_complete
    assert "list-empty" in kinds(export)


def test_an_empty_list_of_something_else_is_simply_empty():
    export = read_export([zipped(LISTS | {f"{FOLDER}close_friends.json": b'{"relationships_close_friends":[]}'})])

    assert export.lists[ListKind.CLOSE_FRIENDS].is_complete


def test_a_list_that_is_cut_off_keeps_what_was_read_and_is_not_complete():
    whole = bare(["anna", "boris", "chloe"])

    export = read_export([upload(whole[:-100]), upload(rooted(["anna"]), "following.json")])

    assert names(export.followers) == ["anna", "boris"]
    assert export.followers.reasons == ("followers_1.json is cut off or damaged.",)
    assert export.following.is_complete


def test_a_page_that_is_cut_off_is_not_complete():
    page = '<html><body><a href="https://www.instagram.com/anna">anna</a><div>Mar 23, 2025 6:45 am</div>'

    whole, cut = (read_text(page + end, "followers_1.html").followers for end in ("</body></html>", ""))

    assert names(whole) == names(cut) == ["anna"]
    assert whole.is_complete
    assert cut.reasons == ("followers_1.html is cut off.",)


def test_records_of_an_unknown_form_make_a_list_incomplete():
    export = read_text('[{"user": {"handle": "anna"}}, 7, null, "boris"]')

    assert export.followers.unreadable == 4
    assert not export.followers.is_complete


def test_a_range_of_dates_in_the_header_makes_every_list_incomplete():
    for days in (7, 30, 92, 365, 1096):
        page = header(CREATED, CREATED - timedelta(days=days), CREATED)

        export = read_export([zipped(HTML | {"start_here.html": page})])

        assert export.facts.coverage is Coverage.LIMITED
        assert export.facts.created_at == CREATED
        assert (export.facts.requested.start, export.facts.requested.end) == (CREATED - timedelta(days=days), CREATED)
        assert not export.followers.is_complete
        assert "date-limited" in kinds(export)


def test_a_range_that_ends_before_the_export_was_made_is_limited():
    page = header(CREATED, datetime(2010, 10, 1, tzinfo=UTC) + timedelta(days=900), CREATED - timedelta(days=40))

    assert read_export([zipped(HTML | {"start_here.html": page})]).facts.coverage is Coverage.LIMITED


def test_a_range_from_the_beginning_of_instagram_is_all_time():
    page = header(CREATED, datetime(2010, 10, 6, tzinfo=UTC), CREATED)

    export = read_export([zipped(HTML | {"start_here.html": page})])

    assert export.facts.coverage is Coverage.ALL_TIME
    assert export.followers.is_complete


def test_a_range_that_may_be_the_whole_life_of_the_account_is_said_and_not_judged():
    page = header(CREATED, CREATED - timedelta(days=2000), CREATED)

    export = read_export([zipped(HTML | {"start_here.html": page})])

    assert export.facts.coverage is Coverage.PERHAPS_LIMITED
    assert export.followers.is_complete
    assert "perhaps-date-limited" in kinds(export)


def test_the_sign_up_tells_whether_a_range_is_the_whole_life():
    page = header(CREATED, CREATED - timedelta(days=365), CREATED)
    files = HTML | {"start_here.html": page}
    place = "security_and_login_information/login_and_account_creation/signup_information.json"

    young = read_export([zipped(files | {place: sign_up(CREATED - timedelta(days=365))})])
    old = read_export([zipped(files | {place: sign_up(CREATED - timedelta(days=3650))})])

    assert young.facts.coverage is Coverage.ALL_TIME
    assert old.facts.coverage is Coverage.LIMITED


def sign_up(moment: datetime) -> bytes:
    value = f'{{"value": "", "timestamp": {int(moment.timestamp())}}}'
    return f'{{"account_history_registration_info": [{{"string_map_data": {{"Time": {value}}}}}]}}'.encode()


def lists_since(days: int) -> dict[str, bytes]:
    """Lists as JSON whose oldest entries are that old, of an export made on 2026-08-19."""
    import json

    start = int(datetime(2026, 8, 19, tzinfo=UTC).timestamp()) - days * 86_400 + 3_600
    records = [record(f"name{number}", start + number * 7_200) for number in range(40)]
    return {
        f"{FOLDER}followers_1.json": json.dumps(records).encode(),
        f"{FOLDER}following.json": json.dumps({"relationships_following": records}).encode(),
    }


def test_json_whose_lists_both_begin_where_an_offered_range_begins_is_suspected():
    export = read_export([zipped(lists_since(365), "instagram-me-2026-08-19-AbCd.zip")])

    assert export.facts.coverage is Coverage.PERHAPS_LIMITED
    assert export.followers.is_complete
    assert "perhaps-date-limited" in kinds(export)


def test_json_of_an_older_account_whose_lists_begin_there_is_limited():
    place = "security_and_login_information/login_and_profile_creation/signup_details.json"
    files = lists_since(365) | {place: sign_up(datetime(2014, 1, 1, tzinfo=UTC))}

    export = read_export([zipped(files, "instagram-me-2026-08-19-AbCd.zip")])

    assert export.facts.coverage is Coverage.LIMITED
    assert not export.followers.is_complete


def test_json_whose_lists_begin_anywhere_else_is_not_suspected():
    export = read_export([zipped(lists_since(700), "instagram-me-2026-08-19-AbCd.zip")])

    assert export.facts.coverage is Coverage.UNKNOWN


def test_times_in_html_are_moved_from_the_clock_that_the_header_shows_if_it_is_metas():
    page = b'<a href="https://instagram.com/boris">boris</a><div>Aug 18, 2026 10:00 pm</div>'
    lists = dict.fromkeys(HTML, page)
    start = datetime(2010, 10, 6, tzinfo=UTC)

    hours = {}
    for clock in (-8, -7, 2, 0):
        front = header(CREATED, start, CREATED, timedelta(hours=clock))
        export = read_export([zipped(lists | {"start_here.html": front})])
        hours[clock] = export.followers.entries[0].since

    assert hours[-7] == datetime(2026, 8, 19, 5, 0, tzinfo=UTC)
    assert hours[-8] == hours[2] == hours[0] == datetime(2026, 8, 19, 6, 0, tzinfo=UTC)
