"""The words of this domain, which tables, answers and calculations share."""

from enum import StrEnum

from autogram.instagram.export.kinds import ListKind

MAIN_LISTS = (ListKind.FOLLOWERS, ListKind.FOLLOWING)


class SnapshotSource(StrEnum):
    """Where lists came from: the account's own export file, the web lists with a cookie, or Instaloader."""

    EXPORT = "export"
    WEB = "web"
    INSTALOADER = "instaloader"


class IdSpace(StrEnum):
    """What the numbers of a list count. Instagram's own and those in exports are different numbers of one account."""

    INSTAGRAM = "instagram"
    EXPORT = "export"


class Ordering(StrEnum):
    """How a list is sorted."""

    NAME = "name"
    NEWEST = "newest"
    OLDEST = "oldest"


class Derived(StrEnum):
    """Lists that follow from the followers and the followed of one snapshot."""

    NOT_FOLLOWING_BACK = "not_following_back"
    FANS = "fans"
    MUTUALS = "mutuals"


# Every list of one snapshot that can be read, by name.
ListName = StrEnum("ListName", {each.name: each.value for each in [*ListKind, *Derived] if each != ListKind.HASHTAGS})  # type: ignore[misc]


class Change(StrEnum):
    """What happened to a person between two snapshots. Who `returned` was there before the older one, and is gained."""

    GAINED = "gained"
    LOST = "lost"
    RETURNED = "returned"
    RENAMED = "renamed"


class WorkStatus(StrEnum):
    """How far an import or a crawl is."""

    QUEUED = "queued"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
