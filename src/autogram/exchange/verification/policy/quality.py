"""What counts as a comment, and why something does not, in words."""

import re
import unicodedata
from dataclasses import dataclass

from autogram.exchange.graphemes import graphemes

_MENTION = re.compile(r"(?<![\w@])@[\w.]{1,30}", re.UNICODE)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Quality:
    """A community's rule."""

    min_length: int = 0
    accepts_emoji_only: bool = True


def shortfall(text: str, quality: Quality) -> str | None:
    """Why the text does not count, as the end of a sentence; None if it does.

    Mentions are calls for somebody and neither words nor length; spaces are no length either.
    """
    said = _SPACE.sub("", _MENTION.sub(" ", text))
    if not quality.accepts_emoji_only and not any(_is_word(sign) for sign in said):
        return "it has no words, only emoji or mentions"
    if (length := graphemes(said)) < quality.min_length:
        return f"it has {length} of the {quality.min_length} signs that are needed, spaces and mentions not counted"
    return None


def _is_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN"
