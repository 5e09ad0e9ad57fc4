"""Ice breakers and the persistent menu: Instagram keeps them, so they are always read from and written to it.

Tapping one is a postback, which rules can answer.
"""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from autogram.accounts import service as accounts
from autogram.accounts.service.refusals import as_app_error
from autogram.core import audit
from autogram.core.runtime import Runtime
from autogram.identity.permissions import Actor
from autogram.inbox.automation.menu_schemas import (
    IceBreakers,
    PersistentMenu,
    ShownIceBreaker,
    ShownIceBreakers,
    ShownMenu,
    ShownMenuItem,
)
from autogram.instagram import messenger_profile
from autogram.instagram.errors import InstagramError

T = TypeVar("T")


class Part(StrEnum):
    """What can be removed, by Instagram's name."""

    ICE_BREAKERS = "ice_breakers"
    PERSISTENT_MENU = "persistent_menu"


async def read_ice_breakers(runtime: Runtime, workspace_id: UUID, account_id: UUID) -> ShownIceBreakers:
    """What people see now. Raises as all of these do: `AccountNotFound`, `AccountNotUsable`, `AccountThrottled`,
    `QuotaUsedUp`, `InstagramRefused`, `InstagramNotAnswering`.
    """
    client = await _client(runtime, workspace_id, account_id)
    return await _asked(runtime, client, lambda: _ice_breakers(client))


async def write_ice_breakers(runtime: Runtime, actor: Actor, account_id: UUID, wanted: IceBreakers) -> ShownIceBreakers:
    """People see exactly these questions; what Instagram has afterwards."""
    client = await _client(runtime, actor.workspace_id, account_id)
    questions = [messenger_profile.IceBreaker(entry.question, entry.payload) for entry in wanted.questions]
    await _asked(runtime, client, lambda: messenger_profile.set_ice_breakers(client.graph, client.user_id, questions))
    await _record(runtime, actor, account_id, Part.ICE_BREAKERS, len(questions))
    return await _asked(runtime, client, lambda: _ice_breakers(client))


async def read_menu(runtime: Runtime, workspace_id: UUID, account_id: UUID) -> ShownMenu:
    """What people see now."""
    client = await _client(runtime, workspace_id, account_id)
    return await _asked(runtime, client, lambda: _menu(client))


async def write_menu(runtime: Runtime, actor: Actor, account_id: UUID, wanted: PersistentMenu) -> ShownMenu:
    """People see exactly this menu; what Instagram has afterwards."""
    client = await _client(runtime, actor.workspace_id, account_id)
    items = [messenger_profile.MenuItem(item.title, item.payload, item.url) for item in wanted.items]
    await _asked(runtime, client, lambda: messenger_profile.set_persistent_menu(client.graph, client.user_id, items))
    await _record(runtime, actor, account_id, Part.PERSISTENT_MENU, len(items))
    return await _asked(runtime, client, lambda: _menu(client))


async def remove(runtime: Runtime, actor: Actor, account_id: UUID, part: Part) -> None:
    """People see none of it any more."""
    client = await _client(runtime, actor.workspace_id, account_id)
    await _asked(runtime, client, lambda: messenger_profile.remove(client.graph, client.user_id, part))
    await _record(runtime, actor, account_id, part, 0)


async def _client(runtime: Runtime, workspace_id: UUID, account_id: UUID) -> accounts.AccountClient:
    async with runtime.database.reading() as reading:
        await accounts.account_brief(reading, account_id, workspace_id=workspace_id)
        client = await accounts.client_for(runtime, reading, account_id)
        await accounts.require_quota(reading, account_id, accounts.QuotaKind.REQUESTS)
    return client


async def _asked(runtime: Runtime, client: accounts.AccountClient, call: Callable[[], Awaitable[T]]) -> T:
    """What Instagram answers; what was learned of the account from it is written down."""
    try:
        answer = await call()
    except InstagramError as error:
        async with runtime.database.transaction() as session:
            await accounts.note_outcome(session, client, error)
        raise as_app_error(error) from error
    async with runtime.database.transaction() as session:
        await accounts.note_outcome(session, client)
    return answer


async def _ice_breakers(client: accounts.AccountClient) -> ShownIceBreakers:
    standing = await messenger_profile.ice_breakers(client.graph, client.user_id)
    return ShownIceBreakers(questions=[ShownIceBreaker.model_validate(entry) for entry in standing])


async def _menu(client: accounts.AccountClient) -> ShownMenu:
    standing = await messenger_profile.persistent_menu(client.graph, client.user_id)
    return ShownMenu(items=[ShownMenuItem.model_validate(entry) for entry in standing])


async def _record(runtime: Runtime, actor: Actor, account_id: UUID, part: Part, count: int) -> None:
    async with runtime.database.transaction() as session:
        audit.record(
            session,
            f"automation.{part}",
            f"account:{account_id}",
            actor_id=actor.user_id,
            workspace_id=actor.workspace_id,
            count=count,
        )
