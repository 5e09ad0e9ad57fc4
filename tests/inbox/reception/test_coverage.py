"""Who may see the coverage, and of which accounts."""

import httpx2
from sqlalchemy.ext.asyncio import AsyncSession
from tests.inbox.reception.inbox import Inbox, deliver, process
from tests.inbox.reception.payloads import message
from tests.people import Person, headers_of, make_user

from autogram.accounts.models import InstagramAccount
from autogram.core import clock

PATH = "/api/v1/inbox/coverage"


async def owner_of(inbox: Inbox, session: AsyncSession, api: httpx2.AsyncClient) -> dict[str, str]:
    """Headers of somebody whose workspace has the account."""
    person: Person = await make_user(session)
    account = await session.get(InstagramAccount, inbox.account_id)
    await inbox.change(account, workspace_id=person.workspace_id)
    return await headers_of(api, person)


async def test_an_account_shows_what_webhooks_told(
    inbox: Inbox, session: AsyncSession, api: httpx2.AsyncClient
) -> None:
    headers = await owner_of(inbox, session, api)
    at = int(clock.now().timestamp() * 1000)
    await process(inbox, await deliver(inbox, message("m1", "hi", account=inbox.instagram_id, at=at)))

    answer = await api.get(PATH, headers=headers)

    (account,) = answer.json()["accounts"]
    assert account["account_id"] == str(inbox.account_id)
    assert account["messages"] == {"by_webhook": 1, "only_by_polling": 0, "share_percent": 100.0}
    assert account["comments"]["share_percent"] is None
    assert account["last_webhook_at"] is not None
    assert account["conversations_read_at"] is None


async def test_the_account_of_somebody_else_is_not_found(
    inbox: Inbox, session: AsyncSession, api: httpx2.AsyncClient
) -> None:
    stranger = await headers_of(api, await make_user(session))

    assert (await api.get(PATH, headers=stranger, params={"account_id": str(inbox.account_id)})).status_code == 404
    assert (await api.get(PATH, headers=stranger)).json() == {"window_hours": 24, "accounts": []}
    assert (await api.get(PATH)).status_code == 401
