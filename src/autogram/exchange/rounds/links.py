"""Links to posts, in every shape that Instagram gives them and people pass them on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# In front of the host there is nothing that would make it part of another one.
_LINK = re.compile(
    r"(?<![A-Z0-9.@/_-])(?:https?://)?(?:www\.|m\.)?(?:instagram\.com|instagr\.am)/+"
    r"(?P<rest>[!#$%&'()*+,./0-9:;=?@A-Z\[\]_~-]*)",
    re.IGNORECASE | re.ASCII,
)
_SHARE = re.compile(r"share(?:/|$)", re.IGNORECASE | re.ASCII)
_POST = re.compile(
    r"(?:(?!(?:p|reels?|tv)/)[A-Z0-9._]{1,30}/+)?(?:p|reels?|tv)/+(?!audio(?:/|$))"
    r"(?P<shortcode>[A-Z0-9_-]{1,64})(?![A-Z0-9_-])",
    re.IGNORECASE | re.ASCII,
)
# What people write behind a link without a space, so that it looks like a part of it.
_GLUED = re.compile(r"[1-9]/[1-9][0-9]?[^0-9A-Za-z/]*$")

NOT_A_LINK = "is not a link to a post on Instagram, like https://www.instagram.com/p/…/"
NO_POST = "does not lead to a post; open the post and copy its own link"
SHARED = "is a share link, which hides the post it leads to; open it and copy the post's own link"


class LinkRefused(ValueError):
    """No post can be read from the link; the words complete “this link …”."""


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link to Instagram in a text, from `start` to `end`; without a shortcode, `why` it leads to no post."""

    start: int
    end: int
    shortcode: str | None = None
    why: str | None = None


def shortcode_of(link: str) -> str:
    """The shortcode of the first link to Instagram in `link`, letter for letter. Raises `LinkRefused`, in words."""
    found = next(links_in(link), None)
    if found is None:
        raise LinkRefused(NOT_A_LINK)
    if found.shortcode is None:
        raise LinkRefused(found.why)
    return found.shortcode


def link_of(shortcode: str) -> str:
    """The one link of a post, which carries nothing of who shared it."""
    return f"https://www.instagram.com/p/{shortcode}/"


def links_in(text: str) -> Iterator[FoundLink]:
    """Every link to Instagram in the text, in its order."""
    for found in _LINK.finditer(text):
        rest, offset = found["rest"], found.start("rest")
        post = None if _SHARE.match(rest) else _POST.match(rest)
        if post is None:
            yield FoundLink(found.start(), found.end(), why=SHARED if _SHARE.match(rest) else NO_POST)
        else:
            yield FoundLink(found.start(), offset + _end(rest, post.end()), post["shortcode"])


def _end(rest: str, position: int) -> int:
    """Where the link ends of which everything up to `position` is known to belong to it."""
    while rest[position : position + 1] == "/":
        position += 1
    if rest[position : position + 1] not in ("?", "#"):
        return position
    glued = _GLUED.search(rest, position)
    return glued.start() if glued else len(rest)
