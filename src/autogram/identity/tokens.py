"""The tokens people and programs sign in with: how they look and how they are checked without the database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.core.secrets import Keyring, new_token

API_KEY_PREFIX = "ag_"
_ALGORITHM = "HS256"


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What an access token says: which user, which sign-in, and the user's token epoch at that time."""

    user_id: UUID
    session_id: UUID
    epoch: int


def sign_access_token(keyring: Keyring, claims: AccessClaims, *, lifetime: timedelta) -> str:
    """A token that says `claims` for `lifetime`."""
    now = clock.now()
    payload = {
        "sub": str(claims.user_id),
        "sid": str(claims.session_id),
        "epoch": claims.epoch,
        "use": "access",
        "jti": str(new_id()),
        "iat": int(now.timestamp()),
        "exp": int((now + lifetime).timestamp()),
    }
    return jwt.encode(payload, keyring.secret_key, algorithm=_ALGORITHM)


def read_access_token(keyring: Keyring, token: str) -> AccessClaims | None:
    """What a token of ours says, or None if it is not ours or has ended."""
    # The time is compared here, because PyJWT would not ask our clock.
    options = {"require": ["sub", "sid", "epoch", "use", "exp", "jti"], "verify_exp": False, "verify_iat": False}
    try:
        said = jwt.decode(token, keyring.secret_key, algorithms=[_ALGORITHM], options=options)  # type: ignore[arg-type]  # the options are a TypedDict
        if said["use"] != "access" or datetime.fromtimestamp(said["exp"], UTC) <= clock.now():
            return None
        return AccessClaims(UUID(said["sub"]), UUID(said["sid"]), said["epoch"])
    except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError, AttributeError):
        return None


def stored_form(keyring: Keyring, purpose: str, token: str) -> str:
    """The keyed hash under which a token is stored; a token of one purpose is never found for another."""
    return keyring.keyed_hash(f"{purpose}:{token}")


def new_api_key() -> str:
    return API_KEY_PREFIX + new_token()
