"""One list as it grows, file by file."""

from array import array

from autogram.instagram.export import text
from autogram.instagram.export.errors import ExportTooLarge
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.results import UNKNOWN_TIME, Entries

# Times outside of this are no times of Instagram, which began in 2010; zero stands for "unknown" in exports.
EARLIEST, LATEST = 1_262_304_000, 4_102_444_800


def plausible_seconds(value: object) -> int:
    """Seconds since 1970, from seconds or milliseconds; `UNKNOWN_TIME` for zero and whatever else is no time."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return UNKNOWN_TIME
    if EARLIEST * 1000 <= value < LATEST * 1000:
        value /= 1000
    return int(value) if EARLIEST <= value < LATEST else UNKNOWN_TIME


class Gathering:
    """Collects accounts, each once; when one comes again, the first time that is known counts."""

    def __init__(self, kind: ListKind) -> None:
        self.kind = kind
        # Readers of plain records write to these two themselves, after the checks that `add` makes.
        self.seconds: dict[str, int] = {}
        self.taken = 0
        # The most accounts that the list may have.
        self.room = 0
        self.shapes: set[str] = set()
        self.files: list[str] = []
        self.reasons: list[str] = []
        self.deleted = self.unreadable = self.odd = 0
        self._more: dict[str, tuple[str | None, str | None]] = {}

    def add(self, username: str, seconds: int, name: str | None = None, instagram_id: str | None = None) -> None:
        """The account, in its normal form, is in the list; empty and placeholder names are counted instead."""
        if not username or text.is_deleted_placeholder(username):
            self.deleted += 1
        elif len(username) > text.LONGEST_USERNAME:
            self.unreadable += 1
        else:
            self._add(username, seconds, name, instagram_id)

    def _add(self, username: str, seconds: int, name: str | None, instagram_id: str | None) -> None:
        self.taken += 1
        if username not in self.seconds:
            self.odd += self.kind is not ListKind.HASHTAGS and not text.is_legal_username(username)
        if self.seconds.setdefault(username, seconds) == UNKNOWN_TIME:
            self.seconds[username] = seconds
        if len(self.seconds) > self.room:
            raise ExportTooLarge("accounts", "There are more accounts in the export than can be read at once.")
        if name or instagram_id:
            self._more.setdefault(username, (name, instagram_id))

    def entries(self, shift_seconds: int = 0) -> Entries:
        """What was collected, sorted, with all times moved by that much; nothing remains here."""
        seconds, self.seconds = self.seconds, {}
        usernames = sorted(seconds)
        since = array("q", map(seconds.__getitem__, usernames))
        if shift_seconds:
            since = array("q", (each if each == UNKNOWN_TIME else each + shift_seconds for each in since))
        return Entries(self.kind, usernames, since, self._more)
