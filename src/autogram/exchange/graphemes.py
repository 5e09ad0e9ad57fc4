"""How long a text is for somebody who looks at it."""

import unicodedata

_ZWJ, _SKIN = "\u200d", range(0x1F3FB, 0x1F400)
_TAGS, _FLAGS = range(0xE0020, 0xE0080), range(0x1F1E6, 0x1F200)
_CONJOINING = range(0x1160, 0x1200)
_JOINED = frozenset({"Mn", "Me", "Mc"})
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})


def graphemes(text: str) -> int:
    """Signs as people count them: a family, a flag, a letter with its accents or a Korean syllable is one each.

    What cannot be seen counts nothing.
    """
    count, waits_for_flag, is_joined = 0, False, False
    for sign in unicodedata.normalize("NFC", text):
        if sign == _ZWJ:
            is_joined = count > 0
            continue
        if _continues(sign, count):
            continue
        if waits_for_flag and ord(sign) in _FLAGS:
            waits_for_flag = False
            continue
        if not is_joined:
            count += 1
        waits_for_flag, is_joined = ord(sign) in _FLAGS, False
    return count


def _continues(sign: str, count: int) -> bool:
    """Whether it belongs to the sign before it, or to none."""
    kind, number = unicodedata.category(sign), ord(sign)
    if kind in _UNSEEN and number not in _TAGS:
        return True
    return count > 0 and (kind in _JOINED or number in _SKIN or number in _TAGS or number in _CONJOINING)
