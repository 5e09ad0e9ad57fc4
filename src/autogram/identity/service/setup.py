"""The first admin of an installation, made in the browser by whoever can read its log."""

import hmac

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import audit, clock
from autogram.core.runtime import Runtime
from autogram.core.secrets import Keyring
from autogram.identity import passwords
from autogram.identity.errors import SetupFinished, SetupKeyRefused
from autogram.identity.permissions import Role
from autogram.identity.queries import users
from autogram.identity.schemas import FirstAdmin, UserRead
from autogram.identity.service import allowances
from autogram.identity.service.administration import read_user
from autogram.identity.service.registration import create_user

KEY_LENGTH = 32


def setup_key(keyring: Keyring) -> str:
    """What proves that somebody may read the installation's log or secrets; the same as long as its secret key."""
    return keyring.keyed_hash("setup-key")[:KEY_LENGTH]


async def needs_setup(session: AsyncSession) -> bool:
    """Whether nobody has an account yet."""
    return await users.count_users(session) == 0


async def create_first_admin(runtime: Runtime, wish: FirstAdmin, *, address: str) -> UserRead:
    """The only user is an active, confirmed admin. Raises `SetupKeyRefused`; once there is a user, `SetupFinished`."""
    await allowances.spend_for(runtime, allowances.TOKEN_BY_ADDRESS, address)
    if not hmac.compare_digest(wish.setup_key.get_secret_value().encode(), setup_key(runtime.keyring).encode()):
        raise SetupKeyRefused("Open the link that Autogram printed when it was started.")
    password_hash = await passwords.hash_password(wish.password.get_secret_value())
    async with runtime.database.transaction() as session:
        # Two who come at the same moment take turns, so that one of them is told that it is done.
        await users.lock_first_admin(session)
        if not await needs_setup(session):
            raise SetupFinished("Sign in instead.")
        user_id = await create_user(
            session,
            wish.email,
            full_name=wish.full_name,
            password_hash=password_hash,
            role=Role.ADMIN,
            is_active=True,
            verified_at=clock.now(),
        )
        assert user_id is not None
        audit.record(session, "identity.create_admin", f"user:{user_id}", actor_id=user_id)
        return await read_user(session, user_id)
