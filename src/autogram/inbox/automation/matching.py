"""Whether words are in a text. Pure: the same words and text always give the same answer."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from autogram.inbox.automation.folding import folded

_JOINER = "\u200d"
_WORD = ("L", "M", "N", "Pc")
# Scripts that are written without spaces: a word can begin and end anywhere.
_WITHOUT_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),
    (0x3040, 0x312F),  # Hiragana, Katakana, Bopomofo
    (0x31A0, 0x31FF),
    (0x3400, 0x9FFF),  # Chinese characters
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_HANGUL = ((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
_REGIONAL = ("\U0001f1e6", "\U0001f1ff")


@dataclass(frozen=True, slots=True)
class Match:
    """Whether a text fits, and why, in words for a person."""

    fits: bool
    reason: str


def match_words(
    text: str | None,
    *,
    all_of: Sequence[str] = (),
    any_of: Sequence[str] = (),
    none_of: Sequence[str] = (),
    whole_words: bool = True,
) -> Match:
    """A text fits if it has every word of `all_of`, one of `any_of` (if there are any) and none of `none_of`."""
    looked_in = folded(text or "")
    excluded = _found(looked_in, none_of, whole_words)
    if excluded:
        return Match(False, f"It has {_quoted(excluded[:1])}, which is excluded.")
    present = _found(looked_in, all_of, whole_words)
    missing = [word for word in all_of if word not in present]
    if missing:
        return Match(False, f"It lacks {_quoted(missing)}.")
    chosen = _found(looked_in, any_of, whole_words)
    if any_of and not chosen:
        return Match(False, f"It has none of {_quoted(any_of)}.")
    named = [*present, *chosen[:1]]
    return Match(True, f"It has {_quoted(named)}." if named else "Any text fits.")


def has_word(text: str, word: str, *, whole_words: bool) -> bool:
    """Whether `word`, which may be several, or an emoji, stands in `text`; both as they were written."""
    return _stands_in(folded(text), folded(word), whole_words)


def is_searchable(word: str) -> bool:
    """Whether anything of the word is left to look for, which is not so for a lone skin tone."""
    return bool(folded(word))


def _found(looked_in: str, words: Sequence[str], whole_words: bool) -> list[str]:
    return [word for word in words if _stands_in(looked_in, folded(word), whole_words)]


def _stands_in(text: str, word: str, whole_words: bool) -> bool:
    at = text.find(word) if word else -1
    while at >= 0:
        if _is_uncut(text, at, at + len(word)) and (not whole_words or _is_whole(text, at, at + len(word))):
            return True
        at = text.find(word, at + 1)
    return False


def _is_uncut(text: str, begin: int, end: int) -> bool:
    """No emoji is cut in two: neither a joined one nor a flag, which is a pair of signs."""
    if text[begin - 1 : begin] == _JOINER or text[end : end + 1] == _JOINER:
        return False
    return _signs_before(text, begin) % 2 == 0 and _signs_before(text, end) % 2 == 0


def _signs_before(text: str, at: int) -> int:
    """How many halves of flags stand directly before this place, if one follows; else none that matter."""
    if not _is_flag_half(text[at : at + 1]):
        return 0
    count = 0
    while at - count > 0 and _is_flag_half(text[at - count - 1]):
        count += 1
    return count


def _is_flag_half(sign: str) -> bool:
    return bool(sign) and _REGIONAL[0] <= sign <= _REGIONAL[1]


def _is_whole(text: str, begin: int, end: int) -> bool:
    """Neither side goes on with a letter of the same kind. Korean words may go on: their endings are written behind."""
    before, first = _kind(text[begin - 1 : begin]), _kind(text[begin])
    last, after = _kind(text[end - 1]), _kind(text[end : end + 1])
    begins = first in {"", "free"} or before != first
    return begins and (last in {"", "free", "hangul"} or after != last)


def _kind(letter: str) -> str:
    """What words a letter is part of: `hangul`, `free` (without spaces), `spaced`, or none."""
    if not letter or not unicodedata.category(letter).startswith(_WORD):
        return ""
    if _is_in(letter, _HANGUL):
        return "hangul"
    return "free" if _is_in(letter, _WITHOUT_SPACES) else "spaced"


def _is_in(letter: str, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= ord(letter) <= last for first, last in ranges)


def _quoted(words: Sequence[str]) -> str:
    shown = ", ".join(f"“{word}”" for word in words[:5])
    return shown if len(words) <= 5 else f"{shown} and {len(words) - 5} more"
