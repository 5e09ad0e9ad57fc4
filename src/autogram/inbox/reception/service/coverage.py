"""How much of what came in the webhooks told, and how much was found only by looking."""

from datetime import timedelta
from uuid import UUID

from autogram.accounts import service as accounts
from autogram.accounts.schemas import AccountRead
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.inbox.reception import queries
from autogram.inbox.reception.queries import Ways
from autogram.inbox.reception.schemas import AccountCoverage, Coverage, CoverageLine

WINDOW = timedelta(hours=24)
ACCOUNTS_AT_MOST = 100


async def coverage(session: ReadSession, workspace_id: UUID, account_id: UUID | None = None) -> Coverage:
    """The last 24 hours of one account, or of the workspace's newest hundred. Raises `AccountNotFound`."""
    if account_id is not None:
        found = [await accounts.read_account(session, workspace_id, account_id)]
    else:
        page = await accounts.list_accounts(
            session, workspace_id, with_disconnected=False, cursor=None, limit=ACCOUNTS_AT_MOST
        )
        found = page.items
    return Coverage(
        window_hours=int(WINDOW.total_seconds() // 3600), accounts=[await _of(session, one) for one in found]
    )


async def _of(session: ReadSession, account: AccountRead) -> AccountCoverage:
    # What was said before the account was connected, no webhook could tell. Instagram's times are whole seconds.
    since = max(clock.now() - WINDOW, account.created_at.replace(microsecond=0))
    sync = await queries.sync_of(session, account.id)
    return AccountCoverage(
        account_id=account.id,
        username=account.username,
        messages=_line(await queries.message_ways(session, account.id, since)),
        comments=_line(await queries.comment_ways(session, account.id, since)),
        last_webhook_at=await queries.last_webhook(session, account.id),
        conversations_read_at=sync.conversations_read_at if sync else None,
        comments_read_at=sync.comments_read_at if sync else None,
        conversations_error=sync.conversations_error if sync else None,
        comments_error=sync.comments_error if sync else None,
    )


def _line(ways: Ways) -> CoverageLine:
    total = ways.by_webhook + ways.by_polling
    share = round(100 * ways.by_webhook / total, 1) if total else None
    return CoverageLine(by_webhook=ways.by_webhook, only_by_polling=ways.by_polling, share_percent=share)
