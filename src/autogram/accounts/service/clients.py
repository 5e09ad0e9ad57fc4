"""A Graph client for an account, and what we learn from using it."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.errors import AccountNotUsable
from autogram.accounts.models import AccountStatus, InstagramAccount
from autogram.accounts.service import quota
from autogram.accounts.service.health import mark_needs_reauth
from autogram.accounts.service.refusals import USUAL_WAIT
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.runtime import Runtime
from autogram.instagram.errors import GraphError, InstagramError, Refusal
from autogram.instagram.graph import GraphClient

BLOCK_PAUSE = timedelta(hours=12)
# Below this, what Meta says is used of its limits is not worth a write.
NOTABLE_USAGE_PERCENT = 50


@dataclass(frozen=True)
class AccountClient:
    """A client bound to one account. Tell `note_outcome` when done, so that quota and health stay true."""

    account_id: UUID
    workspace_id: UUID
    user_id: str
    username: str
    graph: GraphClient
    token: str = field(repr=False)


async def client_for(runtime: Runtime, session: AsyncSession | ReadSession, account_id: UUID) -> AccountClient:
    """A client with the account's token. Raises `AccountNotFound`, `AccountNotUsable`."""
    account = await queries.get_account(session, account_id, with_token=True)
    if account.status is not AccountStatus.CONNECTED or account.token is None:
        raise AccountNotUsable(account.status_reason or "", account_id=str(account_id))
    return AccountClient(
        account.id,
        account.workspace_id,
        account.instagram_user_id,
        account.username,
        graph_client(runtime, account.token),
        account.token,
    )


def graph_client(runtime: Runtime, token: str) -> GraphClient:
    meta = runtime.settings.meta
    return GraphClient(runtime.http, f"{meta.instagram_graph_url}/{meta.meta_api_version}", token)


async def note_outcome(session: AsyncSession, client: AccountClient, error: InstagramError | None = None) -> None:
    """The requests made are in the quota book, and a throttle, block or dead token is known to everybody.

    The client counts from zero again.
    """
    calls, client.graph.calls = client.graph.calls, 0
    if calls:
        await quota.record_use(session, client.account_id, quota.QuotaKind.REQUESTS, calls)
    messages, client.graph.messages = client.graph.messages, 0
    if messages:
        await quota.record_use(session, client.account_id, quota.QuotaKind.MESSAGES, messages)
    if isinstance(error, GraphError):
        await _note_refusal(session, client, error)
    elif client.graph.usage is not None:
        await queries.note_usage(session, client.account_id, client.graph.usage, from_percent=NOTABLE_USAGE_PERCENT)


async def _note_refusal(session: AsyncSession, client: AccountClient, error: GraphError) -> None:
    match error.refusal:
        case Refusal.TOKEN_DEAD | Refusal.PERSON_MUST_ACT:
            await mark_needs_reauth(session, client.account_id, error, token=client.token)
        case Refusal.THROTTLED:
            await _throttle(session, client.account_id, error.regain_after or USUAL_WAIT, error.reason)
        case Refusal.BLOCKED:
            await _throttle(session, client.account_id, BLOCK_PAUSE, error.reason)
        case _:
            pass


async def _throttle(session: AsyncSession, account_id: UUID, wait: timedelta, reason: str) -> None:
    account: InstagramAccount = await queries.get_account(session, account_id, lock=True)
    until = clock.now() + wait
    if account.throttled_until is None or account.throttled_until < until:
        account.throttled_until, account.throttle_reason = until, reason
