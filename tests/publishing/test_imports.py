"""Tables of posts: read whatever wrote them, shown with their faults, written once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from tests.people import Person, headers_of, signed_in
from tests.publishing.posts import Studio

from autogram.core import clock
from autogram.core.errors import InvalidInput
from autogram.jobs.api import JobContext
from autogram.publishing.imports import writing
from autogram.publishing.imports.columns import cells_of, guessed, hashtags_of, moment_of
from autogram.publishing.imports.table import read_table

IMPORTS = "/api/v1/post-imports"


@pytest.fixture
async def desk(api: httpx2.AsyncClient, studio: Studio) -> httpx2.AsyncClient:
    """The API, signed in as the studio's owner."""
    owner = Person(studio.actor.user_id, studio.actor.workspace_id, "owner@example.test")
    api.headers.update(await headers_of(api, owner))
    return api


async def upload(desk: httpx2.AsyncClient, table: str | bytes, **fields: str) -> dict[str, Any]:
    content = table.encode() if isinstance(table, str) else table
    answer = await desk.post(IMPORTS, files={"file": ("posts.csv", content, "text/csv")}, data=fields)
    assert answer.status_code == 201, answer.text
    read: dict[str, Any] = answer.json()
    return read


async def apply(desk: httpx2.AsyncClient, studio: Studio, import_id: str, **choice: Any) -> dict[str, Any]:
    answer = await desk.post(f"{IMPORTS}/{import_id}/apply", json=choice)
    assert answer.status_code == 202, answer.text
    await writing.write_import(JobContext(studio.runtime, 1, 1, 8), UUID(import_id))
    read: dict[str, Any] = (await desk.get(f"{IMPORTS}/{import_id}")).json()
    return read


async def posts(desk: httpx2.AsyncClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await desk.get("/api/v1/posts", params={"limit": 100})).json()["posts"]
    return sorted(found, key=lambda post: post["caption"])


def in_days(days: int) -> str:
    return f"{clock.now() + timedelta(days=days):%Y-%m-%d}"


async def test_a_table_is_shown_first_and_then_written_once(desk, studio: Studio):
    second = await studio.add_picture(1080, 1080)
    table = (
        "Caption;Tags;Image;Date;Time\n"
        f'"a. Morning; light\nand oak";#oak lamps;{studio.media_id};{in_days(2)};09:30\n'
        f"b. Two pictures;;{studio.media_id} {second};;\n"
        "\n"
        "c. Only an idea;;;;\n"
    )

    read = await upload(desk, table, time_zone="Asia/Seoul")
    before = await posts(desk)
    done = await apply(desk, studio, read["id"])
    await apply(desk, studio, read["id"])

    assert read["mapping"] == {"caption": 0, "hashtags": 1, "media": 2, "date": 3, "time": 4}
    assert (read["total"], read["faults"], read["status"]) == (3, [], "read")
    assert read["rows"][2] == {"caption": "c. Only an idea"}
    assert before == []
    assert (done["status"], done["done"], done["total"], done["rows"]) == ("completed", 3, 3, [])
    first, two, idea = await posts(desk)
    assert (first["status"], first["wall_clock"]) == ("scheduled", f"{in_days(2)}T09:30:00")
    assert (first["time_zone"], first["hashtags"]) == ("Asia/Seoul", ["#oak", "#lamps"])
    assert first["caption"] == "a. Morning; light\nand oak"
    assert (two["post_type"], len(two["media"]), two["status"]) == ("carousel", 2, "draft")
    assert (idea["status"], idea["media"]) == ("draft", [])


async def test_each_row_says_what_is_wrong_with_it_and_can_be_left_out(desk, studio: Studio):
    table = (
        "caption,media,scheduled_time,account,post_type,campaign\n"
        f"good,{studio.media_id},{in_days(1)} 10:00,,,\n"
        f"past,{studio.media_id},2020-01-01 10:00,,,\n"
        f"odd,{studio.media_id},next Tuesday,,,\n"
        f"bare,,{in_days(1)} 10:00,,,\n"
        "gone,https://example.test/picture.jpg,,,,\n"
        "who,,,@nobody,,\n"
        "type,,,,poem,\n"
        f"{'x' * 2300},,,,,\n"
        "camp,,,,,autumn\n"
    )

    read = await upload(desk, table)
    refused = await desk.post(f"{IMPORTS}/{read['id']}/apply", json={})
    done = await apply(desk, studio, read["id"], skip_faulty=True)

    assert {(fault["row"], fault["field"]) for fault in read["faults"]} == {
        (3, "scheduled_time"),
        (4, "scheduled_time"),
        (5, "media"),
        (6, "media"),
        (7, "account"),
        (8, "post_type"),
        (9, "caption"),
        (10, "campaign"),
    }
    assert "in the past" in read["faults"][0]["message"]
    assert (refused.status_code, refused.json()["code"]) == (409, "post-import-has-faults")
    assert [post["caption"] for post in await posts(desk)] == ["good"]
    assert (done["done"], done["faulty_rows"]) == (9, 8)


