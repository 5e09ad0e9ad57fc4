"""What is read in exported chats, whichever program exported them."""

from dataclasses import replace
from datetime import time

import pytest
from tests.exchange.rounds.rooms import ALL_SHAPES, a_room, exported

from autogram.core.errors import ContentTooLarge
from autogram.exchange.rounds.chat.nicknames import username_of
from autogram.exchange.rounds.chat.recognising import Recognised, recognise
from autogram.exchange.rounds.errors import ChatUnreadable
from autogram.exchange.weeks import Week

LINK = "https://www.instagram.com/p/DBx3Yh7Sabc/"


def read(text: str) -> Recognised:
    return recognise(text.encode())


def said(text: str) -> Recognised:
    """One message, of an iPhone."""
    return read(f"2025. 10. 14. 오전 9:30, 홍길동 @gil.dong : {text}\n")


def codes(found: Recognised) -> list[str]:
    return [each.shortcode for each in found.submissions]


def reasons(found: Recognised) -> list[tuple[int, str]]:
    return [(each.line, each.why) for each in found.left_out]


@pytest.mark.parametrize("shape", ALL_SHAPES)
@pytest.mark.parametrize("seed", range(3))
def test_no_message_is_lost_and_every_request_has_its_time(shape: str, seed: int):
    room = a_room(seed)

    found = read(exported(shape, room.said))

    assert found.messages == len(room.said)
    assert [(each.nickname, each.at, each.shortcode) for each in found.submissions] == room.asked
    linked = sum(each.text.count("instagram.com") for each in room.said)
    assert len(found.submissions) + len(found.left_out) == linked


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_encoding_and_the_ends_of_lines_make_no_difference(encoding: str, line_end: str):
    room = a_room(4, messages=30)
    text = exported("pc", room.said).replace("🙏", "").replace("\n", line_end)

    found = recognise(text.encode(encoding))

    assert codes(found) == [code for _, _, code in room.asked]
    assert found.submissions[0].nickname == room.asked[0][0]


def test_a_file_with_a_broken_letter_is_read_all_the_same():
    data = exported("iphone", a_room(5).said).encode()

    assert codes(recognise(b"\xff" + data)) == [code for _, _, code in a_room(5).asked]


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("오전 12:30", 0),
        ("오전 1:30", 1),
        ("오후 12:30", 12),
        ("오후 11:30", 23),
        ("00:30", 0),
        ("23:30", 23),
        ("12:30 AM", 0),
        ("12:30 p.m.", 12),
    ],
)
def test_clocks_of_12_and_24_hours(written: str, hour: int):
    [found] = read(f"2025. 10. 14. {written}, 홍길동 @gil : {LINK} 1/3").submissions

    assert found.at.time() == time(hour, 30)


def test_a_week_ends_at_midnight_whichever_clock_says_so():
    lines = ("2025. 12. 28. 오후 11:59", "2025. 12. 29. 오전 12:00", "2027. 1. 3. 23:59", "2027. 1. 4. 00:00")

    found = read("\n".join(f"{line}, 홍길동 @gil : {LINK} 1/3" for line in lines))

    weeks = [str(Week.of_day(each.at.date())) for each in found.submissions]
    assert weeks == ["2025-W52", "2026-W01", "2026-W53", "2027-W01"]


@pytest.mark.parametrize(
    "text",
    [
        f"{LINK} 1/3",
        f"{LINK}1/3",
        f"{LINK}\n1/3",
        f"{LINK}\n\n   \n1/3",
        f"\n{LINK}\n1/3",
        f"오늘 올렸어요\n{LINK}?igsh=MzRl== (1/3) 부탁드려요",
        f"{LINK} \uff11\uff0f\uff13",
        f"{LINK} 오늘의 첫번째 1/3입니다",
        f"{LINK} 1 / 3",
    ],
)
def test_a_link_that_a_counter_follows_is_a_request(text: str):
    found = said(text)

    assert codes(found) == ["DBx3Yh7Sabc"]
    assert (found.submissions[0].number, found.submissions[0].of) == (1, 3)


@pytest.mark.parametrize(
    "text",
    [
        LINK,
        f"1/3 {LINK}",
        f"1/3\n{LINK}",
        f"{LINK}\n잘 부탁드려요\n1/3",
        f"{LINK} 2025/1/3",
        f"{LINK} 1/3/2025",
        f"{LINK} 0/3",
        f"{LINK} 100/300",
        f"{LINK} https://example.test/1/3",
    ],
)
def test_a_link_without_a_counter_behind_it_is_chat(text: str):
    found = said(text)

    assert codes(found) == []
    assert [why for _, why in reasons(found)] == ["no counter like 1/3 follows the link"]


def test_a_counter_beyond_its_end_says_so():
    assert reasons(said(f"{LINK} 4/3")) == [(1, "the counter 4/3 goes beyond its own end")]


