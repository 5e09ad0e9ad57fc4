"""User names of Instagram: the form in which members are known, and what the public sees of it."""

import re
import unicodedata

from autogram.instagram.export.text import is_legal_username, username_in_link

# Controls, signs that chats put around names without showing them, and halves of surrogate pairs.
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})
_LINK = re.compile(r"(https?://)?([a-z0-9-]+\.)*instagram\.com/", re.IGNORECASE)


def normal_username(text: str) -> str:
    """The form in which accounts are compared: nothing invisible, no spaces, no @ before it, lower case.

    Never fails. Whether anybody can have this name, `is_username` says.
    """
    visible = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) not in _HIDDEN)
    return visible.strip().lstrip("@").strip().lower()


def is_username(name: str) -> bool:
    """Whether Instagram could have given this name, in its normal form, to an account."""
    return is_legal_username(name)


def required_username(text: str) -> str:
    """The normal form of a name, or of the name in a link to a profile. Raises `ValueError`, in words."""
    name = normal_username(text)
    if _LINK.match(name):
        name = username_in_link(name if "://" in name else f"https://{name}") or ""
    if not is_username(name):
        raise ValueError("is not a user name of Instagram: 1 to 30 letters, digits, full stops and underscores")
    return name


def masked(username: str) -> str:
    """Enough for its owner to know it, too little for strangers. The stars do not tell how long it is."""
    return username[: 2 if len(username) > 4 else 1] + "***"
