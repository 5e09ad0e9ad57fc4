"""Every look at and change of the accounts' tables."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from autogram.accounts.errors import AccountNotFound
from autogram.accounts.models import (
    AccountStatus,
    ConnectionAttempt,
    ErasureRequest,
    GlobalPause,
    InstagramAccount,
    QuotaBucket,
)
from autogram.core import clock
from autogram.core.paging import newest_first

BUCKET = timedelta(minutes=5)


async def get_account(
    session: AsyncSession,
    account_id: UUID,
    *,
    workspace_id: UUID | None = None,
    lock: bool = False,
    with_token: bool = False,
) -> InstagramAccount:
    """The account, of this workspace if one is given. Raises `AccountNotFound`.

    Its token can be read only if asked for. A locked account is as it is now, also where it was looked at before.
    """
    found = select(InstagramAccount).where(InstagramAccount.id == account_id)
    if workspace_id is not None:
        found = found.where(InstagramAccount.workspace_id == workspace_id)
    if with_token:
        found = found.options(undefer(InstagramAccount.token))
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    account = await session.scalar(found)
    if account is None:
        raise AccountNotFound(account_id=str(account_id))
    return account


async def account_page(
    session: AsyncSession, workspace_id: UUID, *, with_disconnected: bool, cursor: str | None, limit: int
) -> Sequence[InstagramAccount]:
    rows = select(InstagramAccount).where(InstagramAccount.workspace_id == workspace_id)
    if not with_disconnected:
        rows = rows.where(InstagramAccount.status != AccountStatus.DISCONNECTED)
    page = newest_first(rows, InstagramAccount.created_at, InstagramAccount.id, cursor=cursor, limit=limit)
    return (await session.scalars(page)).all()


async def claim_instagram_user(session: AsyncSession, instagram_user_id: str) -> None:
    """Who connects the same Instagram account at this moment waits until our transaction has ended."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(instagram_user_id, 0))))


async def holder_of(session: AsyncSession, instagram_user_id: str) -> InstagramAccount | None:
    """The row of an Instagram account that is connected, or was and needs a new token, in any workspace."""
    return await session.scalar(
        select(InstagramAccount)
        .where(
            InstagramAccount.instagram_user_id == instagram_user_id,
            InstagramAccount.status != AccountStatus.DISCONNECTED,
        )
        .with_for_update()
    )


async def former_row(session: AsyncSession, workspace_id: UUID, instagram_user_id: str) -> InstagramAccount | None:
    """The newest disconnected row of this account in this workspace, so that its posts find it again."""
    return await session.scalar(
        select(InstagramAccount)
        .where(InstagramAccount.workspace_id == workspace_id, InstagramAccount.instagram_user_id == instagram_user_id)
        .order_by(InstagramAccount.created_at.desc())
        .limit(1)
        .with_for_update()
    )


async def by_app_scoped_id(session: AsyncSession, user_id: str) -> Sequence[InstagramAccount]:
    """Accounts that Meta means by the id in a signed request: app-scoped, sometimes the professional one."""
    rows = select(InstagramAccount).where(
        (InstagramAccount.app_scoped_id == user_id) | (InstagramAccount.instagram_user_id == user_id)
    )
    return (await session.scalars(rows.with_for_update())).all()


async def accounts_to_refresh(
    session: AsyncSession, *, issued_before: datetime, refused_before: datetime
) -> Sequence[UUID]:
    """Accounts whose token was issued before that moment, or nobody knows when.

    Those that Instagram refuses are among them while their token lives, if they were last tried before
    `refused_before`: some are accepted again when their owner has answered Instagram's questions.
    """
    account = InstagramAccount
    worth_it = (account.status == AccountStatus.CONNECTED) | (
        (account.status == AccountStatus.NEEDS_REAUTH)
        & (account.token_checked_at < refused_before)
        & (account.token_expires_at > clock.now())
    )
    rows = select(account.id).where(
        worth_it, account.token_issued_at.is_(None) | (account.token_issued_at < issued_before)
    )
    return (await session.scalars(rows)).all()


