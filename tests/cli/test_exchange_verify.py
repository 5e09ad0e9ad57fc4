"""`autogram exchange verify` where nothing can be verified; a whole run is in tests/exchange/verification."""

import pytest
from tests.exchange.organiser import make_community
from tests.people import make_user
from typer.testing import CliRunner

from autogram.cli.main import app
from autogram.core.db import Database


@pytest.fixture
async def url(fresh_database: str, keyring: object, monkeypatch: pytest.MonkeyPatch, home: object) -> str:
    """A database with a community in front, to which no worker is connected."""
    database = Database(fresh_database)
    async with database.transaction() as session:
        person = await make_user(session)
        await make_community(session, person.workspace_id, slug="room", is_front=True)
    await database.close()
    monkeypatch.setenv("DATABASE_URL", fresh_database)
    monkeypatch.setenv("AUTOGRAM_HOME", str(home))
    return fresh_database


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "No worker is running that could read the posts. Start one: autogram up, or autogram worker."),
        (["--week", "next"], "--week: 'next' is not a week. Write it like 2026-W47."),
        (["--community", "elsewhere"], "Community not found"),
    ],
)
def test_what_is_in_the_way_is_said_in_one_line(url: str, arguments: list[str], words: str):
    done = CliRunner().invoke(app, ["exchange", "verify", *arguments])

    assert (done.exit_code, done.stderr) == (2, f"autogram: {words}\n")
