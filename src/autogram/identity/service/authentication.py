"""Who is behind a token."""

from datetime import timedelta
from uuid import UUID

from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.identity import tokens
from autogram.identity.errors import TokenRefused, WorkspaceNotFound
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Permission
from autogram.identity.queries import access

LAST_USE_PRECISION = timedelta(minutes=1)


async def authenticate(runtime: Runtime, token: str, *, workspace_id: UUID | None = None) -> Actor:
    """Who holds `token`, an access token or an API key, acting in `workspace_id` or by default in their own.

    Raises `TokenRefused`, or `WorkspaceNotFound` for a workspace they do not belong to.
    """
    if token.startswith(tokens.API_KEY_PREFIX):
        return await _holder_of_key(runtime, token, workspace_id)
    return await _holder_of_access_token(runtime, token, workspace_id)


async def _holder_of_access_token(runtime: Runtime, token: str, workspace_id: UUID | None) -> Actor:
    claims = tokens.read_access_token(runtime.keyring, token)
    if claims is None:
        raise TokenRefused("Sign in again, or use the refresh token.")
    async with runtime.database.reading() as session:
        found = await access.session_holder(session, claims.user_id, claims.session_id, claims.epoch, workspace_id)
    if found is None:
        raise TokenRefused("Sign in again.")
    if found.workspace_id is None:
        raise WorkspaceNotFound
    return Actor(claims.user_id, found.workspace_id, found.role, ROLE_PERMISSIONS[found.role])


async def _holder_of_key(runtime: Runtime, token: str, workspace_id: UUID | None) -> Actor:
    key_hash, now = tokens.stored_form(runtime.keyring, "api-key", token), clock.now()
    async with runtime.database.reading() as session:
        found = await access.key_holder(session, key_hash, now)
    if found is None:
        raise TokenRefused("The API key is unknown, has ended or was deleted.")
    if workspace_id not in {None, found.workspace_id}:
        raise WorkspaceNotFound("An API key works in the workspace it was made for.")
    if found.last_used_at is None or now - found.last_used_at >= LAST_USE_PRECISION:
        async with runtime.database.transaction() as session:
            await access.note_key_use(session, found.key_id, now, now - LAST_USE_PRECISION)
    permissions = ROLE_PERMISSIONS[found.role] & {Permission(scope) for scope in found.scopes}
    return Actor(found.user_id, found.workspace_id, found.role, permissions, found.key_id)
