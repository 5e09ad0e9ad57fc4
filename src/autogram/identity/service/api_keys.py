"""API keys: for scripts, in one workspace, with some of their owner's permissions."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.ids import new_id
from autogram.core.runtime import Runtime
from autogram.identity import tokens
from autogram.identity.errors import ScopeNotOwned
from autogram.identity.models import ApiKey
from autogram.identity.permissions import Actor
from autogram.identity.queries import api_keys
from autogram.identity.schemas import ApiKeyCreate, ApiKeyCreated, ApiKeyRead

SHOWN_CHARACTERS = 10


async def create_key(session: AsyncSession, runtime: Runtime, actor: Actor, wish: ApiKeyCreate) -> ApiKeyCreated:
    """A key for the actor's present workspace; the only time it is shown. Raises `ScopeNotOwned`, `InvalidInput`."""
    beyond = sorted(set(wish.scopes) - actor.permissions)
    if beyond:
        raise ScopeNotOwned(f"You do not have: {', '.join(beyond)}.", permissions=beyond)
    if wish.expires_at and wish.expires_at <= clock.now():
        raise InvalidInput([FieldError("expires_at", "must be in the future")])
    key = tokens.new_api_key()
    row = ApiKey(
        id=new_id(),
        user_id=actor.user_id,
        workspace_id=actor.workspace_id,
        name=wish.name,
        prefix=key[:SHOWN_CHARACTERS],
        key_hash=tokens.stored_form(runtime.keyring, "api-key", key),
        scopes=sorted({scope.value for scope in wish.scopes}),
        expires_at=wish.expires_at,
    )
    stored = ApiKeyRead.model_validate(await api_keys.add_key(session, row))
    _record(session, actor, "identity.create_api_key", stored.id)
    return ApiKeyCreated(**stored.model_dump(), key=key)


async def list_keys(
    session: AsyncSession, actor: Actor, *, cursor: str | None, limit: int
) -> tuple[list[ApiKeyRead], str | None]:
    """One page of the actor's keys, in all workspaces, newest first."""
    page, following = await api_keys.list_keys(session, actor.user_id, cursor=cursor, limit=limit)
    return [ApiKeyRead.model_validate(key) for key in page], following


async def delete_key(session: AsyncSession, actor: Actor, key_id: UUID) -> None:
    """The key is refused from now on. Raises `ApiKeyNotFound`."""
    await api_keys.delete_key(session, actor.user_id, key_id)
    _record(session, actor, "identity.delete_api_key", key_id)


def _record(session: AsyncSession, actor: Actor, action: str, key_id: UUID) -> None:
    subject, by = f"api-key:{key_id}", actor.user_id
    audit.record(session, action, subject, actor_id=by, workspace_id=actor.workspace_id)
