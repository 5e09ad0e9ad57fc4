"""What a prompt is about: its salient words, and a number that is always the same for the same prompt."""

import re
from typing import Any
from zlib import crc32

WORD = re.compile(r"[^\W\d_][\w'-]{3,}")
DULL_WORDS = (
    "about above after again also always answer around based because been before being below between brand caption "
    "captions content could create describe description does each every "
    "example exactly find following format from generate give "
    "good have hashtag hashtags here idea image include instagram into instructions json just keep language last like "
    "list look make many maximum minimum more most must need never none object only other over picture please post "
    "posts prompt provide reply respond return schema short should some style such suggest tell text than that their "
    "them then there these they this those tone topic under user using very want were what when where which while "
    "will with without words would write written year your"
)
DULL = frozenset(DULL_WORDS.split(" "))
KEPT = 6


class Topic:
    """The words of a prompt in their order, the longest first among equals in use."""

    def __init__(self, prompt: str, variant: int = 0) -> None:
        self.number = crc32(f"{variant}:{prompt}".encode())
        words = [word.strip("'-") for word in WORD.findall(prompt)]
        kept = [word for word in words if word.lower() not in DULL]
        counts = {word.lower(): sum(other.lower() == word.lower() for other in kept) for word in kept}
        ranked = sorted(
            dict.fromkeys(word.lower() for word in kept), key=lambda word: (-counts[word], kept_at(kept, word))
        )
        self.words: list[str] = ranked[:KEPT] or ["today"]

    def pick(self, choices: tuple[str, ...], salt: int = 0) -> str:
        """Choose one, the same for the same prompt."""
        return choices[crc32(f"{self.number}/{salt}".encode()) % len(choices)]


def kept_at(words: list[str], wanted: str) -> int:
    """Where a word comes first, whatever its case."""
    return next(position for position, word in enumerate(words) if word.lower() == wanted)


def text_of(message: Any) -> str:
    """The text of a chat message, also of one made of parts."""
    content = message.get("content") if isinstance(message, dict) else None
    if isinstance(content, list):
        return " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict)).strip()
    return str(content or "")
