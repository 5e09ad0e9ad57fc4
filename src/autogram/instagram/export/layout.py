"""What each file of an upload is, by its path, and to which export it belongs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from autogram.instagram.export.kinds import ListKind, kind_of_file
from autogram.instagram.export.sources import SourceFile


class Role(StrEnum):
    """What a file of an export is good for."""

    LIST = "list"
    CONNECTIONS = "connections"
    THREADS = "threads"
    FRONT_PAGE = "front-page"
    PROFILE = "profile"
    SIGN_UP = "sign-up"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Placed:
    """What a path says: role, list and part, and the folder that is the root of the export."""

    role: Role
    root: str
    kind: ListKind | None = None
    part: int | None = None
    # Whether the file lies where Instagram puts it.
    is_in_place: bool = True


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """A file of an upload, and what it is."""

    file: SourceFile
    placed: Placed

    @property
    def suffix(self) -> str:
        return "html" if self.file.name.lower().endswith((".html", ".htm")) else "json"


_LIST_FOLDER = re.compile(r"(?:(?:^|/)connections)?(?:^|/)followers_and_following$", re.IGNORECASE)
_PROFILE_FOLDER = re.compile(r"(?:^|/)(?:personal_information|account_information)(?:/.*)?$", re.IGNORECASE)
_SECURITY_FOLDERS = re.compile(
    r"(?:^|/)(?:security_and_login_information|login_and_account_creation)(?:/.*)?$", re.IGNORECASE
)
_SINGLE_NAMES = {
    "connections.json": Role.CONNECTIONS,
    "start_here.html": Role.FRONT_PAGE,
    "index.html": Role.FRONT_PAGE,
    "personal_information.json": Role.PROFILE,
    "profile.json": Role.PROFILE,
    "signup_details.json": Role.SIGN_UP,
    "signup_information.json": Role.SIGN_UP,
}
_PART_OF_ARCHIVE = re.compile(r"(?:[_ -]part[_ -]?\d{1,3}| ?\(\d{1,3}\))$", re.IGNORECASE)
_EXPORT_NAME = re.compile(r"instagram-(?P<owner>[a-z0-9._]{1,30})-(?P<date>20\d\d-\d\d-\d\d)(?:-|$)")
_OLD_EXPORT_NAME = re.compile(r"(?P<owner>[a-z0-9._]{1,30})_(?P<date>20\d{6})")
_FOREIGN_PATHS = {
    "Facebook": re.compile(
        r"your_facebook_activity/|friends_and_followers/|(?:^|/)your_friends\.|(?:^|/)facebook-[^/]+-20\d\d|people_who_followed_you"
    ),
    "TikTok": re.compile(r"user_data(?:_tiktok)?\.json$|(?:^|/)tiktok[^/]*/|fanslist|(?:^|/)follower\.txt$"),
    "X (Twitter)": re.compile(r"(?:^|/)data/(?:follower|following|manifest|tweets?)\.js$|(?:^|/)your archive\.html$"),
}


def place(path: str) -> Placed | None:
    """What the file at the path is, or None if it is of no use, or if its path is a trick."""
    folders, _, name = path.rpartition("/")
    steps = folders.split("/")
    if ".." in steps or path.startswith("/") or "__MACOSX" in steps or name.startswith("._"):
        return None
    role = _SINGLE_NAMES.get(name.lower())
    if role is not None:
        return Placed(role, _root(folders, role))
    found = kind_of_file(name)
    if found is None:
        return None
    kind, part = found
    if any(step.lower() == "threads" for step in steps):
        return Placed(Role.THREADS, folders, kind, part)
    root = _LIST_FOLDER.sub("", folders)
    return Placed(Role.LIST, root, kind, part, is_in_place=root != folders)


def _root(folders: str, role: Role) -> str:
    if role is Role.PROFILE:
        return _PROFILE_FOLDER.sub("", folders)
    return _SECURITY_FOLDERS.sub("", folders) if role is Role.SIGN_UP else folders


def foreign_service(paths: Iterable[str]) -> str | None:
    """The service whose archive has such files, if it is one that is often taken for Instagram's."""
    for path in paths:
        for service, pattern in _FOREIGN_PATHS.items():
            if pattern.search(path.lower()):
                return service
    return None


def export_key(root: str) -> str:
    """The root without the numbers that parts and repeated downloads of one export have in their names."""
    return "/".join(_PART_OF_ARCHIVE.sub("", step.lower()) for step in root.split("/"))


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose export it is and of which day, as its folder or archive is named."""

    owner: str
    day: datetime


def origin_of(root: str) -> Origin | None:
    """What the innermost telling name on the way to the root says."""
    for step in reversed(export_key(root).split("/")):
        found = _EXPORT_NAME.search(step) or _OLD_EXPORT_NAME.fullmatch(step)
        if found is not None:
            try:
                day = datetime.strptime(found["date"].replace("-", ""), "%Y%m%d").replace(tzinfo=UTC)
            except ValueError:
                continue
            return Origin(found["owner"], day)
    return None
