"""Webhooks: on while an account is connected, looked after daily, ended with the connection."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.models import AccountStatus
from autogram.accounts.service.clients import AccountClient, client_for, graph_client, note_outcome
from autogram.core import audit
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.identity import service as identity
from autogram.instagram.errors import InstagramError

log = get_logger(__name__)

# Everything that later parts of the product listen to, by the permission it needs.
FIELDS = {
    "instagram_business_manage_comments": ("comments", "live_comments", "mentions"),
    "instagram_business_manage_messages": (
        "messages",
        "message_edit",
        "message_reactions",
        "messaging_postbacks",
        "messaging_referral",
        "messaging_seen",
        # While another app leads a conversation, its messages come under this name.
        "standby",
    ),
}
END_SECONDS = 5.0


def wanted_fields(scopes: Sequence[str]) -> tuple[str, ...]:
    """What to subscribe to; everything where Instagram has not said what was granted."""
    return tuple(field for scope, fields in FIELDS.items() if not scopes or scope in scopes for field in fields)


async def subscribe_account(runtime: Runtime, account_id: UUID) -> None:
    """Instagram sends webhooks for the account. Raises `AccountNotFound`, `AccountNotUsable`, `InstagramError`."""
    client, wanted = await _client(runtime, account_id)
    await _subscribe(runtime, client, wanted)


async def check_subscription(runtime: Runtime, account_id: UUID) -> None:
    """The subscription stands at Instagram, which ends it silently when deliveries fail for a while.

    If it had to be renewed the owners are told: something may have been missed. Raises as `subscribe_account` does.
    """
    client, wanted = await _client(runtime, account_id)
    try:
        standing = set(await client.graph.subscribed_fields(client.user_id))
    except InstagramError as error:
        async with runtime.database.transaction() as session:
            await note_outcome(session, client, error)
        raise
    missing = [field for field in wanted if field not in standing]
    async with runtime.database.transaction() as session:
        await note_outcome(session, client)
        await _note_loss(session, account_id, missing)
    if missing:
        await _subscribe(runtime, client, wanted)


async def end_subscription(runtime: Runtime, token: str, user_id: str) -> bool:
    """Whether Instagram has confirmed that it sends nothing more. It is asked once and has five seconds."""
    try:
        async with asyncio.timeout(END_SECONDS):
            await graph_client(runtime, token).unsubscribe(user_id)
    except (InstagramError, TimeoutError) as error:
        log.warning("webhooks not ended at Instagram", instagram_user_id=user_id, reason=str(error) or "no answer")
        return False
    return True


async def _client(runtime: Runtime, account_id: UUID) -> tuple[AccountClient, tuple[str, ...]]:
    async with runtime.database.reading() as session:
        client = await client_for(runtime, session, account_id)
        account = await queries.get_account(session, account_id)
        return client, wanted_fields(account.scopes)


async def _subscribe(runtime: Runtime, client: AccountClient, wanted: tuple[str, ...]) -> None:
    if not wanted:
        return
    failure: InstagramError | None = None
    try:
        await client.graph.subscribe(client.user_id, wanted)
    except InstagramError as error:
        failure = error
    async with runtime.database.transaction() as session:
        await note_outcome(session, client, failure)
        account = await queries.get_account(session, client.account_id, lock=True)
        if failure is None and account.status is AccountStatus.CONNECTED:
            account.webhook_fields = list(wanted)
    if failure:
        raise failure


async def _note_loss(session: AsyncSession, account_id: UUID, missing: list[str]) -> None:
    """What was on and is not any more is written down and mailed, before it is repaired: so exactly once."""
    account = await queries.get_account(session, account_id, lock=True)
    lost = [field for field in account.webhook_fields if field in missing]
    if not lost:
        return
    account.webhook_fields = [field for field in account.webhook_fields if field not in missing]
    audit.record(
        session, "accounts.webhooks_lost", f"account:{account.id}", workspace_id=account.workspace_id, fields=lost
    )
    await identity.mail_workspace_owners(
        session,
        account.workspace_id,
        f"@{account.username}: Instagram had stopped telling us what comes in",
        f"Instagram no longer reported {', '.join(lost)} of @{account.username}, as it does when its calls have failed "
        "for a while. Autogram is switching this on again.\n\n"
        "Comments and messages of the time between may be missing: look into Instagram itself once.",
    )
