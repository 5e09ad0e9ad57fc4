"""A chat export on its way into the weeks of a community."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from tests.exchange.organiser import Organiser
from tests.exchange.rounds.asking import ask, shortcodes
from tests.exchange.rounds.rooms import Said, a_room, exported

from autogram.exchange.community.models import MemberStatus
from autogram.exchange.rounds.messages import EraseOldImports
from autogram.jobs.api import HANDLERS, JobContext

pytestmark = pytest.mark.usefixtures("members")


def asks(at: datetime, username: str, shortcode: str, counter: str = "1/3") -> Said:
    return Said(at, f"실명 @{username}", f"https://www.instagram.com/p/{shortcode}/ {counter}")


async def days_ago(organiser: Organiser, weeks: int = 1) -> datetime:
    """Noon of a Tuesday, some weeks ago, as a phone in Seoul writes it."""
    week = await organiser.this_week()
    for _ in range(weeks):
        week = week.previous
    return week.at("Asia/Seoul", 1, 12).replace(tzinfo=None)


async def upload(organiser: Organiser, room: list[Said], expect: int = 201, shape: str = "iphone") -> Any:
    files = {"file": ("KakaoTalk_latest.txt", exported(shape, room).encode(), "text/plain")}
    return await organiser.ask("POST", "/imports", expect, files=files)


async def apply(organiser: Organiser, preview: Any, expect: int = 200, **choice: Any) -> Any:
    return await organiser.ask("POST", f"/imports/{preview['id']}/apply", expect, json=choice)


def fates(preview: Any) -> list[tuple[str, str]]:
    """Of each line its user name and fate, the newest week first."""
    return [(line["username"], line["fate"]) for week in preview["weeks"] for line in week["lines"]]


async def test_a_chat_is_shown_before_anything_is_written(organiser: Organiser):
    at = await days_ago(organiser)
    room = [asks(at, "Anna", "A1"), asks(at, "zoe", "Z1", "2/3"), Said(at, "실명 @boris", "instagram.com/p/B1/")]

    preview = await upload(organiser, room)

    [week] = preview["weeks"]
    assert week["week"] == str((await organiser.this_week()).previous)
    assert week["counts"] == {"new": 1, "unknown-member": 1}
    assert week["lines"][0] == {
        "line": 6,
        "requested_at": at.replace(tzinfo=ZoneInfo("Asia/Seoul")).isoformat(),
        "username": "anna",
        "nickname": "실명 @Anna",
        "instagram_link": "https://www.instagram.com/p/A1/",
        "counter": "1/3",
        "fate": "new",
        "why": None,
    }
    assert preview["unknown_usernames"] == [{"username": "zoe", "nickname": "실명 @zoe", "requests": 1}]
    assert [(line["line"], line["why"]) for line in preview["left_out"]] == [
        (8, "no counter like 1/3 follows the link")
    ]
    assert (preview["layout"], preview["messages"], preview["filename"]) == ("mobile", 3, "KakaoTalk_latest.txt")
    assert await shortcodes(organiser) == []
    assert await organiser.ask("GET", f"/imports/{preview['id']}") == preview


async def test_applied_it_is_written_once_however_often(organiser: Organiser):
    at = await days_ago(organiser)
    room = [asks(at, "anna", "A1"), asks(at, "boris", "B1"), asks(at, "zoe", "Z1")]
    preview = await upload(organiser, room)

    assert await apply(organiser, preview) == {"requests_added": 2, "members_added": 0}
    assert await apply(organiser, preview) == {"requests_added": 0, "members_added": 0}
    # The next export holds the same messages and more of them.
    overlapping = await upload(organiser, [*room, asks(at, "anna", "A2", "2/3")], shape="pc")
    assert fates(overlapping) == [("anna", "known"), ("boris", "known"), ("zoe", "unknown-member"), ("anna", "new")]
    assert await apply(organiser, overlapping) == {"requests_added": 1, "members_added": 0}

    assert sorted(await shortcodes(organiser)) == ["A1", "A2", "B1"]
    [first] = (await organiser.ask("GET", "/requests", params={"limit": 1}))["items"]
    assert (first["source"], first["requested_at"]) == ("chat", _utc(at))
    listed = (await organiser.ask("GET", "/imports"))["items"]
    assert [(each["requests_added"], each["applied_at"] is None) for each in listed] == [(1, False), (2, False)]
    assert (await organiser.audited()).count("requests.import") == 3
    assert [each["requests_added"] for each in await organiser.announced("exchange.chat_imported")] == [2, 0, 1]


def _utc(at: datetime) -> str:
    return at.replace(tzinfo=ZoneInfo("Asia/Seoul")).astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")


async def test_unknown_user_names_become_members_only_if_wanted(organiser: Organiser):
    at = await days_ago(organiser, weeks=2)
    room = [
        asks(at, "zoe", "Z1"),
        asks(at + timedelta(days=7), "zoe", "Z2"),
        asks(at, "yun", "Y1"),
        asks(at, "홍", "X"),
    ]
    preview = await upload(organiser, room)
    assert dict(fates(preview))["실명 @홍"] == "no-username"

    assert await apply(organiser, preview, add_members=["@Zoe"]) == {"requests_added": 2, "members_added": 1}
    assert await apply(organiser, preview, add_members=True) == {"requests_added": 1, "members_added": 1}

    found = (await organiser.ask("GET", "/members", params={"search": "zoe"}))["items"]
    assert [(each["username"], each["display_name"]) for each in found] == [("zoe", "실명 @zoe")]
    # Who asked two weeks ago has been a member since then, and was to comment in those weeks.
    assert found[0]["joined_at"] == _utc(at)


async def test_only_the_chosen_weeks_are_written(organiser: Organiser):
    at = await days_ago(organiser, weeks=3)
    room = [asks(at + timedelta(weeks=number), "anna", f"A{number}") for number in range(3)]
    preview = await upload(organiser, room)
    newest, middle, _ = [week["week"] for week in preview["weeks"]]

    assert (await apply(organiser, preview, weeks=[middle]))["requests_added"] == 1
    assert await shortcodes(organiser) == ["A1"]
    assert (await apply(organiser, preview, weeks=[middle, newest]))["requests_added"] == 1
    assert (await apply(organiser, preview))["requests_added"] == 1
    assert (await apply(organiser, preview, 422, weeks=["last"]))["code"] == "invalid-input"


async def test_what_is_not_taken_says_why(organiser: Organiser):
    await organiser.member("dora", status=MemberStatus.SUSPENDED)
    at = await days_ago(organiser)
    withdrawn = await ask(organiser, "chloe", "C1", week=str((await organiser.this_week()).previous))
    await organiser.ask("DELETE", f"/requests/{withdrawn['id']}", 204)
    room = [
        *(asks(at, "anna", f"A{number}", f"{number}/4") for number in (1, 1, 2, 4)),
        *(asks(at, "boris", f"B{number}") for number in range(4)),
        asks(at, "chloe", "C1"),
        asks(at, "dora", "D1"),
        asks(at + timedelta(weeks=3), "anna", "A9"),
    ]

    preview = await upload(organiser, room)

    assert fates(preview) == [
        ("anna", "future"),
        ("anna", "new"),
        ("anna", "repeated"),
        ("anna", "new"),
        ("anna", "over-limit"),
        ("boris", "new"),
        ("boris", "new"),
        ("boris", "new"),
        ("boris", "over-limit"),
        ("chloe", "withdrawn"),
        ("dora", "no-part"),
    ]
    whys = [line["why"] for week in preview["weeks"] for line in week["lines"] if line["why"]]
    assert "the counter says 4; 3 a week are allowed" in whys
    assert "@dora is suspended" in whys
    assert (await apply(organiser, preview))["requests_added"] == 5
    # What an organiser withdrew is not brought back by reading the chat again.
    assert (await organiser.ask("GET", f"/requests/{withdrawn['id']}"))["is_withdrawn"] is True


async def test_the_week_of_a_message_is_the_one_in_seoul(organiser: Organiser):
    monday = (await organiser.this_week()).previous.begins_at("Asia/Seoul").replace(tzinfo=None)
    minute = timedelta(minutes=1)
    room = [asks(monday - minute, "anna", "A1"), asks(monday, "anna", "A2"), asks(monday + minute, "anna", "A3")]

    preview = await upload(organiser, room)

    previous = (await organiser.this_week()).previous
    assert [(week["week"], len(week["lines"])) for week in preview["weeks"]] == [
        (str(previous), 2),
        (str(previous.previous), 1),
    ]


async def test_a_whole_room_is_written_in_one_go(organiser: Organiser):
    await organiser.change(requests_per_week=20)
    room = a_room(6, messages=300)

    preview = await upload(organiser, room.said, shape="pc")
    done = await apply(organiser, preview, add_members=True)

    assert done == {"requests_added": len(room.asked), "members_added": 4}
    assert await organiser.count("exchange_request", "source = 'chat'") == len(room.asked)


async def test_text_is_as_good_as_a_file(organiser: Organiser):
    chat = exported("iphone", [asks(await days_ago(organiser), "anna", "A1")])

    as_json = await organiser.ask("POST", "/imports", 201, json={"text": chat, "filename": "a\x00b.txt"})
    as_field = await organiser.ask("POST", "/imports", 201, data={"text": chat}, files={"other": ("", b"")})

    assert fates(as_json) == fates(as_field) == [("anna", "new")]
    assert as_json["filename"] == "ab.txt"


@pytest.mark.parametrize(
    ("options", "expect", "code"),
    [
        ({"content": b"x"}, 422, "invalid-input"),
        ({"json": {"text": ""}}, 422, "invalid-input"),
        ({"json": ["text"]}, 422, "invalid-input"),
        ({"files": {"other": ("a.txt", b"x")}}, 422, "invalid-input"),
        ({"files": {"file": ("a.txt", b"")}}, 400, "chat-unreadable"),
        ({"files": {"file": ("a.txt", b"hello")}}, 400, "chat-unreadable"),
        ({"files": {"file": ("a.txt", bytes(20_000_001))}}, 413, "content-too-large"),
        ({"files": {"file": ("a.txt", bytes(20_100_000))}}, 413, "content-too-large"),
    ],
)
async def test_what_is_no_chat_is_refused_in_words(organiser: Organiser, options: Any, expect: int, code: str):
    problem = await organiser.ask("POST", "/imports", expect, **options)

    assert problem["code"] == code
    assert await organiser.count("exchange_chat_import") == 0


async def test_what_was_read_is_erased_after_a_day_and_what_came_of_it_stays(organiser: Organiser):
    at = await days_ago(organiser)
    applied = await upload(organiser, [asks(at, "anna", "A1")])
    await apply(organiser, applied)
    unused = await upload(organiser, [asks(at, "boris", "B1")])

    async with organiser.runtime.database.transaction() as session:
        await session.execute(text("UPDATE exchange_chat_import SET created_at = created_at - interval '25 hours'"))

    assert (await apply(organiser, unused, 409))["code"] == "import-erased"
    handler = HANDLERS[EraseOldImports.name]
    await handler.handler(JobContext(organiser.runtime, 1, 1, handler.max_attempts), EraseOldImports())

    later = await organiser.ask("GET", f"/imports/{applied['id']}")
    assert (later["weeks"], later["requests_added"]) == ([], 1)
    await organiser.ask("GET", f"/imports/{unused['id']}", 404)
    assert await shortcodes(organiser) == ["A1"]


async def test_imports_are_for_their_own_organisers(organiser: Organiser, stranger: Organiser):
    preview = await upload(organiser, [asks(await days_ago(organiser), "anna", "A1")])

    await stranger.ask("GET", f"/imports/{preview['id']}", 404)
    await apply(stranger, preview, 404)
    assert (await stranger.ask("GET", "/imports"))["items"] == []
