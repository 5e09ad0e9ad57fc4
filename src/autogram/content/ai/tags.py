"""Hashtags: how they are written, and which of a model's suggestions are kept."""

import re
from collections.abc import Collection, Iterable
from typing import Annotated

from pydantic import AfterValidator

# Letters, digits and underscores of any script; not only digits; without the sign.
SIGNS = "#\uff03"
WORD = re.compile(r"(?!\d+$)[\w]{1,49}")
# Often reported as hidden or restricted. Instagram publishes no list; brands add their own.
BANNED_WORDS = (
    "adulting armparty assday besties bikinibody costumes curvygirls date dating desk direct dm eggplant girlsonly "
    "humpday hustler killingit kissing mustfollow nasty petite pushups singlelife snapchat sopretty sunbathing swole "
    "tag4like teens thought undies"
)
KNOWN_BANNED = frozenset(BANNED_WORDS.split(" "))
IN_TEXT = re.compile(r"(?<![\w#&])#(\w{1,49})")


def tag_of(text: str) -> str | None:
    """`#tag`, whatever was put around it; None if it cannot be one."""
    word = text.strip().lstrip(SIGNS).strip().replace(" ", "").replace("-", "")
    return f"#{word}" if WORD.fullmatch(word) else None


def _checked(text: str) -> str:
    tag = tag_of(text)
    if tag is None:
        raise ValueError("is not a hashtag: letters, digits and underscores, not digits alone, at most 49")
    return tag


Tag = Annotated[str, AfterValidator(_checked)]


def kept(suggested: Iterable[str], banned: Collection[str] = ()) -> list[str]:
    """What can be used, in its order, each once whatever its case, none that Instagram or the brand has banned."""
    refused = {tag.lstrip("#").casefold() for tag in banned} | KNOWN_BANNED
    found: dict[str, str] = {}
    for text in suggested:
        tag = tag_of(text)
        if tag and tag[1:].casefold() not in refused:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


def in_text(text: str) -> list[str]:
    """The hashtags of a caption, in their order."""
    return [f"#{word}" for word in IN_TEXT.findall(text)]
