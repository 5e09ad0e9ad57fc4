"""An owner of an account, and an Instagram with other switches."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
import stamina
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession
from tests.accounts.owners import Owner, an_owner
from tests.servers import Instagram

from autogram.core.runtime import Runtime


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Repeats come at once; how often is as in production."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


@pytest.fixture
async def owner(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Owner]:
    async with an_owner(app, runtime, session, instagram) as owner:
        yield owner


@pytest.fixture
async def stranger(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Owner]:
    """Somebody else, in another workspace and browser, with an Instagram account of their own."""
    async with an_owner(app, runtime, session, instagram.another()) as stranger:
        yield stranger


@pytest.fixture
def switch(instagram: Instagram) -> Iterator[Callable[..., None]]:
    """Instagram behaves in another way until the test is over."""
    before: dict[str, Any] = instagram.client.get("/_sandbox/settings").json()

    def change(**switches: Any) -> None:
        assert instagram.client.put("/_sandbox/settings", json=switches).is_success

    yield change
    change(**before)


@pytest.fixture
def fault(instagram: Instagram) -> Callable[..., None]:
    """Instagram misbehaves for everybody, until the test is over: some calls are about no account yet."""

    def order(op: str, *, after: bool = False, times: int | None = 1, **action: Any) -> None:
        rule = {"match": {"op": op}, "action": action, "after": after, "times": times}
        assert instagram.client.post("/_sandbox/faults", json=rule).is_success

    return order
