"""What an export says, in a compact form."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import overload

from autogram.instagram.export import text
from autogram.instagram.export.kinds import ListKind

UNKNOWN_TIME = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """One account of a list, or one hashtag.

    `username` is trimmed and in lower case; `since` is when the relation began, if the file says so;
    `instagram_id` is the account's number, which only some lists have.
    """

    username: str
    since: datetime | None
    name: str | None = None
    instagram_id: str | None = None
    href: str = ""


class Entries(Sequence[Entry]):
    """The accounts of one list, each once, sorted by name; about 90 bytes each."""

    def __init__(
        self,
        kind: ListKind,
        usernames: list[str],
        since: "array[int]",
        more: Mapping[str, tuple[str | None, str | None]],
    ) -> None:
        self._kind, self._usernames, self._since, self._more = kind, usernames, since, more

    @property
    def usernames(self) -> Sequence[str]:
        """The names alone, sorted; not to be changed."""
        return self._usernames

    @property
    def seconds(self) -> Sequence[int]:
        """When each relation began, in seconds since 1970 in the order of `usernames`, or `UNKNOWN_TIME`."""
        return self._since

    @property
    def instagram_ids(self) -> Mapping[str, str]:
        """The numbers of those accounts whose number is known, by name."""
        return {name: number for name, (_, number) in self._more.items() if number}

    def find(self, username: str) -> Entry | None:
        """The entry of that name in its normal form."""
        place = bisect_left(self._usernames, username)
        found = place < len(self._usernames) and self._usernames[place] == username
        return self._entry(place) if found else None

    def _entry(self, place: int) -> Entry:
        username, seconds = self._usernames[place], self._since[place]
        name, instagram_id = self._more.get(username, (None, None))
        since = None if seconds == UNKNOWN_TIME else datetime.fromtimestamp(seconds, UTC)
        link = text.hashtag_link if self._kind is ListKind.HASHTAGS else text.profile_link
        return Entry(username, since, name, instagram_id, link(username))

    def __len__(self) -> int:
        return len(self._usernames)

    def __contains__(self, item: object) -> bool:
        username = item.username if isinstance(item, Entry) else item
        return isinstance(username, str) and self.find(username) is not None

    def __iter__(self) -> Iterator[Entry]:
        return (self._entry(place) for place in range(len(self)))

    @overload
    def __getitem__(self, place: int) -> Entry: ...
    @overload
    def __getitem__(self, place: slice) -> list[Entry]: ...
    def __getitem__(self, place: int | slice) -> Entry | list[Entry]:
        if isinstance(place, slice):
            return [self._entry(each) for each in range(*place.indices(len(self)))]
        return self._entry(range(len(self))[place])


@dataclass(frozen=True, slots=True)
class ExportedList:
    """One list of an export. Differences may be computed only if it `is_complete`; otherwise `reasons` say why not."""

    kind: ListKind
    entries: Entries
    files: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    # Accounts that are gone: placeholders, and records without any name. They are not among the entries.
    deleted: int = 0
    repeated: int = 0
    unreadable: int = 0

    @property
    def is_complete(self) -> bool:
        return not self.reasons


class ProblemKind(StrEnum):
    """What can be odd about an export that can be read all the same."""

    PART_MISSING = "part-missing"
    LIST_MISSING = "list-missing"
    LIST_EMPTY = "list-empty"
    DATE_LIMITED = "date-limited"
    PERHAPS_DATE_LIMITED = "perhaps-date-limited"
    FILE_DAMAGED = "file-damaged"
    RECORDS_UNREADABLE = "records-unreadable"
    REPEATED_ACCOUNTS = "repeated-accounts"
    REPEATED_FILE = "repeated-file"
    DELETED_ACCOUNTS = "deleted-accounts"
    ODD_NAMES = "odd-names"
    THREADS_LEFT_OUT = "threads-left-out"
    OTHER_FILES_LEFT_OUT = "other-files-left-out"
    SEVERAL_EXPORTS = "several-exports"
    SEVERAL_FORMATS = "several-formats"
    TIMES_APPROXIMATE = "times-approximate"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the person should know, in words; nothing of it stops the reading."""

    kind: ProblemKind
    message: str


class Era(StrEnum):
    """The layouts that Instagram has used, by when they began."""

    CONNECTIONS_2018 = "2018"
    FOLDER_2021 = "2021"
    NUMBERED_2023 = "2023"
    TITLED_2024 = "2024"
    LABELLED_2025 = "2025"


class Coverage(StrEnum):
    """How much of the account's life an export covers."""

    ALL_TIME = "all-time"
    LIMITED = "limited"
    PERHAPS_LIMITED = "perhaps-limited"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DateRange:
    """The dates that were asked for, as the export itself states them."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """What could be told about the export as a whole."""

    era: Era | None
    formats: frozenset[str]
    owner: str | None
    created_at: datetime | None
    requested: DateRange | None
    coverage: Coverage
    # False for HTML: minutes, on Meta's clock.
    times_are_exact: bool
    parts: Mapping[ListKind, tuple[int, ...]]
    missing_parts: Mapping[ListKind, tuple[int, ...]]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """All lists of one export, by kind; a list whose file is not there is not among them."""

    lists: Mapping[ListKind, ExportedList] = field(repr=False)
    facts: Facts

    @property
    def followers(self) -> ExportedList | None:
        return self.lists.get(ListKind.FOLLOWERS)

    @property
    def following(self) -> ExportedList | None:
        return self.lists.get(ListKind.FOLLOWING)
