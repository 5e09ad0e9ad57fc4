"""New accounts. What is answered never tells whether an address had one."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.core.ids import new_id
from autogram.core.runtime import Runtime
from autogram.identity import passwords, tokens
from autogram.identity.errors import RegistrationClosed
from autogram.identity.messages import SendAlreadyRegistered, SendVerification
from autogram.identity.queries import users, workspaces
from autogram.identity.schemas import Register, Registered
from autogram.identity.service import allowances
from autogram.jobs.api import enqueue


async def register(runtime: Runtime, wish: Register, *, address: str) -> Registered:
    """An address that had no account has one; its owner is mailed a link to confirm it, or is told that they had one.

    Raises `RegistrationClosed` and `TooManyRequests`.
    """
    await allowances.spend_for(runtime, allowances.REGISTER_BY_ADDRESS, address)
    await allowances.spend_for_email(runtime, allowances.REGISTER_BY_EMAIL, wish.email)
    invited = await _is_invited(runtime, wish)
    if not (invited or runtime.settings.identity.registration_open):
        raise RegistrationClosed("Ask an owner of a workspace for an invitation.")
    password_hash = await passwords.hash_password(wish.password.get_secret_value())
    # Whoever holds an invitation's token has read that mailbox.
    values = {"password_hash": password_hash, "verified_at": clock.now() if invited else None}
    async with runtime.database.transaction() as session:
        user_id = await create_user(session, wish.email, full_name=wish.full_name, **values)
        if user_id is None:
            known = await users.user_id_of(session, wish.email) or new_id()
            await enqueue(session, SendAlreadyRegistered(user_id=known))
        else:
            await enqueue(session, SendVerification(user_id=user_id))
    return Registered(
        id=user_id or new_id(),
        email=wish.email,
        full_name=wish.full_name,
        is_verified=invited,
        created_at=clock.now(),
    )


async def create_user(session: AsyncSession, email: str, *, full_name: str | None = None, **values: Any) -> UUID | None:
    """A user with a personal workspace; None if the address is taken. `values` are columns of the user."""
    name = full_name or email.partition("@")[0]
    user_id = await users.add_user(session, {"email": email, "full_name": full_name, **values}, workspace_name=name)
    if user_id is not None:
        audit.record(session, "identity.register", f"user:{user_id}", actor_id=user_id)
    return user_id


async def _is_invited(runtime: Runtime, wish: Register) -> bool:
    if wish.invitation_token is None:
        return False
    token_hash = tokens.stored_form(runtime.keyring, "invitation", wish.invitation_token.get_secret_value())
    async with runtime.database.reading() as session:
        found = await workspaces.invitation_by_token(session, token_hash, wish.email, clock.now())
    return found is not None
