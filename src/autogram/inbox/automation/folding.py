"""Text as it is compared: without case, accents, skin tones and invisible signs."""

import re
import unicodedata

# Accents, and the points that Hebrew and Arabic are usually written without. Not the voicing marks of Japanese nor the
# vowel signs of Indian scripts, because those make other letters.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]")
# Variation selectors, skin tones, soft hyphens, marks of direction, and what joins or parts letters unseen.
_UNSEEN = re.compile(
    "[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u00ad\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\ufeff]"
)
_SPACES = re.compile(r"\s+")
# Letters that Unicode does not take apart, and signs that keyboards put for one another. The dotless i of Turkish is
# the small letter of I, which is folded to i.
_ALIKE = str.maketrans(
    {"\N{LATIN SMALL LETTER DOTLESS I}": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"}
    | dict.fromkeys("\u2018\u2019\u02bc\u0060", "'")
    | dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-")
)
# й is a letter of its own and no и with an accent.
_SHORT_I, _KEPT = "и\u0306", "\ue000"


def folded(text: str) -> str:
    """`text` as two texts are compared: equal here means equal to a reader in a hurry."""
    apart = unicodedata.normalize("NFKD", text.casefold()).casefold()
    apart = _ACCENTS.sub("", _UNSEEN.sub("", apart.replace(_SHORT_I, _KEPT))).replace(_KEPT, _SHORT_I)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", apart).translate(_ALIKE)).strip()
