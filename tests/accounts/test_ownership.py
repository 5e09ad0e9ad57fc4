"""One Instagram account is in one workspace at a time; what comes back is the same account."""

import asyncio
from collections.abc import Callable

import httpx2
import pytest
from sqlalchemy import func, select
from tests.accounts.owners import Owner, jobs_of
from tests.people import make_user
from tests.servers import Instagram

from autogram.accounts import service
from autogram.accounts.errors import AccountAlreadyConnected, AccountNotUsable
from autogram.accounts.messages import SubscribeAccount
from autogram.accounts.models import AccountStatus, InstagramAccount
from autogram.core.db import Database
from autogram.core.runtime import Runtime
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role


async def test_an_account_of_another_workspace_stays_there(owner: Owner, stranger: Owner) -> None:
    await owner.connect()
    thief = stranger.with_account(owner.instagram)

    problem = await thief.paste(409)

    assert problem["code"] == "account-already-connected"
    assert (await thief.ask("GET", "/accounts"))["items"] == []
    assert (await owner.only_account())["status"] == "connected"


async def test_an_account_that_waits_for_its_owner_is_not_up_for_grabs(owner: Owner, stranger: Owner) -> None:
    account = await owner.connect()
    await owner.change(account["id"], status=AccountStatus.NEEDS_REAUTH)

    await stranger.with_account(owner.instagram).paste(409)


async def test_an_account_that_was_disconnected_can_go_to_another_workspace(owner: Owner, stranger: Owner) -> None:
    account = await owner.connect()
    await owner.ask("DELETE", f"/accounts/{account['id']}", 204)

    taken = await stranger.with_account(owner.instagram).paste()

    assert taken["id"] != account["id"]
    await owner.paste(409)


async def test_who_connects_again_finds_the_same_account(owner: Owner) -> None:
    account = await owner.connect()
    await owner.ask("PATCH", f"/accounts/{account['id']}", json={"comments_per_hour": 3})
    await owner.ask("DELETE", f"/accounts/{account['id']}", 204)

    again = await owner.connect()

    assert again["id"] == account["id"]
    assert again["status"] == "connected"
    assert again["comments_per_hour"] == 3
    assert (await owner.row(account["id"])).disconnected_at is None


async def test_the_same_account_finds_home_after_having_been_elsewhere(owner: Owner, stranger: Owner) -> None:
    account = await owner.connect()
    await owner.ask("DELETE", f"/accounts/{account['id']}", 204)
    taken = await stranger.with_account(owner.instagram).paste()
    await stranger.ask("DELETE", f"/accounts/{taken['id']}", 204)

    assert (await owner.paste())["id"] == account["id"]


async def test_connecting_again_heals_an_account(owner: Owner) -> None:
    account = await owner.connect()
    await owner.change(
        account["id"], status=AccountStatus.NEEDS_REAUTH, status_reason="Session has expired", token_alarm_days=3
    )

    healed = await owner.connect()

    assert healed["id"] == account["id"]
    assert (healed["status"], healed["status_reason"]) == ("connected", None)
    assert (await owner.row(account["id"])).token_alarm_days is None
    assert len(await jobs_of(owner.runtime, SubscribeAccount)) == 2


async def test_connecting_again_does_not_lift_what_instagram_forbade(owner: Owner) -> None:
    account = await owner.connect()
    owner.instagram.fault("me.read", error={"code": 4, "subcode": 2207051, "message": "We restrict certain activity"})
    await owner.ask("GET", f"/accounts/{account['id']}/profile", 400)

    again = await owner.paste()

    assert again["throttled_until"] is not None
    assert "restrict" in again["throttle_reason"]


async def test_a_new_name_at_instagram_is_followed(owner: Owner) -> None:
    account = await owner.connect()
    await owner.change(account["id"], username="as-it-was")

    assert (await owner.ask("GET", f"/accounts/{account['id']}/profile"))["username"] == owner.instagram.username


async def test_disconnecting_erases_the_token(owner: Owner) -> None:
    account = await owner.connect()

    await owner.ask("DELETE", f"/accounts/{account['id']}", 204)

    row = await owner.row(account["id"])
    assert (row.status, row.token) == (AccountStatus.DISCONNECTED, None)
    assert row.token_expires_at is row.token_issued_at is None
    async with owner.runtime.database.reading() as session:
        with pytest.raises(AccountNotUsable, match="disconnected by its owner"):
            await service.client_for(owner.runtime, session, row.id)


