"""What Instagram said to a person's own request, as an error for that person."""

from datetime import timedelta

from autogram.accounts.errors import AccountThrottled, InstagramNotAnswering, InstagramRefused
from autogram.core.errors import AppError
from autogram.instagram.errors import GraphError, InstagramError, Refusal

USUAL_WAIT = timedelta(minutes=15)


def as_app_error(error: InstagramError) -> AppError:
    """Its reason where Instagram decided; how long to wait; or that it does not answer."""
    if isinstance(error, GraphError) and error.refusal is Refusal.THROTTLED:
        return AccountThrottled((error.regain_after or USUAL_WAIT).total_seconds(), f"Instagram said: {error.reason}")
    if isinstance(error, GraphError) and error.refusal is not Refusal.TRANSIENT:
        return InstagramRefused(f"Instagram said: {error.reason}", instagram_code=error.code)
    words = error.reason if isinstance(error, GraphError) else str(error)
    return InstagramNotAnswering(f"{words.rstrip('.')}. Try again in a moment.")
