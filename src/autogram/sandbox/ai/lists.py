"""Several short texts as JSON, for prompts that ask for them in words.

`{"comments": ["…"]} with exactly 3 different texts of at most 50 characters` is such a wish.
"""

import json
import re
from zlib import crc32

from autogram.sandbox.ai.topic import Topic

NAMED = re.compile(r'\{\s*"(\w+)"\s*:\s*\[')
COUNTED = re.compile(r"\bexactly (\d{1,3})\b")
MEASURED = re.compile(r"\bat most (\d{1,4}) characters\b")
MOST_TEXTS = 100
PHRASES = (
    "Love the {0}!",
    "That {0} looks wonderful",
    "More {0} please, this made my day",
    "{0}, exactly my taste",
    "What a lovely {0}",
    "I could look at this {0} all day",
    "So much care in that {0}",
    "The {0} is my favourite part",
    "This {0} makes me smile",
    "Now I want {0} too",
    "Such a good idea with the {0}",
    "You have an eye for {0}",
)


def listed(question: str, topic: Topic) -> str | None:
    """The JSON that the question asks for; None if it asks for none. Another question gets other texts."""
    name, count = NAMED.search(question), COUNTED.search(question)
    if name is None or count is None:
        return None
    measure = MEASURED.search(question)
    longest = int(measure[1]) if measure else 10_000
    start = crc32(question.encode())
    texts = [_phrase(topic, start + place)[:longest] for place in range(min(int(count[1]), MOST_TEXTS))]
    return json.dumps({name[1]: texts}, ensure_ascii=False)


def _phrase(topic: Topic, place: int) -> str:
    """Each of so many in a row is another: all phrases about one word, then about the next."""
    round_, phrase = divmod(place, len(PHRASES))
    word = topic.words[round_ % len(topic.words)]
    written = PHRASES[phrase].format(word)
    return written[0].upper() + written[1:]
