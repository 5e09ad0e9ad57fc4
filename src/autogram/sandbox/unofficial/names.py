"""People who need no memory: everything about them follows from their number."""

from functools import lru_cache
from typing import NamedTuple

FIRST_NUMBER = 10_000_000_000
LAST_NUMBER = FIRST_NUMBER + (1 << 40) + (1 << 28)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FIRST_NAMES = (
    "ada", "aki", "alma", "amir", "anja", "anouk", "ariel", "arno", "bela", "bruno", "carla", "chidi", "clara", "dario",
    "dina", "elif", "ella", "emil", "enzo", "esra", "eva", "femi", "finn", "freya", "gina", "hana", "hugo", "ida",
    "ines", "iris", "ivan", "jana", "jin", "joao", "jonas", "juno", "kai", "kira", "lars", "lea", "leon", "lina",
    "luca", "maja", "malik", "mara", "mateo", "mei", "mila", "nadia", "nils", "noor", "olga", "omar", "paul", "pia",
    "quentin", "rosa", "sami", "sven", "tara", "theo", "vera", "yuki",
)  # fmt: skip
LAST_NAMES = (
    "abbas", "adler", "ahn", "alves", "aydin", "bach", "baker", "berg", "bianchi", "braun", "calder", "castro", "cohen",
    "costa", "demir", "diaz", "dubois", "ekman", "farah", "fischer", "fonseca", "garcia", "gruber", "haas", "hansen",
    "hill", "ito", "jansen", "jensen", "kaya", "keller", "kim", "klein", "kovac", "kruse", "lang", "larsen", "lopez",
    "maier", "marino", "meyer", "moreau", "nakano", "nguyen", "novak", "okoro", "olsen", "park", "perez", "popov",
    "ricci", "rossi", "santos", "sato", "silva", "singh", "stein", "suzuki", "tanaka", "vogel", "weber", "wolf",
    "yilmaz", "zhang",
)  # fmt: skip
# An odd factor only shuffles the names, so that neighbours by number are not neighbours by name.
SHUFFLE = 2_477
UNSHUFFLE = pow(SHUFFLE, -1, 4_096)
FIRST_PLACES = {name: place for place, name in enumerate(FIRST_NAMES)}
LAST_PLACES = {name: place for place, name in enumerate(LAST_NAMES)}
TITLES = [(first, last, f"{first.title()} {last.title()}") for first in FIRST_NAMES for last in LAST_NAMES]


class Person(NamedTuple):
    """Somebody as lists show them; `pk` is the number Instagram knows them by."""

    pk: int
    username: str
    name: str
    is_private: bool
    is_verified: bool


def is_generated(pk: int) -> bool:
    """Tell whether this number belongs to a generated person."""
    return FIRST_NUMBER <= pk < LAST_NUMBER


def generated_person(pk: int) -> Person:
    """The person with this number."""
    number = pk - FIRST_NUMBER
    first, last, name = TITLES[number * SHUFFLE & 4_095]
    return Person(pk, f"{first}.{last}.{_suffix(number >> 12)}", name, number % 3 == 0, number % 97 == 0)


def generated_number(username: str) -> int | None:
    """The number of a generated person, if the name is one of theirs."""
    parts = username.split(".")
    if len(parts) != 3 or parts[0] not in FIRST_PLACES or parts[1] not in LAST_PLACES:
        return None
    try:
        rest = int(parts[2], 36)
    except ValueError:
        return None
    word = FIRST_PLACES[parts[0]] << 6 | LAST_PLACES[parts[1]]
    pk = FIRST_NUMBER + (rest << 12 | word * UNSHUFFLE & 4_095)
    return pk if is_generated(pk) and generated_person(pk).username == username else None


@lru_cache(1_024)
def _suffix(number: int) -> str:
    letters = ""
    while number or not letters:
        number, rest = divmod(number, 36)
        letters = DIGITS[rest] + letters
    return letters
