"""Exports of the same people in every layout, format and language that Instagram has used."""

# ruff: noqa: RUF001

import html
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.results import Era
from autogram.instagram.export.sources import NamedFile

CREATED = datetime(2026, 8, 19, 14, 33, tzinfo=UTC)
META_CLOCK = timedelta(hours=-8)
Files = dict[str, bytes]


@dataclass(frozen=True)
class Known:
    """Somebody in a list."""

    username: str
    since: datetime
    name: str = ""
    instagram_id: str = ""


def known(username: str, when: str, name: str = "", instagram_id: str = "") -> Known:
    return Known(username, datetime.fromisoformat(when).replace(tzinfo=UTC), name, instagram_id)


ANNA = known("anna.bell", "2019-03-05T06:45", "Anna Bell", "17841400000000001")
BORIS = known("boris_77", "2020-12-31T23:59", "Борис", "17841400000000002")
CHLOE = known("chloe", "2021-01-01T00:00", "Chloé 🌸", "17841400000000003")
DAISUKE = known("dai.suke", "2018-07-15T12:01", "大輔", "17841400000000004")
EMRE = known("emre__", "2020-02-29T12:30", "Emre Işık", "17841400000000005")
FATIMA = known("fatima1", "2019-10-27T18:20", "فاطمة", "17841400000000006")

PEOPLE: dict[ListKind, Sequence[Known]] = {
    ListKind.FOLLOWERS: [ANNA, BORIS, CHLOE, DAISUKE],
    ListKind.FOLLOWING: [CHLOE, DAISUKE, EMRE, FATIMA],
    ListKind.REQUESTS_SENT: [ANNA],
    ListKind.REQUESTS_RECENT: [BORIS, EMRE],
    ListKind.REQUESTS_RECEIVED: [FATIMA, CHLOE],
    ListKind.UNFOLLOWED: [EMRE],
    ListKind.BLOCKED: [DAISUKE, FATIMA],
    ListKind.RESTRICTED: [BORIS],
    ListKind.CLOSE_FRIENDS: [CHLOE, ANNA],
    ListKind.STORY_HIDDEN_FROM: [EMRE],
    ListKind.REMOVED_SUGGESTIONS: [ANNA, FATIMA],
    ListKind.FAVOURITES: [DAISUKE],
}
_NOT_IN_2018 = {ListKind.REQUESTS_RECEIVED, ListKind.STORY_HIDDEN_FROM, ListKind.FAVOURITES}
_LABELLED = {
    ListKind.BLOCKED,
    ListKind.REQUESTS_SENT,
    ListKind.UNFOLLOWED,
    ListKind.RESTRICTED,
    ListKind.REQUESTS_RECENT,
    ListKind.REMOVED_SUGGESTIONS,
}
_FILES = {
    ListKind.FOLLOWERS: ("followers", "relationships_followers", "followers"),
    ListKind.FOLLOWING: ("following", "relationships_following", "following"),
    ListKind.REQUESTS_SENT: ("pending_follow_requests", "relationships_follow_requests_sent", "follow_requests_sent"),
    ListKind.REQUESTS_RECENT: (
        "recent_follow_requests",
        "relationships_permanent_follow_requests",
        "permanent_follow_requests",
    ),
    ListKind.REQUESTS_RECEIVED: ("follow_requests_you've_received", "relationships_follow_requests_received", ""),
    ListKind.UNFOLLOWED: ("recently_unfollowed_profiles", "relationships_unfollowed_users", "unfollowed_users"),
    ListKind.BLOCKED: ("blocked_profiles", "relationships_blocked_users", "blocked_users"),
    ListKind.RESTRICTED: ("restricted_profiles", "relationships_restricted_users", "restricted_users"),
    ListKind.CLOSE_FRIENDS: ("close_friends", "relationships_close_friends", "close_friends"),
    ListKind.STORY_HIDDEN_FROM: ("hide_story_from", "relationships_hide_stories_from", ""),
    ListKind.REMOVED_SUGGESTIONS: (
        "removed_suggestions",
        "relationships_dismissed_suggested_users",
        "dismissed_suggested_users",
    ),
    ListKind.FAVOURITES: ("profiles_you've_favorited", "relationships_feed_favorites", ""),
}


@dataclass(frozen=True)
class Language:
    """How a language writes dates and labels. `date` is filled with the parts of a moment."""

    date: str
    months: str
    name: str
    username: str
    halves: tuple[str, str] = ("am", "pm")
    figures: str = "0123456789"

    def written(self, moment: datetime) -> str:
        parts = {
            "month": self.months.split()[moment.month - 1],
            "m": moment.month,
            "d": moment.day,
            "y": moment.year,
            "hour": moment.hour,
            "twelve": moment.hour % 12 or 12,
            "minute": moment.minute,
            "half": self.halves[moment.hour >= 12],
        }
        return self.date.format(**parts).translate(str.maketrans("0123456789", self.figures))


