"""Variables in canned replies and in texts of rules: `{{first_name}}`, or `{{first_name|there}}` with a fallback."""

import re
from collections.abc import Mapping

VARIABLES = ("first_name", "name", "username", "account", "agent_name")
OF_THE_PERSON = frozenset({"first_name", "name", "username"})
_SLOT = re.compile(r"\{\{\s*([^{}|]*?)\s*(?:\|([^{}]*))?\}\}")


def unknown_variables(text: str) -> list[str]:
    """What stands in double braces and is no variable, in order."""
    return [name for name in (found[1] for found in _SLOT.finditer(text)) if name not in VARIABLES]


def names_the_person(text: str) -> bool:
    """Whether it says something that only their profile tells."""
    return any(found[1] in OF_THE_PERSON for found in _SLOT.finditer(text))


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """Each variable is its value, where there is none its fallback, and without one nothing."""
    return _SLOT.sub(lambda slot: values.get(slot[1]) or (slot[2] or "").strip(), text).strip()


def first_name(name: str | None) -> str | None:
    """The first word of a name that has letters."""
    words = [word for word in (name or "").split() if any(letter.isalpha() for letter in word)]
    return words[0].strip(",.") if words else None
