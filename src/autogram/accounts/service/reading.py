"""Accounts as others see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.models import AccountStatus, InstagramAccount
from autogram.accounts.schemas import AccountRead, AccountUpdate, TokenHealth
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.paging import Page, cut_page
from autogram.identity import service as identity
from autogram.identity.permissions import Actor
from autogram.instagram.graph import Profile

PUBLISH_SCOPE = "instagram_business_content_publish"


@dataclass(frozen=True, slots=True)
class AccountBrief:
    """What other domains need to know to plan for an account. `missing_scopes` were asked for and not granted."""

    id: UUID
    workspace_id: UUID
    instagram_user_id: str
    username: str
    status: AccountStatus
    status_reason: str | None
    paused: bool
    token_expires_at: datetime | None
    throttled_until: datetime | None
    missing_scopes: tuple[str, ...]

    @property
    def may_publish(self) -> bool:
        return PUBLISH_SCOPE not in self.missing_scopes


async def account_brief(
    session: AsyncSession | ReadSession, account_id: UUID, *, workspace_id: UUID | None = None
) -> AccountBrief:
    """Raises `AccountNotFound` for a foreign or missing id."""
    return _brief(await queries.get_account(session, account_id, workspace_id=workspace_id))


async def connected_accounts(session: AsyncSession | ReadSession, workspace_id: UUID) -> list[AccountBrief]:
    """The newest hundred accounts of the workspace that are not disconnected."""
    rows = await queries.account_page(session, workspace_id, with_disconnected=False, cursor=None, limit=100)
    return [_brief(account) for account in rows]


async def accounts_by_instagram_id(
    session: AsyncSession | ReadSession, ids: Collection[str]
) -> dict[str, AccountBrief]:
    """The accounts that webhooks mean by these ids. One whose token is dead is among them, a disconnected one not."""
    found = await queries.by_instagram_ids(session, ids) if ids else []
    return {account.instagram_user_id: _brief(account) for account in found}


async def connected_account_ids(session: AsyncSession | ReadSession) -> list[UUID]:
    """Every account of the installation that Instagram accepts."""
    return list(await queries.connected_ids(session))


def _brief(account: InstagramAccount) -> AccountBrief:
    return AccountBrief(
        account.id,
        account.workspace_id,
        account.instagram_user_id,
        account.username,
        account.status,
        account.status_reason,
        account.paused_at is not None,
        account.token_expires_at,
        account.throttled_until,
        tuple(account.missing_scopes),
    )


async def read_account(session: AsyncSession | ReadSession, workspace_id: UUID, account_id: UUID) -> AccountRead:
    return as_read(await queries.get_account(session, account_id, workspace_id=workspace_id))


async def list_accounts(
    session: ReadSession, workspace_id: UUID, *, with_disconnected: bool, cursor: str | None, limit: int
) -> Page[AccountRead]:
    """One page of the workspace's accounts, newest first."""
    rows = await queries.account_page(
        session, workspace_id, with_disconnected=with_disconnected, cursor=cursor, limit=limit
    )
    page, following = cut_page(rows, limit)
    return Page(items=[as_read(account) for account in page], next_cursor=following)


async def update_account(session: AsyncSession, actor: Actor, account_id: UUID, changes: AccountUpdate) -> AccountRead:
    """The account's own limits are as the owner wants them."""
    account = await queries.get_account(session, account_id, workspace_id=actor.workspace_id, lock=True)
    changed = changes.model_dump(exclude_unset=True, exclude_none=True)
    for name, value in changed.items():
        setattr(account, name, value)
    await session.flush()
    audit.record(
        session,
        "accounts.update",
        f"account:{account.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        **changed,
    )
    return as_read(account)


def copy_profile(account: InstagramAccount, profile: Profile) -> None:
    """The account's row says what Instagram says."""
    account.username, account.app_scoped_id = profile.username, profile.app_scoped_id
    account.name, account.account_type = profile.name, profile.account_type
    account.profile_picture_url = profile.profile_picture_url
    account.followers_count, account.follows_count = profile.followers_count, profile.follows_count
    account.media_count = profile.media_count
    account.biography, account.website = profile.biography, profile.website
    account.profile_read_at = clock.now()


def as_read(account: InstagramAccount) -> AccountRead:
    """The account without its token."""
    expires = account.token_expires_at
    token = TokenHealth(
        expires_at=expires,
        issued_at=account.token_issued_at,
        last_checked_at=account.token_checked_at,
        days_left=(expires - clock.now()).days if expires else None,
    )
    own = {name: getattr(account, name) for name in AccountRead.model_fields if name not in {"paused", "token"}}
    return AccountRead(**own, paused=account.paused_at is not None, token=token)


async def _connected_name(session: AsyncSession | ReadSession, workspace_id: UUID) -> str | None:
    """The newest connected account of the workspace, for the profile of its owner."""
    known = await connected_accounts(session, workspace_id)
    return next((account.username for account in known if account.status is AccountStatus.CONNECTED), None)


identity.use_instagram_lookup(_connected_name)
