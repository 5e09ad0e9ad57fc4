"""How often strangers, and logins with one name, are let in."""

from datetime import timedelta

from autogram.core.limits import RateLimit, spend
from autogram.core.runtime import Runtime

_HOUR = timedelta(hours=1)
# Of one address: who registers, and who looks after what is theirs.
REGISTRATIONS = RateLimit("exchange-registrations", 30, _HOUR)
VISITS = RateLimit("exchange-visits", 240, timedelta(minutes=1))
# Each try is a login at Instagram: few, so that nobody's password can be guessed through us.
LOGINS = RateLimit("producer-login", 5, _HOUR)
LOGINS_OF_ADDRESS = RateLimit("producer-login-address", 10, _HOUR)


async def spend_for_address(runtime: Runtime, address: str) -> None:
    """Counts one registration. Raises `TooManyRequests`."""
    await spend(runtime.database, REGISTRATIONS, address)


async def spend_for_visit(runtime: Runtime, address: str) -> None:
    """Counts one request of somebody with a personal link, or without the right one. Raises `TooManyRequests`."""
    await spend(runtime.database, VISITS, address)


async def spend_for_login(runtime: Runtime, username: str, address: str | None) -> None:
    """Counts one login, against the account and the address. Raises `TooManyRequests`."""
    if address is not None:
        await spend(runtime.database, LOGINS_OF_ADDRESS, address)
    await spend(runtime.database, LOGINS, f"@{username}")
