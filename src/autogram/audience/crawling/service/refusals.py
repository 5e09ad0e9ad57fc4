"""What Instagram refuses within a request, as our own errors."""

from autogram.audience.crawling.errors import InstagramAsksOwner, InstagramLoginRefused, InstagramUnusable
from autogram.core.errors import AppError, problem_code
from autogram.instagram.web.errors import (
    ActionBlocked,
    BadCredentials,
    Checkpoint,
    SessionExpired,
    TwoFactorNeeded,
    WebError,
)


def as_app_error(error: WebError) -> AppError:
    """The refusal in its own words, with its name in `refusal`."""
    if isinstance(error, BadCredentials | TwoFactorNeeded | SessionExpired):
        return InstagramLoginRefused(str(error), refusal=code_of(error))
    if isinstance(error, Checkpoint | ActionBlocked):
        return InstagramAsksOwner(str(error), refusal=code_of(error))
    return InstagramUnusable(str(error), refusal=code_of(error))


def code_of(error: WebError) -> str:
    """`BadCredentials` → `bad-credentials`."""
    return problem_code(type(error))
