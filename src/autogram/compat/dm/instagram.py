"""`/v1/instagram`."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service
from autogram.accounts.errors import AccountNotFound
from autogram.accounts.schemas import AccountRead, AccountStatus
from autogram.accounts.service.refusals import as_app_error
from autogram.compat.dm.shapes import AccountId, CamelModel, DmAccount, Skip
from autogram.core.db import Reading, ReadSession, Session
from autogram.core.paging import Limit
from autogram.core.runtime import Runtime
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.instagram.errors import InstagramError

router = APIRouter(prefix="/v1/instagram", tags=["/v1 instagram"])

Manager = Annotated[Actor, requires(Permission.MANAGE_INSTAGRAM_ACCOUNTS)]

MEDIA_FIELDS = "id,caption,media_type,media_url,thumbnail_url,permalink,timestamp,like_count,comments_count"


class DmAccountConnect(CamelModel):
    """The token decides; what else is said of the account Instagram says better."""

    page_id: str = Field(min_length=1, max_length=50)
    instagram_business_id: str = Field(min_length=1, max_length=50)
    page_access_token: str = Field(min_length=10, max_length=2000, repr=False)
    username: str | None = Field(default=None, max_length=100)
    profile_picture_url: str | None = Field(default=None, max_length=2000)
    followers_count: int | None = Field(default=None, ge=0)


class DmAccountUpdate(CamelModel):
    """`is_active` pauses and resumes. The others are taken and left: the profile is Instagram's."""

    username: str | None = Field(default=None, max_length=100)
    profile_picture_url: str | None = Field(default=None, max_length=2000)
    followers_count: int | None = Field(default=None, ge=0)
    is_active: bool | None = None


class DmProfile(CamelModel):
    """An account's public profile with its newest posts, these as Instagram shows them."""

    username: str
    name: str | None
    biography: str | None
    website: str | None
    profile_picture_url: str | None
    followers_count: int | None
    media_count: int | None
    media: list[dict[str, Any]]


@router.post("", status_code=201)
async def connect_account(body: DmAccountConnect, runtime: Running, actor: Manager) -> DmAccount:
    """Connect the account of a token. Instagram is asked whose it is before anything is stored."""
    account = await service.connect_with_token(runtime, actor, body.page_access_token, body.instagram_business_id)
    return _shown(account, actor)


@router.get("")
async def list_accounts(
    session: Reading, actor: Manager, skip: Skip = 0, limit: Annotated[Limit, Query()] = 100
) -> list[DmAccount]:
    """The workspace's accounts, newest first."""
    page = await service.list_accounts(
        session, actor.workspace_id, with_disconnected=False, cursor=None, limit=skip + limit
    )
    return [_shown(account, actor) for account in page.items[skip:]]


@router.get("/{accountId}")
async def read_account(account_id: AccountId, session: Reading, actor: Manager) -> DmAccount:
    """One account."""
    return _shown(await _standing(session, actor, account_id), actor)


@router.patch("/{accountId}")
async def update_account(account_id: AccountId, body: DmAccountUpdate, session: Session, actor: Manager) -> DmAccount:
    """Pause or resume an account."""
    await _standing(session, actor, account_id)
    if body.is_active is not None:
        await (service.resume_account if body.is_active else service.pause_account)(session, actor, account_id)
    return _shown(await service.read_account(session, actor.workspace_id, account_id), actor)


@router.delete("/{accountId}", status_code=204)
async def delete_account(account_id: AccountId, runtime: Running, actor: Manager) -> None:
    """End the connection and erase the token. Conversations stay."""
    async with runtime.database.reading() as session:
        await _standing(session, actor, account_id)
    await service.disconnect(runtime, actor, account_id)


@router.get("/{accountId}/profile")
async def read_profile(account_id: AccountId, runtime: Running, actor: Manager) -> DmProfile:
    """The profile and the newest posts, read from Instagram now."""
    account = await service.refresh_profile(runtime, actor.workspace_id, account_id)
    names = set(DmProfile.model_fields) - {"media"}
    return DmProfile(**account.model_dump(include=names), media=await _recent_media(runtime, account))


async def _recent_media(runtime: Runtime, account: AccountRead) -> list[dict[str, Any]]:
    async with runtime.database.reading() as reading:
        client = await service.client_for(runtime, reading, account.id)
    try:
        body = await client.graph.read(f"/{client.user_id}/media", {"fields": MEDIA_FIELDS, "limit": "25"})
    except InstagramError as error:
        async with runtime.database.transaction() as session:
            await service.note_outcome(session, client, error)
        raise as_app_error(error) from error
    async with runtime.database.transaction() as session:
        await service.note_outcome(session, client)
    known = MEDIA_FIELDS.split(",")
    return [{name: entry[name] for name in known if name in entry} for entry in body.get("data", [])]


async def _standing(session: AsyncSession | ReadSession, actor: Actor, account_id: UUID) -> AccountRead:
    """An account that was not deleted. Raises `AccountNotFound`."""
    account = await service.read_account(session, actor.workspace_id, account_id)
    if account.status is AccountStatus.DISCONNECTED:
        raise AccountNotFound(account_id=str(account_id))
    return account


def _shown(account: AccountRead, actor: Actor) -> DmAccount:
    return DmAccount(
        id=account.id,
        user=actor.user_id,
        page_id=account.instagram_user_id,
        instagram_business_id=account.instagram_user_id,
        username=account.username,
        profile_picture_url=account.profile_picture_url,
        followers_count=account.followers_count,
        is_active=not account.paused,
        created_at=account.created_at,
        updated_at=account.updated_at,
    )
