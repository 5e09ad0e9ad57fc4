"""Passwords: argon2id, worked out in a thread. Never call these with a transaction open: they take their time."""

import asyncio
from functools import cache

from pwdlib import PasswordHash

from autogram.core.secrets import new_token

_hasher = PasswordHash.recommended()


async def hash_password(password: str) -> str:
    return await asyncio.to_thread(_hasher.hash, _octets(password))


async def check_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether `password` is the one `stored` was made from, and a stronger hash if that one is out of date.

    Without `stored` the same work is done for nothing, so that the time taken does not tell who has an account.
    """
    return await asyncio.to_thread(_check, password, stored)


def _check(password: str, stored: str | None) -> tuple[bool, str | None]:
    matches, better = _hasher.verify_and_update(_octets(password), stored or _nobodys_hash(_hasher))
    return (matches, better) if stored else (False, None)


def _octets(password: str) -> bytes:
    """JSON can carry half a surrogate pair, which plain UTF-8 cannot."""
    return password.encode("utf-8", "surrogatepass")


@cache
def _nobodys_hash(hasher: PasswordHash) -> str:
    return hasher.hash(new_token())