async def by_instagram_ids(session: AsyncSession, ids: Collection[str]) -> Sequence[InstagramAccount]:
    """The accounts that webhooks mean by these ids, unless they are disconnected."""
    rows = select(InstagramAccount).where(
        InstagramAccount.instagram_user_id.in_(ids), InstagramAccount.status != AccountStatus.DISCONNECTED
    )
    return (await session.scalars(rows)).all()


async def connected_ids(session: AsyncSession) -> Sequence[UUID]:
    """Every account that is connected."""
    rows = select(InstagramAccount.id).where(InstagramAccount.status == AccountStatus.CONNECTED)
    return (await session.scalars(rows)).all()


async def note_usage(session: AsyncSession, account_id: UUID, percent: int, *, from_percent: int) -> None:
    """What Meta says is used of its limits; below `from_percent` only to take back what was higher."""
    stored = InstagramAccount.usage_percent
    worth_it = literal(percent >= from_percent) | (stored >= from_percent)
    write = update(InstagramAccount).where(
        InstagramAccount.id == account_id, stored.is_distinct_from(percent), worth_it
    )
    await session.execute(write.values(usage_percent=percent))


async def take_attempt(session: AsyncSession, state_hash: str) -> ConnectionAttempt | None:
    """The attempt of this state, locked, if it is unused and not expired."""
    return await session.scalar(
        select(ConnectionAttempt)
        .where(
            ConnectionAttempt.state_hash == state_hash,
            ConnectionAttempt.used_at.is_(None),
            ConnectionAttempt.expires_at > clock.now(),
        )
        .with_for_update()
    )


async def get_erasure(session: AsyncSession, confirmation_code: str) -> ErasureRequest | None:
    return await session.scalar(select(ErasureRequest).where(ErasureRequest.confirmation_code == confirmation_code))


async def add_use(session: AsyncSession, account_id: UUID, kind: str, amount: int) -> None:
    """`amount` more of `kind` in the bucket of this moment."""
    now = clock.now()
    start = now - timedelta(seconds=now.timestamp() % BUCKET.total_seconds())
    write = insert(QuotaBucket).values(
        account_id=account_id, kind=kind, started_at=start.replace(microsecond=0), used=amount
    )
    keys = [QuotaBucket.account_id, QuotaBucket.kind, QuotaBucket.started_at]
    await session.execute(write.on_conflict_do_update(index_elements=keys, set_={"used": QuotaBucket.used + amount}))


async def used_since(session: AsyncSession, account_id: UUID, kind: str, window: timedelta) -> int:
    """How much of `kind` was done in the last `window`, counted in whole buckets."""
    total = select(func.coalesce(func.sum(QuotaBucket.used), 0)).where(*_counting(account_id, kind, window))
    return int(await session.scalar(total) or 0)


async def buckets_since(
    session: AsyncSession, account_id: UUID, kind: str, window: timedelta
) -> Sequence[tuple[datetime, int]]:
    """The buckets that count, oldest first: when each was begun, and what was done in it."""
    rows = select(QuotaBucket.started_at, QuotaBucket.used).where(*_counting(account_id, kind, window))
    return [(row.started_at, row.used) for row in await session.execute(rows.order_by(QuotaBucket.started_at))]


def _counting(account_id: UUID, kind: str, window: timedelta) -> tuple[ColumnElement[bool], ...]:
    return (
        QuotaBucket.account_id == account_id,
        QuotaBucket.kind == kind,
        QuotaBucket.started_at > clock.now() - window - BUCKET,
    )


async def global_pause(session: AsyncSession, *, lock: bool = False) -> GlobalPause | None:
    found = select(GlobalPause).where(GlobalPause.id == 1)
    return await session.scalar(found.with_for_update() if lock else found)


async def set_global_pause(session: AsyncSession, paused_at: datetime | None, paused_by: UUID | None) -> None:
    write = insert(GlobalPause).values(id=1, paused_at=paused_at, paused_by=paused_by)
    changes = {"paused_at": paused_at, "paused_by": paused_by}
    await session.execute(write.on_conflict_do_update(index_elements=[GlobalPause.id], set_=changes))


async def forget_before(session: AsyncSession, moment: datetime) -> None:
    """Bookkeeping older than `moment` is gone."""
    await session.execute(delete(QuotaBucket).where(QuotaBucket.started_at < moment))
    await session.execute(delete(ConnectionAttempt).where(ConnectionAttempt.expires_at < moment))