async def test_a_disconnected_account_is_listed_only_on_request(owner: Owner) -> None:
    account = await owner.connect()
    await owner.ask("DELETE", f"/accounts/{account['id']}", 204)

    assert (await owner.ask("GET", "/accounts"))["items"] == []
    (listed,) = (await owner.ask("GET", "/accounts?with_disconnected=true"))["items"]
    assert (listed["id"], listed["status"]) == (account["id"], "disconnected")


async def test_disconnecting_ends_the_webhooks_at_instagram(owner: Owner) -> None:
    account = await owner.connect()
    await service.subscribe_account(owner.runtime, (await owner.row(account["id"])).id)

    await owner.ask("DELETE", f"/accounts/{account['id']}", 204)

    (call,) = owner.instagram.calls("unsubscribe")
    assert call["status"] == 200
    assert (await owner.entries())[-1].details == {"webhooks_ended": True}


@pytest.mark.parametrize("failure", [{"drop": True}, {"status": 503}, {"error": {"code": 190, "subcode": 460}}])
async def test_disconnecting_does_not_need_instagram(owner: Owner, failure: dict[str, object]) -> None:
    account = await owner.connect()
    owner.instagram.fault("unsubscribe", times=None, **failure)

    await owner.ask("DELETE", f"/accounts/{account['id']}", 204)

    assert (await owner.row(account["id"])).token is None
    assert (await owner.entries())[-1].details == {"webhooks_ended": False}


async def test_disconnecting_waits_for_instagram_only_a_moment(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autogram.accounts.service.subscriptions.END_SECONDS", 0.2)
    account = await owner.connect()
    owner.instagram.fault("unsubscribe", timeout=30)

    await owner.ask("DELETE", f"/accounts/{account['id']}", 204)

    assert (await owner.row(account["id"])).token is None


async def test_disconnecting_twice_is_disconnecting_once(owner: Owner) -> None:
    account = await owner.connect()

    for _ in range(2):
        await owner.ask("DELETE", f"/accounts/{account['id']}", 204)

    assert await owner.audited("accounts.disconnect") == ["accounts.disconnect"]
    assert len(owner.instagram.calls("unsubscribe")) == 1


async def test_two_accounts_are_two_accounts(owner: Owner, instagram: Instagram) -> None:
    await owner.connect()
    await owner.with_account(instagram.another()).paste()

    assert len((await owner.ask("GET", "/accounts"))["items"]) == 2


async def test_lists_come_in_pages(owner: Owner, instagram: Instagram) -> None:
    for _ in range(3):
        await owner.with_account(instagram.another()).paste()

    first = await owner.ask("GET", "/accounts?limit=2")
    second = await owner.ask("GET", "/accounts", params={"limit": 2, "cursor": first["next_cursor"]})

    ids = [account["id"] for account in first["items"] + second["items"]]
    assert len(set(ids)) == 3
    assert ids == sorted(ids, reverse=True)
    assert second["next_cursor"] is None


@pytest.fixture
async def shared_runtime(fresh_database: str, runtime: Runtime) -> object:
    """A runtime whose sessions are connections of their own, so that they can really meet."""
    database = Database(fresh_database)
    async with httpx2.AsyncClient(timeout=10) as http:
        yield Runtime(runtime.settings, runtime.keyring, database, http)
    await database.close()


async def an_actor(runtime: Runtime) -> Actor:
    async with runtime.database.transaction() as session:
        person = await make_user(session)
    return Actor(person.user_id, person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])


async def rows_of(runtime: Runtime, instagram: Instagram) -> int:
    async with runtime.database.reading() as session:
        same = InstagramAccount.instagram_user_id == instagram.user_id
        return await session.scalar(select(func.count()).select_from(InstagramAccount).where(same)) or 0


async def test_connecting_twice_at_once_makes_one_account(shared_runtime: Runtime, instagram: Instagram) -> None:
    actor = await an_actor(shared_runtime)
    tokens = [instagram.token() for _ in range(6)]

    made = await asyncio.gather(*(service.connect_with_token(shared_runtime, actor, token) for token in tokens))

    assert len({account.id for account in made}) == 1
    assert await rows_of(shared_runtime, instagram) == 1


async def test_of_two_workspaces_at_once_one_gets_the_account(
    shared_runtime: Runtime, instagram: Instagram, switch: Callable[..., None]
) -> None:
    actors = [await an_actor(shared_runtime) for _ in range(4)]

    made = await asyncio.gather(
        *(service.connect_with_token(shared_runtime, actor, instagram.token()) for actor in actors),
        return_exceptions=True,
    )

    assert sum(isinstance(outcome, AccountAlreadyConnected) for outcome in made) == 3
    assert await rows_of(shared_runtime, instagram) == 1
