"""API keys, as their owners see them."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.paging import cut_page, newest_first
from autogram.identity.errors import ApiKeyNotFound
from autogram.identity.models import ApiKey


async def add_key(session: AsyncSession, key: ApiKey) -> ApiKey:
    session.add(key)
    await session.flush()
    return key


async def list_keys(
    session: AsyncSession, user_id: UUID, *, cursor: str | None, limit: int
) -> tuple[list[ApiKey], str | None]:
    rows: Select[Any] = select(ApiKey).where(ApiKey.user_id == user_id)
    page = newest_first(rows, ApiKey.created_at, ApiKey.id, cursor=cursor, limit=limit)
    return cut_page(list(await session.scalars(page)), limit)


async def delete_key(session: AsyncSession, user_id: UUID, key_id: UUID) -> None:
    """The key is refused from now on. Raises `ApiKeyNotFound`."""
    gone = delete(ApiKey).where(ApiKey.id == key_id, ApiKey.user_id == user_id).returning(ApiKey.id)
    if await session.scalar(gone) is None:
        raise ApiKeyNotFound
