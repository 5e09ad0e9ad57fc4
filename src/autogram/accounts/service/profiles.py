"""The account's profile, read from Instagram."""

from uuid import UUID

from autogram.accounts import queries
from autogram.accounts.schemas import AccountRead
from autogram.accounts.service.clients import client_for, note_outcome
from autogram.accounts.service.quota import QuotaKind, require_quota
from autogram.accounts.service.reading import as_read, copy_profile
from autogram.accounts.service.refusals import as_app_error
from autogram.core.runtime import Runtime
from autogram.instagram.errors import InstagramError


async def refresh_profile(runtime: Runtime, workspace_id: UUID, account_id: UUID) -> AccountRead:
    """The account with its profile as Instagram shows it now.

    Raises `AccountNotFound`, `AccountNotUsable`, `AccountThrottled`, `QuotaUsedUp`, `InstagramRefused`,
    `InstagramNotAnswering`.
    """
    async with runtime.database.reading() as reading:
        await queries.get_account(reading, account_id, workspace_id=workspace_id)
        client = await client_for(runtime, reading, account_id)
        await require_quota(reading, account_id, QuotaKind.REQUESTS)
    try:
        profile = await client.graph.profile()
    except InstagramError as error:
        async with runtime.database.transaction() as session:
            await note_outcome(session, client, error)
        raise as_app_error(error) from error
    async with runtime.database.transaction() as session:
        await note_outcome(session, client)
        account = await queries.get_account(session, account_id, lock=True)
        copy_profile(account, profile)
        await session.flush()
        return as_read(account)
