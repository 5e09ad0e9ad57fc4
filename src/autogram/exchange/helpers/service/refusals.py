"""What Instagram's refusals mean for a helper, and for whoever logs it in."""

from datetime import timedelta

from autogram.core.errors import AppError, problem_code
from autogram.exchange.helpers.errors import HelperLoginRefused, HelperLoginUnusable, HelperMustAct
from autogram.exchange.helpers.models import HelperHealth
from autogram.instagram.web.errors import (
    ActionBlocked,
    BadCredentials,
    Checkpoint,
    RateLimited,
    SessionExpired,
    TwoFactorNeeded,
    WebError,
)

USUAL_REST = timedelta(minutes=15)


def as_app_error(error: WebError) -> AppError:
    """A refused login in its own words, with its name in `refusal`."""
    refusal = problem_code(type(error))
    if isinstance(error, BadCredentials | TwoFactorNeeded | SessionExpired):
        return HelperLoginRefused(str(error), refusal=refusal)
    if isinstance(error, Checkpoint | ActionBlocked):
        return HelperMustAct(str(error), refusal=refusal)
    return HelperLoginUnusable(str(error), refusal=refusal)


def health_after(error: WebError) -> HelperHealth | None:
    """How a helper is that was refused like this; None if it says nothing about the helper."""
    if isinstance(error, Checkpoint | ActionBlocked):
        return HelperHealth.BLOCKED
    if isinstance(error, SessionExpired | BadCredentials | TwoFactorNeeded):
        return HelperHealth.EXPIRED
    return HelperHealth.RESTS if isinstance(error, RateLimited) else None


def rest_after(error: WebError) -> timedelta:
    """How long to stay away: as long as Instagram says, else a while."""
    return (error.retry_after if isinstance(error, RateLimited) else None) or USUAL_REST
