"""How often strangers, and logins with one name, are let in."""

from datetime import timedelta

from autogram.core.limits import RateLimit, spend
from autogram.core.runtime import Runtime

_HOUR = timedelta(hours=1)
# Whoever has no sign-in, by their address.
PUBLIC = RateLimit("exchange-participants", 30, _HOUR)
# Each try is a login at Instagram: few, so that nobody's password can be guessed through us.
LOGINS = RateLimit("producer-login", 5, _HOUR)
LOGINS_OF_ADDRESS = RateLimit("producer-login-address", 10, _HOUR)


async def spend_for_address(runtime: Runtime, address: str) -> None:
    """Counts one public request. Raises `TooManyRequests`."""
    await spend(runtime.database, PUBLIC, address)


async def spend_for_login(runtime: Runtime, username: str, address: str | None) -> None:
    """Counts one login, against the account and the address. Raises `TooManyRequests`."""
    if address is not None:
        await spend(runtime.database, LOGINS_OF_ADDRESS, address)
    await spend(runtime.database, LOGINS, f"@{username}")
