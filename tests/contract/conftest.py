"""Fixtures of the libraries' contract tests: accounts to log in to, clients that ask the sandbox only."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.contract.adapter import close_instagrapi, instaloader_at, new_instagrapi, new_instaloader
from tests.sandbox.conftest import Sandbox, sandbox, sandbox_files, sandbox_server

__all__ = ["sandbox", "sandbox_files", "sandbox_server"]

PASSWORD = "pass word €"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def person(sandbox: Sandbox, username: str, **facts: Any) -> str:
    """A personal account that one can log in to; its number."""
    body = {"username": username, "account_type": "PERSONAL", "password": PASSWORD} | facts
    return str(sandbox.control("POST", "accounts", body)["pk"])


def fault(
    sandbox: Sandbox, op: str, *, after: bool = False, times: int | None = 1, skip: int = 0, **action: Any
) -> None:
    """Instagram misbehaves from now on."""
    rule = {"match": {"op": op}, "action": action, "after": after, "times": times, "skip": skip}
    sandbox.control("POST", "faults", rule)


def asked(sandbox: Sandbox, op: str) -> list[dict[str, Any]]:
    """The requests of this kind, oldest first."""
    return list(sandbox.control("GET", f"requests?op={op}&limit=5000")["requests"])[::-1]


@pytest.fixture
def loader(sandbox: Sandbox) -> Iterator[Any]:
    """Instaloader, nobody logged in."""
    with instaloader_at(sandbox.server.url):
        yield new_instaloader()


@pytest.fixture
def phone(sandbox: Sandbox) -> Iterator[Callable[..., Any]]:
    """Makes Instagrapi clients: `phone()`, or with the settings of an earlier one."""
    clients: list[Any] = []

    def make(settings: dict[str, Any] | None = None) -> Any:
        clients.append(new_instagrapi(sandbox.server.url, settings))
        return clients[-1]

    yield make
    for client in clients:
        close_instagrapi(client)
