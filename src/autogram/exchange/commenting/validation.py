"""What a text from a model must be like before anybody's account says it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

NOT_TEXT = frozenset({"Cc", "Co", "Cs"})
MARKS = frozenset({"Mn", "Me", "Mc"})
JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAGS = range(0x1F1E6, 0x1F200)
TAGS = range(0xE0000, 0xE0080)
# Hangul that is written in its parts: vowels and final consonants belong to the consonant before them.
JAMO = range(0x1160, 0x1200)

LINK = re.compile(r"https?:|www\.|\bt\.me\b|\b[\w-]+\.(?:com|net|org|io|ly|kr|gg|shop|link)\b", re.IGNORECASE)
QUOTES = "\"'“”„‘’«»「」『』"  # noqa: RUF001  they are what is meant
_NOTHING_TO_READ = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class TextRules:
    """The community's rules for texts. `said` are keys of what was said before."""

    longest: int
    blocked_words: tuple[str, ...] = ()
    said: frozenset[str] = field(default=frozenset(), repr=False)


def tidy(text: str) -> str:
    """The text on one line, without the quotation marks that models like to put around it."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    while len(line) > 1 and line[0] in QUOTES and line[-1] in QUOTES:
        line = line[1:-1].strip()
    return line


def text_key(text: str) -> str:
    """The same for texts between which a reader sees no difference; a text of emoji only is its own key."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NOTHING_TO_READ.sub("", folded) or "".join(folded.split())


def fault_of(text: str, rules: TextRules) -> str | None:
    """Why the text cannot be used, in words; None if it can."""
    if not text:
        return "it is empty"
    if (length := length_of(text)) > rules.longest:
        return f"it has {length} characters, {rules.longest} are allowed"
    if any(unicodedata.category(letter) in NOT_TEXT for letter in text):
        return "it holds signs that are not text"
    # Also in their wide forms, which Instagram takes for the same.
    plain = unicodedata.normalize("NFKC", text)
    if "@" in plain:
        return "it mentions somebody"
    if "#" in plain:
        return "it holds a hashtag"
    if LINK.search(plain):
        return "it holds a link"
    if blocked := blocked_in(text, rules.blocked_words):
        return f"it holds the blocked word “{blocked}”"
    if text_key(text) in rules.said:
        return "the same was said before"
    return None


def blocked_in(text: str, words: Iterable[str]) -> str | None:
    """The first of the words that the text holds, whatever their case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return next((word for word in words if word and unicodedata.normalize("NFKC", word).casefold() in folded), None)


def choose(texts: Iterable[str], rules: TextRules) -> tuple[list[str], list[str]]:
    """The texts that can be used, each another, and why each of the others cannot."""
    chosen: list[str] = []
    faults: list[str] = []
    said = set(rules.said)
    for raw in texts:
        text = tidy(raw)
        fault = fault_of(text, TextRules(rules.longest, rules.blocked_words, frozenset(said)))
        if fault is None:
            chosen.append(text)
            said.add(text_key(text))
        else:
            faults.append(fault)
    return chosen, faults


def length_of(text: str) -> int:
    """How many characters a person counts: an emoji of several parts, or a letter with its accents, is one."""
    return sum(1 for place in range(len(text)) if not _belongs_to_what_is_before(text, place))


def _belongs_to_what_is_before(text: str, place: int) -> bool:
    if place == 0:
        return False
    letter, before = text[place], text[place - 1]
    code = ord(letter)
    if letter == JOINER or before == JOINER or unicodedata.category(letter) in MARKS:
        return True
    if code in SKIN_TONES or code in TAGS or code in JAMO:
        return True
    return code in FLAGS and _flags_before(text, place) % 2 == 1


def _flags_before(text: str, place: int) -> int:
    """Two of these signs are one flag."""
    count = 0
    while place - count > 0 and ord(text[place - count - 1]) in FLAGS:
        count += 1
    return count
