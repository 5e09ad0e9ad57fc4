"""Meta's two callbacks: permission withdrawn, and please forget me."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import queries
from autogram.accounts.errors import ErasureNotFound, SignedRequestRejected
from autogram.accounts.models import AccountStatus, ErasureRequest, InstagramAccount
from autogram.accounts.schemas import ErasureAnswer, ErasureStatus
from autogram.accounts.service.connecting import end_connection
from autogram.core import audit
from autogram.core.db import ReadSession
from autogram.core.runtime import Runtime
from autogram.core.secrets import new_token
from autogram.identity import service as identity
from autogram.instagram.signed_request import SignedRequestInvalid, read_signed_request

CLOCKS_DIFFER = timedelta(minutes=5)


async def deauthorise(runtime: Runtime, session: AsyncSession, signed_request: str) -> None:
    """Every account of the person who withdrew permission is disconnected and holds no token.

    One whose token Instagram has issued since then stays: the message was late, or somebody sent it again.
    """
    content, accounts = await _read(runtime, session, signed_request)
    for account in accounts:
        if account.status is AccountStatus.DISCONNECTED or _is_older(content, account.token_issued_at):
            continue
        end_connection(account, "permission was withdrawn at Instagram")
        audit.record(session, "accounts.deauthorise", f"account:{account.id}", workspace_id=account.workspace_id)
        await identity.mail_workspace_owners(
            session,
            account.workspace_id,
            f"@{account.username} was disconnected at Instagram",
            f"Permission for @{account.username} was withdrawn in Instagram's settings. What was planned waits.",
        )


async def erase_for_meta(runtime: Runtime, session: AsyncSession, signed_request: str) -> ErasureAnswer:
    """What Instagram told us about the person is erased; the answer holds the code to look it up by."""
    _, accounts = await _read(runtime, session, signed_request)
    for account in accounts:
        _erase(account)
        audit.record(session, "accounts.erase", f"account:{account.id}", workspace_id=account.workspace_id)
    code = new_token(18).replace("-", "a").replace("_", "b")
    session.add(ErasureRequest(confirmation_code=code, accounts_erased=len(accounts)))
    return ErasureAnswer(
        url=f"{runtime.settings.core.public_url}/api/v1/accounts/meta/deletion/{code}", confirmation_code=code
    )


async def erasure_status(session: ReadSession, confirmation_code: str) -> ErasureStatus:
    """Raises `ErasureNotFound`."""
    found = await queries.get_erasure(session, confirmation_code)
    if found is None:
        raise ErasureNotFound("Check the code for typing errors.")
    return ErasureStatus(
        confirmation_code=found.confirmation_code,
        status="completed",
        accounts_erased=found.accounts_erased,
        completed_at=found.created_at,
    )


async def _read(
    runtime: Runtime, session: AsyncSession, signed_request: str
) -> tuple[dict[str, Any], Sequence[InstagramAccount]]:
    secret = runtime.settings.meta.meta_app_secret.get_secret_value()
    try:
        content = read_signed_request(signed_request, secret)
        user_id = str(content["user_id"])
    except (SignedRequestInvalid, KeyError):
        raise SignedRequestRejected("Its signature was not made with META_APP_SECRET.") from None
    return content, await queries.by_app_scoped_id(session, user_id)


def _is_older(content: dict[str, Any], token_issued_at: datetime | None) -> bool:
    issued_at = content.get("issued_at")
    if token_issued_at is None or not isinstance(issued_at, int | float):
        return False
    return issued_at + CLOCKS_DIFFER.total_seconds() < token_issued_at.timestamp()


def _erase(account: InstagramAccount) -> None:
    end_connection(account, "erased on request")
    account.username, account.app_scoped_id = f"erased-{str(account.id)[-8:]}", None
    account.instagram_user_id = f"erased-{account.id}"
    account.name = account.biography = account.website = account.profile_picture_url = None
    account.followers_count = account.follows_count = account.media_count = None
    account.scopes, account.throttle_reason, account.usage_percent = [], None, None