async def test_columns_can_be_said_and_rows_are_looked_at_anew(desk, studio: Studio):
    read = await upload(desk, f"A,B\nHello,{in_days(1)} 10:00\n")
    path = f"{IMPORTS}/{read['id']}"

    mapped = (await desk.put(path, json={"mapping": {"caption": 0, "scheduled_time": 1}})).json()
    wrong = await desk.put(path, json={"mapping": {"caption": 2}})
    only = (await desk.put(path, json={"mapping": {"caption": 0}})).json()
    await apply(desk, studio, read["id"])

    assert read["mapping"] == {}
    assert [fault["field"] for fault in mapped["faults"]] == ["media"]
    assert wrong.status_code == 422
    assert only["faults"] == []
    assert [post["caption"] for post in await posts(desk)] == ["Hello"]
    assert (await desk.put(path, json={})).json()["code"] == "post-import-applied"


async def test_writing_goes_on_where_it_ended_and_notes_what_changed_meanwhile(desk, studio: Studio, monkeypatch):
    monkeypatch.setattr(writing, "AT_ONCE", 2)
    rows = "".join(f"no. {n},{studio.media_id},{in_days(1)} 10:0{n}\n" for n in range(5))
    read = await upload(desk, f"caption,media,scheduled_time\n{rows}")
    await desk.post(f"{IMPORTS}/{read['id']}/apply", json={})
    some = writing._write_some
    calls = []

    async def dies(*given: Any) -> None:
        calls.append(given)
        await some(*given)
        if len(calls) == 2:
            raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "_write_some", dies)
        with pytest.raises(RuntimeError):
            await writing.write_import(JobContext(studio.runtime, 1, 1, 8), UUID(read["id"]))
    half = (await desk.get(f"{IMPORTS}/{read['id']}")).json()
    with clock.shifted(timedelta(days=2)):
        await writing.write_import(JobContext(studio.runtime, 1, 2, 8), UUID(read["id"]))

    done = (await desk.get(f"{IMPORTS}/{read['id']}")).json()
    assert (half["status"], half["done"], half["total"]) == ("writing", 2, 5)
    assert [post["caption"] for post in await posts(desk)] == ["no. 0", "no. 1"]
    assert (done["status"], done["done"]) == ("completed", 5)
    assert [fault["row"] for fault in done["faults"]] == [4, 5, 6]


async def test_tables_of_others_are_not_there_and_what_is_no_table_is_refused(desk, studio: Studio, api):
    read = await upload(desk, "caption\nHello\n")
    other = await signed_in(api)
    path = f"{IMPORTS}/{read['id']}"

    async def refused(content: bytes) -> str:
        answer = await desk.post(IMPORTS, files={"file": ("posts.csv", content, "text/csv")})
        assert answer.status_code == 422
        return str(answer.json()["errors"][0]["message"])

    assert (await api.get(path, headers=other)).json()["code"] == "post-import-not-found"
    assert (await api.post(f"{path}/apply", json={}, headers=other)).status_code == 404
    assert "empty" in await refused(b" \n")
    assert "no rows" in await refused(b"caption\n")
    assert "no text" in await refused(b"a\x00b\nc\n")
    template = await desk.get(f"{IMPORTS}/template.csv")
    assert guessed(read_table(template.content).columns)["scheduled_time"] == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_tables_are_read_in_the_encodings_of_spreadsheets(encoding):
    table = read_table("caption\ttags\r\n가을 조명\t#lamp\r\n".encode(encoding))

    assert (table.columns, table.rows) == (["caption", "tags"], [(2, ["가을 조명", "#lamp"])])


def test_western_excel_and_short_rows_are_read():
    table = read_table("Text;Zeit\nMöbel ohne Ärger\n".encode("cp1252"))

    assert table.rows == [(2, ["Möbel ohne Ärger", ""])]
    assert cells_of(table.rows[0][1], guessed(table.columns)) == {"caption": "Möbel ohne Ärger"}


def test_a_table_of_too_many_rows_is_refused():
    with pytest.raises(InvalidInput, match="5001 rows"):
        read_table(b"caption\n" + b"x\n" * 5001)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2027-01-31 09:00", "2027-01-31T09:00:00"),
        ("2027-01-31T09:00:00+09:00", "2027-01-31T09:00:00+09:00"),
        ("31.01.2027 9:00", "2027-01-31T09:00:00"),
        ("2027/1/31 9:05 PM", "2027-01-31T21:05:00"),
        ("03/04/2027 09:00", None),
        ("2027-01-31", None),
    ],
)
def test_days_are_read_unless_they_could_mean_two(written, meant):
    moment, fault = moment_of({"scheduled_time": written})

    assert (moment.isoformat() if moment else None) == meant
    assert (fault is None) == (meant is not None)


def test_hashtags_are_read_with_and_without_signs():
    assert hashtags_of("#oak#lamps, light") == ["#oak", "#lamps", "#light"]
