"""What Instagram refuses a login with, as our own errors."""

from autogram.core.errors import AppError, problem_code
from autogram.exchange.commenting.errors import ProducerLoginRefused, ProducerLoginUnusable, ProducerMustAct
from autogram.instagram.web.errors import ActionBlocked, BadCredentials, Checkpoint, TwoFactorNeeded, WebError


def as_app_error(error: WebError) -> AppError:
    """The refusal in its own words, with its name in `refusal`."""
    if isinstance(error, BadCredentials | TwoFactorNeeded):
        return ProducerLoginRefused(str(error), refusal=code_of(error))
    if isinstance(error, Checkpoint | ActionBlocked):
        return ProducerMustAct(str(error), refusal=code_of(error))
    return ProducerLoginUnusable(str(error), refusal=code_of(error))


def code_of(error: WebError) -> str:
    """`BadCredentials` → `bad-credentials`."""
    return problem_code(type(error))
