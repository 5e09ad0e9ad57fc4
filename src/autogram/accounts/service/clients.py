"""A Graph client for an account, and what we learn from using it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.errors import AccountNotUsable
from autogram.accounts.models import InstagramAccount
from autogram.accounts.service import quota
from autogram.accounts.service.tokens import mark_needs_reauth
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.runtime import Runtime
from autogram.instagram.errors import GraphError, InstagramError, Refusal
from autogram.instagram.graph import GraphClient

DEFAULT_THROTTLE = timedelta(minutes=15)
BLOCK_PAUSE = timedelta(hours=12)


@dataclass(frozen=True)
class AccountClient:
    """A client bound to one account. Tell `note_outcome` when done, so that quota and health stay true."""

    account_id: UUID
    workspace_id: UUID
    user_id: str
    username: str
    graph: GraphClient


async def client_for(runtime: Runtime, session: AsyncSession | ReadSession, account_id: UUID) -> AccountClient:
    """A client with the account's token. Raises `AccountNotFound`, `AccountNotUsable`."""
    account = await queries.get_account(session, account_id)
    if not account.can_act or account.token is None:
        raise AccountNotUsable(account.status_reason or "", account_id=str(account_id))
    return AccountClient(
        account.id,
        account.workspace_id,
        account.instagram_user_id,
        account.username,
        graph_client(runtime, account.token),
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
    if isinstance(error, GraphError):
        await _note_refusal(session, client.account_id, error)
    elif client.graph.usage is not None and client.graph.usage >= 50:
        account = await queries.get_account(session, client.account_id, lock=True)
        account.usage_percent = client.graph.usage


async def _note_refusal(session: AsyncSession, account_id: UUID, error: GraphError) -> None:
    match error.refusal:
        case Refusal.TOKEN_DEAD | Refusal.PERSON_MUST_ACT:
            await mark_needs_reauth(session, account_id, error.reason)
        case Refusal.THROTTLED:
            await _throttle(session, account_id, error.regain_after or DEFAULT_THROTTLE, error.reason)
        case Refusal.BLOCKED:
            await _throttle(session, account_id, BLOCK_PAUSE, error.reason)
        case _:
            pass


async def _throttle(session: AsyncSession, account_id: UUID, wait: timedelta, reason: str) -> None:
    account: InstagramAccount = await queries.get_account(session, account_id, lock=True)
    until = clock.now() + wait
    if account.throttled_until is None or account.throttled_until < until:
        account.throttled_until, account.throttle_reason = until, reason