def test_each_link_has_its_own_counter():
    links = [f"https://www.instagram.com/reel/R{number}/" for number in range(1, 7)]

    found = said(f"{links[0]} 1/3 {links[1]} 2/3\n{links[2]}\n3/3\n{links[3]}\n1/3 {links[4]}\n\n{links[5]}\n2/3")

    assert [(each.line, each.shortcode, each.number) for each in found.submissions] == [
        (1, "R1", 1),
        (1, "R2", 2),
        (2, "R3", 3),
        (7, "R6", 2),
    ]
    assert [(each.line, each.link[-4:-1]) for each in found.left_out] == [(4, "/R4"), (5, "/R5")]


def test_links_that_lead_to_no_post_are_left_out_with_the_reason():
    found = said("https://www.instagram.com/share/reel/BAmC9 1/3\nhttps://www.instagram.com/gil.dong 2/3")

    assert [line for line, _ in reasons(found)] == [1, 2]
    assert "share link" in found.left_out[0].why
    assert "does not lead to a post" in found.left_out[1].why
    assert found.left_out[0].nickname == "홍길동 @gil.dong"


def test_what_people_type_does_not_end_their_message():
    typed = "2025년 10월 15일 수요일\n2025. 10. 15. 오후 7:00\n2025. 10. 15. 오후 7:00: 모임\n[나] [오전 9:00] 안녕"

    found = said(f"{typed}\n{LINK} 1/3")

    assert [(each.at.day, each.line) for each in found.submissions] == [(14, 5)]
    assert found.messages == 1


def test_a_day_that_somebody_writes_does_not_change_the_day_of_a_pc():
    found = read(
        "--------------- 2025년 10월 14일 화요일 ---------------\n[홍 @gil] [오전 9:30] 모임은\n"
        f"2025년 10월 25일 토요일\n[홍 @gil] [오전 9:31] {LINK} 1/3\n"
    )

    assert found.submissions[0].at.day == 14


def test_what_the_room_writes_is_nobodys_message():
    found = read(
        "2025. 10. 14. 오전 9:30: 홍길동님이 들어왔습니다.\n"
        f"2025. 10. 14. 오전 9:31, 홍길동 @gil : {LINK}\n"
        "2025. 10. 14. 오전 9:32: 홍길동님이 나갔습니다.\n"
        f"2025. 10. 14. 오전 9:33: {LINK} 1/3\n"
    )

    assert found.messages == 1
    assert reasons(found) == [(4, "nobody can tell who wrote it"), (2, "no counter like 1/3 follows the link")]


def test_a_message_before_the_first_day_has_no_week():
    found = read(f"[홍 @gil] [오전 9:30] {LINK} 1/3\n")

    assert reasons(found) == [(1, "no line above it says the day")]


def test_days_that_are_none_begin_nothing():
    for wrong in ("2025. 2. 30. 오전 9:30", "2025. 13. 1. 오전 9:30", "2025. 10. 14. 25:30", "1999. 10. 14. 9:30"):
        with pytest.raises(ChatUnreadable):
            read(f"{wrong}, 홍길동 @gil : {LINK} 1/3")


@pytest.mark.parametrize(
    ("nickname", "username"),
    [
        ("홍길동 @gil.dong", "gil.dong"),
        ("홍길동@Gil_Dong", "gil_dong"),
        ("홍길동 @ gil", "gil"),
        ("홍길동 \uff20gil", "gil"),
        ("홍길동 @gil / 서울", "gil"),
        ("홍길동 @gil님", "gil"),
        ("길@naver @gil", "gil"),
        ("홍길동 @gil @", "gil"),
        ("\u2068홍길동 @gil\u2069", "gil"),
        ("Gil.Dong", "gil.dong"),
        ("홍길동", "홍길동"),
        ("홍길동 @", "홍길동 @"),
    ],
)
def test_the_user_name_stands_behind_the_last_at(nickname: str, username: str):
    assert username_of(nickname) == username


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello\nworld",
        b"PK\x03\x04" + bytes(40),
        bytes(range(128, 256)) * 9,
        b"\xff\xfe",
        b"Date,User,Message\n\x00",
    ],
)
def test_what_is_no_chat_is_refused_or_empty(data: bytes):
    try:
        found = recognise(data)
    except ChatUnreadable:
        return
    assert found.messages == 0


def test_too_much_is_refused_and_long_lines_are_cut():
    with pytest.raises(ContentTooLarge):
        recognise(bytes(20_000_001))
    with pytest.raises(ContentTooLarge):
        read("2025. 10. 14. 9:30, a : " + "\n" * 1_000_001)
    with pytest.raises(ContentTooLarge):
        read(f"2025. 10. 14. 9:30, a : {'instagr.am/p/A ' * 1_300}\n" * 16)

    long = read(f"2025. 10. 14. 9:30, a : {'x' * 500_000}{LINK} 1/3\n2025. 10. 14. 9:31, b : {LINK} 1/3")
    assert (long.messages, codes(long)) == (2, ["DBx3Yh7Sabc"])
    assert "longer than" in long.left_out[0].why


def test_a_broken_table_is_refused():
    text = exported("mac", [replace(a_room(1).said[0], text="x" * 200_000)])

    with pytest.raises(ChatUnreadable, match="table is broken near line"):
        read(text)
