"""Whose nickname it is: in this room people call themselves by their name, an @ and their user name."""

import re
import unicodedata

from autogram.exchange.community.names import normal_username

_LEADING_NAME = re.compile(r"[a-z0-9._]{1,30}(?![a-z0-9._])")
_LONGEST = 200
# Controls, signs that nobody sees, and halves of surrogate pairs; some of them no database takes.
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})


def username_of(nickname: str) -> str:
    """What stands behind the last @ that a user name follows; without one, the whole nickname. In normal form."""
    for part in reversed(nickname.replace("\uff20", "@").split("@")[1:]):
        name = _LEADING_NAME.match(normal_username(part))
        if name:
            return name[0]
    return normal_username(nickname)[:_LONGEST]


def shown(nickname: str) -> str:
    """The nickname, or a file's name, without what cannot be stored or seen."""
    visible = "".join(sign for sign in nickname if unicodedata.category(sign) not in _HIDDEN)
    return visible.strip()[:_LONGEST]
