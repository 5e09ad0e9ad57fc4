"""A list is read page by page, each row once, whatever is added meanwhile."""

import base64
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from tests.people import signed_in_admin

from autogram.core import audit, clock
from autogram.core.audit import AuditEntry
from autogram.core.errors import InvalidInput
from autogram.core.paging import decode_cursor, encode_cursor

NOW = clock.now()


async def write(session, subject: str, *, ago: timedelta = timedelta(0)) -> None:
    session.add(AuditEntry(action="test.write", subject=subject, details={}, created_at=NOW - ago))
    await session.flush()


async def read_all(session, *, limit: int) -> list[str]:
    """Every subject, read in pages of `limit`."""
    subjects, cursor = [], None
    while True:
        entries, cursor = await audit.list_entries(session, cursor=cursor, limit=limit)
        subjects += [entry.subject for entry in entries]
        if cursor is None:
            return subjects


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 10])
async def test_every_row_comes_once_newest_first(session, limit):
    for number in range(4):
        await write(session, f"test:{number}", ago=timedelta(minutes=number))

    assert await read_all(session, limit=limit) == ["test:0", "test:1", "test:2", "test:3"]


async def test_rows_of_the_same_moment_are_told_apart(session):
    for number in range(5):
        await write(session, f"test:{number}")

    assert sorted(await read_all(session, limit=2)) == [f"test:{number}" for number in range(5)]


async def test_what_is_added_while_reading_moves_nothing(session):
    for number in range(4):
        await write(session, f"test:{number}", ago=timedelta(minutes=number))
    first, cursor = await audit.list_entries(session, limit=2)

    await write(session, "test:newer", ago=timedelta(minutes=-1))
    await write(session, "test:older", ago=timedelta(hours=1))
    second, cursor = await audit.list_entries(session, cursor=cursor, limit=2)
    third, cursor = await audit.list_entries(session, cursor=cursor, limit=2)

    assert [entry.subject for entry in first + second + third] == [
        *("test:0", "test:1"),
        *("test:2", "test:3"),
        "test:older",
    ]
    assert cursor is None


async def test_a_row_that_is_gone_does_not_stop_the_reading(session):
    for number in range(3):
        await write(session, f"test:{number}", ago=timedelta(minutes=number))
    _, cursor = await audit.list_entries(session, limit=2)

    await session.delete(await session.scalar(select(AuditEntry).where(AuditEntry.subject == "test:1")))
    await session.flush()

    entries, _ = await audit.list_entries(session, cursor=cursor, limit=2)
    assert [entry.subject for entry in entries] == ["test:2"]


async def test_an_empty_list_has_no_next_page(session):
    assert await audit.list_entries(session) == ([], None)


def test_a_cursor_says_where_it_stands():
    row_id = uuid4()

    assert decode_cursor(encode_cursor(NOW, row_id)) == (NOW, row_id)


def disguised(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


SOME_ID = UUID("019a0000-0000-7000-8000-000000000000")
BAD_CURSORS = [
    "x",
    "not a cursor",
    "🙂",
    "A" * 200,
    disguised("no bar"),
    disguised(f"yesterday|{SOME_ID}"),
    disguised("2026-01-01T00:00:00+00:00|no-id"),
    disguised(f"2026-01-01T00:00:00|{SOME_ID}"),
    disguised(f"0001-01-01T00:00:00+14:00|{SOME_ID}"),
    disguised(f"9999-12-31T23:59:59-14:00|{SOME_ID}"),
    disguised(f"2026-01-01T00:00:00+00:00|{SOME_ID}|more"),
]


@pytest.mark.parametrize("cursor", BAD_CURSORS, ids=range(len(BAD_CURSORS)))
def test_a_cursor_that_is_not_ours_is_refused(cursor):
    with pytest.raises(InvalidInput, match="cursor"):
        decode_cursor(cursor)


async def test_over_http_a_bad_cursor_or_limit_names_its_field(api):
    headers = await signed_in_admin(api)

    for query, field in [("cursor=x", "cursor"), ("limit=0", "limit"), ("limit=101", "limit"), ("limit=many", "limit")]:
        answer = await api.get(f"/api/v1/admin/audit?{query}", headers=headers)

        assert answer.status_code == 422, query
        assert answer.headers["content-type"] == "application/problem+json"
        assert [error["field"] for error in answer.json()["errors"]] == [field]
