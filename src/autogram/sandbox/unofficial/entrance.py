"""Deciding who gets in, for every way to log in."""

import secrets
from dataclasses import dataclass
from typing import Literal

from autogram.sandbox.community.documents import Demand
from autogram.sandbox.community.passwords import is_code
from autogram.sandbox.documents import Account
from autogram.sandbox.world import World

Outcome = Literal["welcome", "unknown", "wrong", "code"] | Demand


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of a password; `waiting` names the login that waits for its code."""

    outcome: Outcome
    account: Account | None = None
    waiting: str = ""


def try_password(world: World, username: str, sent: str) -> Attempt:
    """Judge a name and a password, as sent."""
    community = world.community
    account = world.account_called(username.strip().lstrip("@").lower())
    if account is None:
        return Attempt("unknown")
    login = community.logins.get(account.id)
    if login is None or login.password is None or community.password_key.read(sent) != login.password:
        return Attempt("wrong", account)
    if login.demand:
        return Attempt(login.demand, account)
    if not login.asks_for_code:
        return Attempt("welcome", account)
    waiting = secrets.token_hex(16)
    community.waiting_for_code[waiting] = account.id
    return Attempt("code", account, waiting)


def try_code(world: World, waiting: str, code: str) -> Account | None:
    """The account whose login ends with this code; a wrong one may be followed by another."""
    community = world.community
    account_id = community.waiting_for_code.get(waiting, "")
    login = community.logins.get(account_id)
    if login is None or not is_code(login, code):
        return None
    del community.waiting_for_code[waiting]
    return world.accounts.get(account_id)
