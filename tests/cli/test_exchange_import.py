"""`autogram exchange import-chat`, on a database of its own."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.cli.conftest import Run
from tests.exchange.organiser import make_community, make_member
from tests.exchange.rounds.rooms import Said, exported
from tests.people import make_user
from typer.testing import CliRunner

from autogram.cli.main import app
from autogram.core import clock
from autogram.core.db import Database
from autogram.exchange.weeks import Week

WEEK = Week.of(clock.now(), "Asia/Seoul").previous
AT = WEEK.at("Asia/Seoul", 1, 12).replace(tzinfo=None)


def said(username: str, words: str, at: datetime = AT) -> Said:
    return Said(at, f"실명 @{username}", words)


ROOM = [
    said("Anna", "https://www.instagram.com/p/A1/ 1/3"),
    said("zoe\x1b[31m", "https://www.instagram.com/reel/Z1/\n2/3"),
    said("boris", "https://www.instagram.com/share/BAmC9 1/3"),
]


@pytest.fixture
async def database(fresh_database: str) -> str:
    """With a community in front, of which Anna and Boris are members."""
    database = Database(fresh_database)
    async with database.transaction() as session:
        person = await make_user(session)
        community = await make_community(session, person.workspace_id, slug="room", is_front=True)
        for name in ("anna", "boris"):
            await make_member(session, community, name)
    await database.close()
    return fresh_database


async def counts(url: str) -> list[int]:
    """Of requests, members and imports."""
    database = Database(url)
    async with database.reading() as session:
        tables = ("exchange_request", "exchange_member", "exchange_chat_import")
        found = [await session.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables]
    await database.close()
    return found


def a_file(folder: Path, room: list[Said]) -> str:
    file = folder / "KakaoTalk_latest.txt"
    file.write_text(exported("iphone", room), encoding="utf-8")
    return str(file)


async def test_it_only_shows_what_it_found(run: Run, database: str, tmp_path: Path):
    shown = run("exchange", "import-chat", a_file(tmp_path, ROOM), DATABASE_URL=database, COLUMNS="120")

    assert shown.returncode == 0, shown.stderr
    assert "KakaoTalk_latest.txt: 3 messages" in shown.stdout
    [row] = [line for line in shown.stdout.splitlines() if str(WEEK) in line]
    assert [cell.strip() for cell in row.strip("│").split("│")] == [str(WEEK), "1", "0", "1", "0"]
    assert "is not a member" in shown.stdout
    assert "share link" in shown.stdout
    assert "\x1b[31m" not in shown.stdout
    assert "Nothing was written" in shown.stdout
    assert await counts(database) == [0, 2, 0]


async def test_it_writes_when_told_to(run: Run, database: str, tmp_path: Path):
    command = ("exchange", "import-chat", a_file(tmp_path, ROOM), "--apply", "--add-members", "--community", "room")

    done = run(*command, "--week", str(WEEK), DATABASE_URL=database)

    assert "Added: 2 requests, 1 members." in done.stdout
    assert await counts(database) == [2, 3, 1]


def test_a_community_that_is_not_there_is_said_in_one_line(run: Run, fresh_database: str, tmp_path: Path):
    done = run("exchange", "import-chat", a_file(tmp_path, ROOM), DATABASE_URL=fresh_database)

    assert done.returncode == 2
    assert done.stderr == "autogram: No community is in front on this installation.\n"


def test_what_is_wrong_with_file_or_options_is_said_in_one_line(tmp_path: Path):
    good, odd = a_file(tmp_path, ROOM), tmp_path / "odd.txt"
    odd.write_text("hello")

    for arguments, word in (
        ([good, "--week", "next"], "is not a week"),
        ([str(odd)], "No message"),
        ([str(tmp_path / "none.txt")], "No such file"),
    ):
        result = CliRunner().invoke(app, ["exchange", "import-chat", *arguments])
        assert result.exit_code == 2, result.output
        assert word in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1
