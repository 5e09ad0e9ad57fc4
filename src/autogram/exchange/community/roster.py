"""Lists of people as organisers have them: a line each, copied from a chat or a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autogram.exchange.community.names import required_username
from autogram.identity.schemas import email_address

LONGEST_LINE = 300
_BETWEEN = re.compile(r"[\s,;]+")
_EMAIL = re.compile(r"[\x21-\x7e]+@[\x21-\x7e]+\.[\x21-\x7e]+")


class LineRefused(Exception):
    """The line names nobody, or cannot be understood; the text says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody on a list."""

    username: str
    display_name: str | None
    email: str | None


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Those that are not empty, counted from 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip("\ufeff \t"):
            yield number, line.strip("\ufeff \t")


def read_line(line: str) -> Entry:
    """`name @user.name`, `@user.name`, `user.name` or a link to the profile, and an e-mail address or none.

    The name of the chat may stand right before the @. Raises `LineRefused`.
    """
    if len(line) > LONGEST_LINE:
        raise LineRefused("is too long to name one person")
    words = [word for word in _BETWEEN.split(line.replace("@ ", "@")) if word]
    emails = [word for word in words if _EMAIL.fullmatch(word) and not word.startswith("@")]
    words = [word for word in words if word not in emails]
    if len(emails) > 1:
        raise LineRefused("has more than one e-mail address")
    name, rest = _user_name(words)
    try:
        username = required_username(name)
        email = email_address(emails[0]) if emails else None
    except ValueError as fault:
        raise LineRefused(str(fault)) from None
    return Entry(username, " ".join(rest)[:200] or None, email)


def _user_name(words: list[str]) -> tuple[str, list[str]]:
    """The word that is the user name, and the others."""
    for index, word in enumerate(words):
        before, at, name = word.partition("@")
        if at or "instagram.com/" in word.lower():
            return (name if at else word), [*words[:index], *([before] if at and before else []), *words[index + 1 :]]
    if len(words) != 1:
        raise LineRefused(
            "does not say which word is the user name; write @ before it" if words else "has no user name"
        )
    return words[0], []
