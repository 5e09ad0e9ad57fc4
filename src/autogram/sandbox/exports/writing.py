"""The files of an export, one after the other, made while they are read."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain, count, islice
from typing import NamedTuple

from autogram.sandbox.documents import Account
from autogram.sandbox.exports import html_files, json_files
from autogram.sandbox.exports.kinds import FOLLOWERS, FOLLOWING, OTHERS, Era, Format, Kind, Language
from autogram.sandbox.exports.languages import WORDS
from autogram.sandbox.exports.listing import DAY_SECONDS, Listed, members, others
from autogram.sandbox.world import World

File = tuple[str, Iterator[bytes]]
# Who asks for all time is shown the day Instagram began.
INSTAGRAM_BEGAN = datetime(2010, 10, 6, tzinfo=UTC).timestamp()


class Wish(NamedTuple):
    """What the owner asked Instagram for; `days` is a range of dates, None is all time."""

    era: Era
    format: Format
    language: Language
    part_size: int
    days: int | None
    others: Mapping[str, list[str]]


def archive_name(account: Account, era: Era, now: float) -> str:
    """The name under which Instagram sends the file."""
    day = datetime.fromtimestamp(now, UTC)
    if era == "2018":
        return f"{account.username}_{day:%Y%m%d}.zip"
    return f"instagram-{account.username}-{day:%Y-%m-%d}-SandBox1.zip"


def export_files(world: World, account: Account, wish: Wish) -> Iterator[File]:
    """Every file by its path. Each has to be read to its end before the next is asked for."""
    now = world.clock.now()
    oldest = now - wish.days * DAY_SECONDS if wish.days else 0
    lists: list[tuple[Kind, Iterable[Listed]]] = [
        (FOLLOWERS, members(world, account, "followers", oldest)),
        (FOLLOWING, members(world, account, "following", oldest)),
    ]
    lists += [(OTHERS[name], others(world, usernames)) for name, usernames in wish.others.items()]
    if wish.era == "2018":
        yield "connections.json", json_files.connections(lists)
        return
    if wish.format == "html":
        yield "start_here.html", html_files.front_page(account.username, start=oldest or INSTAGRAM_BEGAN, end=now)
    for kind, people in lists:
        for stem, some in _parts(kind, people, wish):
            yield f"{_folder(wish.era)}/{stem}.{wish.format}", _content(account, kind, some, wish)


def _content(account: Account, kind: Kind, people: Iterable[Listed], wish: Wish) -> Iterator[bytes]:
    words = WORDS[wish.language]
    if wish.format == "html":
        return html_files.page(people, kind, wish.era, words, account.username)
    return json_files.document(people, kind, wish.era, words)


def _folder(era: Era) -> str:
    return "connections/followers_and_following" if era >= "2024" else "followers_and_following"


def _parts(kind: Kind, people: Iterable[Listed], wish: Wish) -> Iterator[tuple[str, Iterable[Listed]]]:
    """A list's files, by stem: since 2023 followers come in numbered parts, of which there is always one."""
    if wish.era == "2021":
        yield kind.stem.replace("_profiles", "_accounts"), people
        return
    if kind is not FOLLOWERS:
        yield kind.stem, people
        return
    rest = iter(people)
    for number in count(1):
        first = list(islice(rest, 1))
        if number > 1 and not first:
            return
        yield f"{kind.stem}_{number}", chain(first, islice(rest, wish.part_size - 1))
