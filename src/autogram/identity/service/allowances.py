"""How often one address, one account or one person may try."""

from datetime import timedelta

from autogram.core.limits import RateLimit, spend
from autogram.core.runtime import Runtime

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)

LOGIN_BY_ADDRESS = RateLimit("login-address", 30, _MINUTE)
LOGIN_BY_EMAIL = RateLimit("login-email", 10, _MINUTE)
REFRESH_BY_ADDRESS = RateLimit("refresh-address", 120, _MINUTE)
REGISTER_BY_ADDRESS = RateLimit("register-address", 10, _HOUR)
REGISTER_BY_EMAIL = RateLimit("register-email", 5, _HOUR)
MAIL_BY_ADDRESS = RateLimit("mail-address", 20, _HOUR)
MAIL_BY_EMAIL = RateLimit("mail-email", 5, _HOUR)
TOKEN_BY_ADDRESS = RateLimit("mailed-token-address", 20, _HOUR)
PASSWORD_BY_USER = RateLimit("password-user", 10, _HOUR)
INVITE_BY_USER = RateLimit("invite-user", 20, _HOUR)
INVITE_BY_EMAIL = RateLimit("invite-email", 5, _HOUR)


async def spend_for_email(runtime: Runtime, limit: RateLimit, email: str) -> None:
    """Like `spend`, counted against an account's address without writing the address down."""
    await spend(runtime.database, limit, runtime.keyring.keyed_hash(f"email:{email}")[:32])


async def spend_for(runtime: Runtime, limit: RateLimit, whom: object) -> None:
    """Like `spend`, counted against a network address or an id."""
    await spend(runtime.database, limit, str(whom))
