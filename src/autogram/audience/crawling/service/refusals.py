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

_LOGIN = (BadCredentials, TwoFactorNeeded, SessionExpired)
_OWNER = (Checkpoint, ActionBlocked)


def as_app_error(error: WebError) -> AppError:
    """The refusal in its own words, with its name in `refusal`."""
    kind = InstagramLoginRefused if isinstance(error, _LOGIN) else InstagramUnusable
    chosen: type[AppError] = InstagramAsksOwner if isinstance(error, _OWNER) else kind
    return chosen(str(error), refusal=code_of(error))


def code_of(error: WebError) -> str:
    """`BadCredentials` → `bad-credentials`."""
    return problem_code(type(error))