_TEMPLATE = "{month} {d:02}, {y} {twelve}:{minute:02} {half}"
_ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
LANGUAGES = {
    "en": Language(_TEMPLATE, _ENGLISH, "Name", "Username"),
    "ko": Language("{y}년 {m}월 {d}일 {half} {twelve}:{minute:02}", _ENGLISH, "이름", "사용자 이름", ("오전", "오후")),
    "ja": Language("{y}年{m}月{d}日 {hour}:{minute:02}", _ENGLISH, "名前", "ユーザーネーム"),
    "de": Language("{d:02}.{m:02}.{y}, {hour:02}:{minute:02}", _ENGLISH, "Name", "Benutzername"),
    "fr": Language(
        "{d} {month} {y} à {hour:02}:{minute:02}",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "Nom",
        "Nom d’utilisateur",
    ),
    "es": Language(
        _TEMPLATE,
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "Nombre",
        "Nombre de usuario",
        ("de la mañana", "de la tarde"),
    ),
    "pt": Language(
        _TEMPLATE,
        "jan fev mar abr mai jun jul ago set out nov dez",
        "Nome",
        "Nome de usuário",
        ("da manhã", "da tarde"),
    ),
    "it": Language(
        "{d} {month} {y}, {hour:02}:{minute:02}",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "Nome",
        "Nome utente",
    ),
    "tr": Language(_TEMPLATE, "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara", "Ad", "Kullanıcı adı", ("ÖÖ", "ÖS")),
    "ru": Language(
        "{d} {month} {y} г., {hour}:{minute:02}",
        "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
        "Имя",
        "Имя пользователя",
    ),
    "id": Language(
        "{month} {d:02}, {y} {hour}.{minute:02}",
        "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
        "Nama",
        "Nama pengguna",
    ),
    "hi": Language(
        _TEMPLATE,
        "जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्टू॰ नव॰ दिस॰",
        "नाम",
        "यूज़रनेम",
        ("पूर्वाह्न", "अपराह्न"),
    ),
    "ar": Language(
        "{d} {month} {y} {twelve}:{minute:02} {half}",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "الاسم",
        "اسم المستخدم",
        ("ص", "م"),
        "٠١٢٣٤٥٦٧٨٩",
    ),
    "xx": Language("{d} ??? {y}", _ENGLISH, "Qqq", "Zzz"),
}


def garbled(text: str) -> str:
    """As Meta writes it: every byte of UTF-8 a character."""
    return text.encode().decode("latin-1")


def folder(era: Era) -> str:
    newer = era in {Era.TITLED_2024, Era.LABELLED_2025}
    return "connections/followers_and_following/" if newer else "followers_and_following/"


def written(
    era: Era,
    *,
    suffix: str = "json",
    language: str = "en",
    people: Mapping[ListKind, Sequence[Known]] = PEOPLE,
    parts: int = 1,
) -> Files:
    """The files of an export, by path."""
    if era is Era.CONNECTIONS_2018:
        return {"connections.json": _json(_connections(people))}
    files: Files = {}
    for kind, persons in people.items():
        for number, some in enumerate(_split(persons, parts if kind is ListKind.FOLLOWERS else 1), start=1):
            stem = _stem(kind, era, number)
            if suffix == "html":
                content = _page(some, kind, era, LANGUAGES[language]).encode()
            else:
                content = _json(_document(some, kind, era, LANGUAGES[language]))
            files[f"{folder(era)}{stem}.{suffix}"] = content
    return files


