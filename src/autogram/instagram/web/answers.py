"""What an answer of the website means, whoever asked: refusals by status, words and address."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from autogram.instagram.web.errors import (
    AccountUnknown,
    ActionBlocked,
    Checkpoint,
    PostGone,
    PrivateNotVisible,
    ProtocolChanged,
    RateLimited,
    SessionExpired,
    Unreachable,
    WebError,
)

_BLOCKS = {"feedback_required", "rate_limit_error", "sentry_block", "consent_required"}
_CHECKPOINTS = {"challenge_required", "checkpoint_required"}
# Instagram says the same to a session that has ended and to one that it limits.
_WAIT_OR_LOG_IN = (
    "Instagram says: wait a few minutes. It says this when it limits an account, and also when a session has ended. "
    "Nothing more is read; look into Instagram in your browser before you begin again."
)


@dataclass(frozen=True)
class Answer:
    """As much of an HTTP answer as is needed to judge it. `text` is never logged or shown."""

    status: int
    text: str = field(repr=False)
    location: str = ""
    retry_after: str = ""

    @cached_property
    def body(self) -> dict[str, Any] | None:
        """The JSON object in it, if there is one."""
        try:
            found = json.loads(self.text)
        except ValueError:
            return None
        return found if isinstance(found, dict) else None


def refusal(answer: Answer, *, has_worked: bool) -> WebError | None:
    """What Instagram refuses with; None if it refuses nothing. `has_worked`: this session was good a moment ago."""
    if 300 <= answer.status < 400:
        return _redirected(answer.location)
    if answer.status >= 500:
        return Unreachable(f"Instagram does not work at the moment (status {answer.status}).")
    body = answer.body
    if answer.status == 429:
        return RateLimited(retry_after=_seconds(answer.retry_after))
    if body is None:
        return _page(answer)
    if answer.status == 200 and body.get("status", "ok") == "ok":
        return None
    return _told(answer.status, body, has_worked=has_worked)


def _told(status: int, body: dict[str, Any], *, has_worked: bool) -> WebError:
    """A refusal that Instagram explains in JSON."""
    message, kind = str(body.get("message") or ""), str(body.get("error_type") or "")
    if {message, kind} & _CHECKPOINTS or body.get("checkpoint_url"):
        return Checkpoint()
    if {message, kind} & _BLOCKS:
        return ActionBlocked()
    if message == "login_required":
        return SessionExpired()
    if status == 401 or body.get("require_login"):
        return ActionBlocked(_WAIT_OR_LOG_IN) if has_worked else SessionExpired(_WAIT_OR_LOG_IN)
    if "wait a few minutes" in message.lower():
        return ActionBlocked()
    if "not authorized" in message.lower():
        return PrivateNotVisible()
    if "media not found" in message.lower():
        return PostGone()
    if status == 403:
        return SessionExpired()
    if status == 404:
        return AccountUnknown()
    # With status 200 something of theirs has failed; anything else is a request that they no longer know.
    return Unreachable("Instagram reports a failure of its own.") if status == 200 else ProtocolChanged()


def _redirected(location: str) -> WebError:
    if "/challenge" in location or "/suspended" in location or "/checkpoint" in location:
        return Checkpoint()
    if "/accounts/login" in location:
        return SessionExpired()
    return ProtocolChanged()


def _page(answer: Answer) -> WebError:
    """Something that is not JSON: most often the page to log in."""
    if answer.status == 404:
        return AccountUnknown()
    if answer.status in {401, 403} or 'name="password"' in answer.text or "/accounts/login" in answer.text:
        return SessionExpired()
    return ProtocolChanged()


def _seconds(text: str) -> timedelta | None:
    """`Retry-After` in seconds; dates are not written by Instagram."""
    return timedelta(seconds=int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else None
