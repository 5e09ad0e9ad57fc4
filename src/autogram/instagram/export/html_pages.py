"""HTML read piece by piece, as a row of tags with the text that follows each."""

import codecs
import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from autogram.instagram.export.errors import FileDamaged

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>([^<]*)")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_DATETIME = re.compile(r"""\bdatetime\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SILENT = {"style", "script", "title"}


class Tag(NamedTuple):
    """A tag, `/name` if it closes, and the text behind it, trimmed."""

    name: str
    attributes: str
    text: str

    @property
    def href(self) -> str:
        return _attribute(_HREF, self.attributes)

    @property
    def datetime(self) -> str:
        return _attribute(_DATETIME, self.attributes)


def tags(pieces: Iterator[bytes], longest: int) -> Iterator[Tag]:
    """Every tag in its order; styles, scripts and titles without their text. Raises `FileDamaged`."""
    for text in _whole_tags(pieces, longest):
        for match in _TAG.finditer(text):
            name = match[2].lower()
            behind = "" if name in _SILENT and not match[1] else match[4].strip()
            if "&" in behind:
                behind = html.unescape(behind).strip()
            yield Tag(match[1] + name, match[3], behind)


def _whole_tags(pieces: Iterator[bytes], longest: int) -> Iterator[str]:
    """The page, cut only before tags."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    rest, is_over = "", False
    while not is_over:
        piece = next(pieces, b"")
        is_over = not piece
        try:
            rest += decoder.decode(piece, final=is_over)
        except UnicodeError as error:
            raise FileDamaged("is not text") from error
        cut = len(rest) if is_over else rest.rfind("<")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        if len(rest) > longest:
            raise FileDamaged("holds a single text that is far too long for a list of accounts")


def _attribute(pattern: re.Pattern[str], attributes: str) -> str:
    match = pattern.search(attributes)
    return html.unescape(match[1] or match[2] or "") if match else ""