def _split(persons: Sequence[Known], parts: int) -> list[Sequence[Known]]:
    size = -(-len(persons) // parts)
    return [persons[start : start + size] for start in range(0, len(persons), size)]


def _stem(kind: ListKind, era: Era, number: int) -> str:
    stem = _FILES[kind][0]
    if era is Era.FOLDER_2021:
        return stem.replace("_profiles", "_accounts")
    return f"{stem}_{number}" if kind is ListKind.FOLLOWERS else stem


def _connections(people: Mapping[ListKind, Sequence[Known]]) -> Any:
    return {
        _FILES[kind][2]: {each.username: each.since.strftime("%Y-%m-%dT%H:%M:%S") for each in persons}
        for kind, persons in people.items()
        if kind not in _NOT_IN_2018
    }


def _document(persons: Sequence[Known], kind: ListKind, era: Era, language: Language) -> Any:
    root = _FILES[kind][1]
    if era is Era.LABELLED_2025 and kind in _LABELLED:
        records = [labelled(each, language) for each in persons]
        # A list of one is written without its list.
        return records[0] if len(records) == 1 else records
    is_titled = (era is Era.LABELLED_2025 and kind is ListKind.FOLLOWING) or (
        era is Era.TITLED_2024 and kind is ListKind.BLOCKED
    )
    records = [titled(each) if is_titled else valued(each) for each in persons]
    if kind is ListKind.FOLLOWERS and era is not Era.FOLDER_2021:
        return records
    return {root: records}


def valued(person: Known) -> dict[str, Any]:
    link = f"https://www.instagram.com/{person.username}"
    item = {"href": link, "value": person.username, "timestamp": int(person.since.timestamp())}
    return {"title": "", "media_list_data": [], "string_list_data": [item]}


def titled(person: Known) -> dict[str, Any]:
    link = f"https://www.instagram.com/_u/{person.username}"
    item = {"href": link, "timestamp": int(person.since.timestamp())}
    return {"title": person.username, "string_list_data": [item]}


def labelled(person: Known, language: Language = LANGUAGES["en"]) -> dict[str, Any]:
    pairs = [("URL", ""), (language.name, person.name), (language.username, person.username)]
    values = [{"label": garbled(label), "value": garbled(value)} for label, value in pairs]
    return {
        "timestamp": int(person.since.timestamp()),
        "media": [],
        "label_values": values,
        "fbid": person.instagram_id,
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=2).encode()


def _page(persons: Sequence[Known], kind: ListKind, era: Era, language: Language) -> str:
    records = "".join(_html_record(each, kind, era, language) for each in persons)
    return (
        '<html><head><meta charset="utf-8"/><title>Page</title><style>.a > b {c:d}</style></head><body>'
        '<header><a href="https://www.instagram.com/the.owner">the.owner</a></header>'
        f'<main class="_a706" role="main"><h1>List</h1>{records}</main></body></html>'
    )


def _html_record(person: Known, kind: ListKind, era: Era, language: Language) -> str:
    date = f"<div>{language.written(person.since + META_CLOCK)}</div>"
    name = html.escape(person.username)
    if era is Era.LABELLED_2025 and kind in _LABELLED:
        pairs = [("URL", ""), (language.name, person.name), (language.username, person.username)]
        rows = "".join(
            f'<tr><td colspan="2" class="_2pin _a6_q">{label}<div><div>{html.escape(value)}</div></div></td></tr>'
            for label, value in pairs
        )
        inner = f'<div class="_a6-p"><table style="table-layout: fixed;">{rows}</table></div>{date}'
    elif era is Era.LABELLED_2025 and kind is ListKind.FOLLOWING:
        inner = f'<h2 class="_3-95 _2pim _a6-h _a6-i">{name}</h2>{_link(person, "_u/", date)}'
    elif era is Era.TITLED_2024 and kind is ListKind.BLOCKED:
        inner = f'<div class="_3-95 _2pim _a6-h _a6-i">{name}</div>{_link(person, "_u/", date)}'
    else:
        inner = _link(person, "", date)
    return f'<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder">{inner}</div>'


def _link(person: Known, before: str, date: str) -> str:
    address = f"https://www.instagram.com/{before}{person.username}"
    words = address if before else person.username
    return f'<div class="_a6-p"><div><div><a target="_blank" href="{address}">{words}</a></div>{date}</div></div>'


def header(created: datetime, start: datetime, end: datetime, clock: timedelta = timedelta(hours=2)) -> bytes:
    """A front page as exports have it: what is shown stands on the clock of whoever asked."""

    def time(moment: datetime) -> str:
        shown = (moment + clock).strftime("%B %d, %Y at %I:%M %p")
        return f'<time datetime="{moment:%Y-%m-%dT%H:%MZ}">{shown}</time>'

    return (
        f'<html><body><aside role="contentinfo">Generated by Somebody on {time(created)}'
        f"<div>Contains data you requested from {time(start)} to {time(end)}</div></aside></body></html>"
    ).encode()


def zipped(files: Mapping[str, bytes], name: str = "export.zip", top: str = "") -> NamedFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(top + path, content)
    return NamedFile(name, buffer)


def loose(files: Mapping[str, bytes]) -> list[NamedFile]:
    """The files as somebody drops them: without their folders."""
    return [NamedFile(path.rpartition("/")[2], io.BytesIO(content)) for path, content in files.items()]
