"""Rooms that never were, and how each of KakaoTalk's programs would export them."""

import csv
import io
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

WEEKDAYS = "월화수목금토일"


@dataclass(frozen=True)
class Said:
    """One message."""

    at: datetime
    nickname: str
    text: str


def korean(at: datetime) -> str:
    return f"{'오전' if at.hour < 12 else '오후'} {at.hour % 12 or 12}:{at:%M}"


def english(at: datetime) -> str:
    return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def korean_day(day: date) -> str:
    return f"{day.year}년 {day.month}월 {day.day}일 {WEEKDAYS[day.weekday()]}요일"


def english_day(day: date) -> str:
    return f"{day:%A, %B} {day.day}, {day.year}"


def dashed(day: str) -> str:
    return f"--------------- {day} ---------------"


def dotted(day: date) -> str:
    return f"{day.year}. {day.month}. {day.day}."


# Each makes the line of a day, if the layout has one, and the first line of a message.
Shape = tuple[Callable[[date], str | None], Callable[[datetime, str], str]]

SHAPES: dict[str, Shape] = {
    "iphone": (korean_day, lambda at, who: f"{dotted(at)} {korean(at)}, {who} : "),
    "iphone, 24 hours": (korean_day, lambda at, who: f"{dotted(at)} {at:%H:%M}, {who} : "),
    "iphone, English": (english_day, lambda at, who: f"{at:%b} {at.day}, {at.year} at {english(at)}, {who} : "),
    "iphone, English, narrow spaces": (
        english_day,
        lambda at, who: f"{at:%b} {at.day}, {at.year} at {english(at)}, {who} : ".replace(" AM", "\u202fAM"),
    ),
    "iphone, English, 24 hours": (english_day, lambda at, who: f"{at.day} {at:%B} {at.year} at {at:%H:%M}, {who} : "),
    "android": (
        lambda day: f"{day.year}년 {day.month}월 {day.day}일 오전 12:00",
        lambda at, who: f"{at.year}년 {at.month}월 {at.day}일 {korean(at)}, {who} : ",
    ),
    "android, English": (
        lambda day: f"{day:%B} {day.day}, {day.year}, 12:00 AM",
        lambda at, who: f"{at:%B} {at.day}, {at.year}, {english(at)}, {who} : ",
    ),
    "pc": (lambda day: dashed(korean_day(day)), lambda at, who: f"[{who}] [{korean(at)}] "),
    "pc, 24 hours": (lambda day: dashed(korean_day(day)), lambda at, who: f"[{who}] [{at:%H:%M}] "),
    "pc, English": (lambda day: dashed(english_day(day)), lambda at, who: f"[{who}] [{english(at)}] "),
    "days of dots": (
        lambda day: f"{dotted(day)} {WEEKDAYS[day.weekday()]}요일",
        lambda at, who: f"[{who}] [{korean(at)}] ",
    ),
    "days of dots, times": (
        lambda day: f"{dotted(day)} {WEEKDAYS[day.weekday()]}요일",
        lambda at, who: f"{korean(at)}, {who} : ",
    ),
}


def exported(shape: str, room: Iterable[Said]) -> str:
    """The room as a program of that shape would write it."""
    if shape == "mac":
        return _table(room)
    day_line, beginning = SHAPES[shape]
    if shape == "days of dots, times":
        # Nothing would tell this from a message.
        room = [replace(said, text=said.text.replace("오후 7:00, ", "")) for said in room]
    lines = ["SNS 키우기 21 님과 카카오톡 대화", "저장한 날짜 : 2025년 10월 20일 오후 3:12", ""]
    for day, messages in groupby(room, lambda said: said.at.date()):
        lines += ["", day_line(day) or ""]
        lines += [beginning(said.at, said.nickname) + said.text for said in messages]
    return "\n".join(lines) + "\n"


def _table(room: Iterable[Said]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    file.write("Date,User,Message\n")
    writer.writerows((f"{said.at:%Y-%m-%d %H:%M:%S}", said.nickname, said.text) for said in room)
    return file.getvalue()


ALL_SHAPES: Sequence[str] = [*SHAPES, "mac"]
KINDS = ("p", "reel", "reels", "tv", "someone/p")
TAILS = ("", "/", "/?igsh=MzRlODBiNWFlZA==", "/?img_index=1", "?utm_source=ig_web_copy_link")
# With a link and a counter in them: how messages look that ask for comments.
ASKING = (
    "{link} {n}/3",
    "{link}\n{n}/3",
    "{link}\n\n{n}/3 잘 부탁드려요",
    "안녕하세요!\n{link} ({n}/3)",
    "{link} {n} / 3 🙏",
)
# What else people write, with traps in it.
CHATTING = (
    "{link}",
    "{link}\n주말에 다녀왔어요\n1/3 정도만 보세요",
    "1/3 {link}",
    "{link} 2025/1/3",
    "https://www.instagram.com/share/BAmC9vXw1y 1/3",
    "2025년 10월 14일 화요일\n오후 7:00, 강남역 : 여기서 만나요",
    "[공지] [필독] 규칙은 위에",
    "삭제된 메시지입니다.",
    "김철수님이 들어왔습니다.",
    "",
)


@dataclass
class Room:
    """Messages, and the shortcodes that the requests among them ask for."""

    said: list[Said]
    asked: list[tuple[str, datetime, str]]


def a_room(seed: int, messages: int = 120) -> Room:
    """Some weeks of a room, the same for the same seed: who writes when is chance, midnights are frequent."""
    chance = random.Random(seed)
    at = datetime.combine(date(2025, 12, 20) + timedelta(days=chance.randrange(7)), time(8))
    room = Room([], [])
    for _ in range(messages):
        at += timedelta(minutes=chance.choice((0, 1, 7, 180, 300)))
        at = _near_midnight(at) if chance.random() < 0.1 else at
        who = chance.choice(("김하나 @hana.k", "이두리 @Duri_22", "Seri [서울] @seri", "박네오, 부산 @neo.park"))
        code = "".join(chance.choices("ABCDEFabcdef0123456789_-", k=11))
        link = f"https://www.instagram.com/{chance.choice(KINDS)}/{code}{chance.choice(TAILS)}"
        is_asking = chance.random() < 0.4
        text = chance.choice(ASKING if is_asking else CHATTING)
        room.said.append(Said(at, who, text.format(link=link, n=chance.randint(1, 3))))
        if is_asking:
            room.asked.append((who, at, code))
    return room


def _near_midnight(at: datetime) -> datetime:
    return datetime.combine(at.date() + timedelta(days=1), time(0, 0))
