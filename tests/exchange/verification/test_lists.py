"""Rows, board and ledger, for organisers, members and strangers."""

import csv
import io
from typing import Any

import pytest
from tests.exchange.organiser import Organiser
from tests.exchange.verification.circle import Circle

from autogram.exchange.community.schemas import MemberFacts

Post = dict[str, Any]
Members = list[MemberFacts]


@pytest.fixture
async def verified(circle: Circle, post: Post, members: Members) -> Circle:
    """Anna and Boris asked; Boris commented for Anna, Chloe for nobody, Anna for Boris."""
    second = circle.post()
    await circle.asks(members[1], second)
    circle.says(post, "boris", "=SUM(1) nice")
    circle.says(second, "anna")
    await circle.verify()
    return circle


async def test_rows_are_filtered_and_paged(verified: Circle, members: Members):
    async def found(**filters: Any) -> list[tuple[str, str]]:
        return [(row["username"], row["finding"]) for row in await verified.rows(**filters)]

    assert await found() == [("anna", "seen"), ("boris", "seen"), ("chloe", "missing"), ("chloe", "missing")]
    assert await found(member_id=str(members[1].id)) == [("boris", "seen")]
    assert await found(finding="missing", is_verified=False) == [("chloe", "missing")] * 2
    assert await found(week=str(verified.week().previous)) == []
    first = await verified.ask("GET", "/verifications", params={"limit": 3})
    rest = await verified.ask("GET", "/verifications", params={"limit": 3, "cursor": first["next_cursor"]})
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (3, 1, None)


async def test_the_board_shows_members_by_posts(verified: Circle, members: Members):
    board = await verified.ask("GET", f"/weeks/{verified.week()}/board")

    assert [post["username"] for post in board["posts"]] == ["anna", "boris"]
    assert [(post["reading"], post["comments_read"]) for post in board["posts"]] == [("complete", 1)] * 2
    found = {line["username"]: [cell and cell["finding"] for cell in line["cells"]] for line in board["members"]}
    assert found == {"anna": [None, "seen"], "boris": ["seen", None], "chloe": ["missing", "missing"]}
    assert board["members"][1]["cells"][0]["comment_id"]
    assert board["run"]["status"] == "completed"


async def test_the_ledger_adds_up_what_was_given_and_received(verified: Circle):
    ledger = await verified.ask("GET", "/ledger", params={"last_week": str(verified.week())})

    figures = ("uploads", "given", "received", "missing", "unknown")
    found = {member["username"]: [member[name] for name in figures] for member in ledger["members"]}
    assert found == {"anna": [1, 1, 1, 0, 0], "boris": [1, 1, 1, 0, 0], "chloe": [0, 0, 0, 2, 0]}
    weeks = ledger["members"][2]["weeks"]
    assert [week["missing"] for week in weeks] == [0, 0, 0, 2]
    assert (ledger["first_week"], ledger["last_week"]) == (weeks[0]["week"], str(verified.week()))
    wrong = {"first_week": "2026-W10", "last_week": "2026-W09"}
    await verified.ask("GET", "/ledger", 422, params=wrong)
    await verified.ask("GET", "/ledger", 422, params={"first_week": "2020-W01"})


async def test_below_a_closed_request_nothing_is_missing(verified: Circle):
    board = await verified.ask("GET", f"/weeks/{verified.week()}/board")
    for post in board["posts"]:
        await verified.ask("POST", f"/requests/{post['request_id']}/close", json={"reason": "An advert"})

    ledger = await verified.ask("GET", "/ledger")

    assert {member["username"]: member["missing"] for member in ledger["members"]} == dict.fromkeys(
        ("anna", "boris", "chloe"), 0
    )


async def test_everything_leaves_as_a_spreadsheet_in_which_no_cell_is_a_formula(verified: Circle):
    async def sheet(path: str) -> list[list[str]]:
        answer = await verified.organiser.api.get(f"/api/v1/exchange{path}", headers=verified.organiser.headers)
        assert answer.headers["content-type"].startswith("text/csv")
        return list(csv.reader(io.StringIO(answer.text)))

    rows = await sheet(f"/verifications.csv?week={verified.week()}")
    assert len(rows) == 5
    assert "'=SUM(1) nice" in rows[1] + rows[2] + rows[3] + rows[4]
    board = await sheet(f"/weeks/{verified.week()}/board.csv")
    assert [line[1:] for line in board[1:]] == [["'-", "verified"], ["verified", "'-"], ["missing", "missing"]]
    ledger = await sheet("/ledger.csv")
    assert ledger[0] == ["username", "status", "week", "uploads", "given", "received", "missing", "unknown"]


@pytest.mark.parametrize(
    ("visibility", "names"), [("names", ["anna", "boris", "chloe"]), ("masked", ["a***", "bo***", "ch***"])]
)
async def test_strangers_see_of_the_board_what_the_community_shows(verified: Circle, visibility: str, names: list[str]):
    await verified.organiser.change(visibility=visibility)

    board = await verified.organiser.public("GET", "/board", params={"week": str(verified.week())})

    assert [line["username"] for line in board["members"]] == names
    assert [post["username"] for post in board["posts"]] == names[:2]
    assert "SUM" not in str(board)
    assert str(verified.week()) == board["week"]


async def test_where_only_members_may_see_the_board_strangers_see_nothing(verified: Circle, members: Members):
    await verified.organiser.change(visibility="members")
    week = {"week": str(verified.week())}

    strangers = await verified.organiser.public("GET", "/board", params=week)
    token = await verified.organiser.link_of(members[0])
    own = await verified.organiser.public("GET", "/board", params=week, token=token)

    assert (strangers["posts"], strangers["members"], strangers["visibility"]) == ([], [], "members")
    assert [line["username"] for line in own["members"]] == ["anna", "boris", "chloe"]
    await verified.organiser.public("GET", "/board", 404, params=week, token="wrong")


async def test_another_workspace_sees_nothing_of_it(verified: Circle, stranger: Organiser):
    run = (await verified.ask("GET", "/verification-runs"))["items"][0]

    assert (await stranger.ask("GET", "/verifications"))["items"] == []
    assert (await stranger.ask("GET", f"/weeks/{verified.week()}/board"))["posts"] == []
    await stranger.ask("GET", f"/verification-runs/{run['id']}", 404)


async def test_who_looks_is_told_of_progress(verified: Circle):
    told = await verified.organiser.announced("exchange.verification_changed")

    assert [(event["status"], event["posts_read"]) for event in told] == [
        ("running", 0),
        ("running", 1),
        ("completed", 2),
    ]
