"""Strings as they stand in exports, made usable: mended, normalised, and never interpreted."""

import re
from urllib.parse import quote, unquote, urlsplit

LONGEST_USERNAME = 100
LONGEST_NAME = 200
_LEGAL = re.compile(r"(?!\.*$)[a-z0-9._]{1,30}")
_DELETED = re.compile(r"__deleted__.*|deleted(?=[0-9a-f]*[0-9])[0-9a-f]{4,}")
_INSTAGRAM_HOST = re.compile(r"(?:[a-z0-9-]+\.)?instagram\.com")
# First parts of instagram.com addresses that are no accounts.
_PAGES = {"", "p", "reel", "reels", "tv", "stories", "explore", "accounts", "direct", "about", "legal", "download"}
_PAGES |= {"developer", "web", "dyi", "settings", "privacy", "terms"}


def mended(text: str) -> str:
    """The text with Meta's encoding error undone.

    Meta writes each byte of UTF-8 as a character of its own. Text that is no UTF-8 after the way back was never
    damaged and stays as it is.
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def storable(text: str) -> str:
    """The text without what no database takes: NUL, and halves of surrogate pairs."""
    if text.isascii():
        return text.replace("\0", "")
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def normal_username(text: str) -> str:
    """The form in which accounts are compared."""
    return storable(mended(text)).strip().lstrip("@").strip().lower()


def normal_hashtag(text: str) -> str:
    return storable(mended(text)).strip().lstrip("#").strip().lower()


def display_name(text: object) -> str | None:
    if not isinstance(text, str):
        return None
    return storable(mended(text)).strip()[:LONGEST_NAME] or None


def is_legal_username(text: str) -> bool:
    return _LEGAL.fullmatch(text) is not None


def is_deleted_placeholder(username: str) -> bool:
    """Whether Instagram has put this in the place of an account that is gone."""
    return "deleted" in username and _DELETED.fullmatch(username) is not None


def username_in_link(link: str) -> str | None:
    """The account that an instagram.com address leads to: of `/name/`, and of `/_u/name` as written since 2025."""
    parts = _instagram_path(link)
    if parts and parts[0] == "_u":
        parts = parts[1:]
    if len(parts) != 1 or parts[0].lower() in _PAGES:
        return None
    return normal_username(unquote(parts[0])) or None


def hashtag_in_link(link: str) -> str | None:
    parts = _instagram_path(link)
    if len(parts) >= 3 and parts[:2] == ["explore", "tags"]:
        return normal_hashtag(unquote(parts[2])) or None
    return None


def leads_to_threads(link: str) -> bool:
    return "threads.net/" in link or "threads.com/" in link


def profile_link(username: str) -> str:
    """Where the account is. Made from its name: a link out of an uploaded file is never passed on."""
    return f"https://www.instagram.com/{quote(username, safe='')}/"


def hashtag_link(tag: str) -> str:
    return f"https://www.instagram.com/explore/tags/{quote(tag, safe='')}/"


def _instagram_path(link: str) -> list[str]:
    try:
        address = urlsplit(link.strip())
        host = address.hostname or ""
    except ValueError:
        return []
    if not _INSTAGRAM_HOST.fullmatch(host):
        return []
    return [part for part in address.path.split("/") if part]
