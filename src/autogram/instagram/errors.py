"""What can come of asking Instagram: refused for a reason, not reached, or no clear answer."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

# Sources: Meta's pages "Error codes" and "Handling errors" (2026), and what production clients have seen.
_THROTTLE_CODES = {4, 17, 32, 341, 613, 80001, 80002, 80006}
_TRANSIENT_CODES = {-1, 1, 2}
_PERSON_SUBCODES = {459, 464, 2207050}
_NOT_READY_SUBCODE = 2207027
_PUBLISH_QUOTA_SUBCODE = 2207042
_SPAM_SUBCODE = 2207051
# 2207057 (thumb_offset out of range) comes with code 1, which is transient otherwise.
_PERMANENT_SUBCODES = {2207057}
_NEW_CONTAINER_SUBCODES = {2207003, 2207020, 2207006, 2207008, 2207032, 2207052, 2207053, 2207082}
# Meta repeats tokens in some of its sentences ("Malformed access token EAA…").
_TOKEN = re.compile(r"\b(?:IG|EAA)[\w-]{20,}")


class Refusal(StrEnum):
    """What a refusal means for what we do next."""

    TOKEN_DEAD = "token-dead"  # noqa: S105  a word, not a token
    PERSON_MUST_ACT = "person-must-act"
    BLOCKED = "blocked"
    THROTTLED = "throttled"
    QUOTA_USED = "quota-used"
    NOT_READY = "not-ready"
    TRY_NEW_CONTAINER = "try-new-container"
    TRANSIENT = "transient"
    PERMANENT = "permanent"


class InstagramError(Exception):
    """Asking Instagram did not give what was asked for."""


class InstagramUnreachable(InstagramError):
    """No connection came about: certainly nothing was done."""


class AnswerUnclear(InstagramError):
    """The request may have been carried out: it timed out, broke off, or the answer was no answer."""


@dataclass
class GraphError(InstagramError):
    """Instagram's own error envelope. Decide on `refusal`; show `reason`."""

    message: str
    code: int
    subcode: int | None = None
    user_message: str | None = None
    is_transient: bool = False
    http_status: int = 400
    trace_id: str | None = None
    regain_after: timedelta | None = None

    def __str__(self) -> str:
        return f"{self.reason} (code {self.code}{f'/{self.subcode}' if self.subcode else ''})"

    @property
    def reason(self) -> str:
        """In words, for a person."""
        return self.user_message or self.message

    @property
    def refusal(self) -> Refusal:
        if self.code == 190:
            return Refusal.PERSON_MUST_ACT if self.subcode in _PERSON_SUBCODES else Refusal.TOKEN_DEAD
        if self.code == 102:
            return Refusal.TOKEN_DEAD
        if self.subcode in _PERMANENT_SUBCODES:
            return Refusal.PERMANENT
        if self.subcode == _NOT_READY_SUBCODE:
            return Refusal.NOT_READY
        if self.subcode == _PUBLISH_QUOTA_SUBCODE:
            return Refusal.QUOTA_USED
        if self.subcode == _SPAM_SUBCODE or self.code == 368:
            return Refusal.BLOCKED
        if self.subcode in _PERSON_SUBCODES or self.code == 25:
            return Refusal.PERSON_MUST_ACT
        if self.subcode in _NEW_CONTAINER_SUBCODES:
            return Refusal.TRY_NEW_CONTAINER
        if self.code in _THROTTLE_CODES:
            return Refusal.THROTTLED
        if self.code in _TRANSIENT_CODES or self.is_transient or self.http_status >= 500:
            return Refusal.TRANSIENT
        return Refusal.PERMANENT


def graph_error(envelope: dict[str, Any], http_status: int, regain_after: timedelta | None = None) -> GraphError:
    """The `error` member of an answer, as an exception. Tokens that its sentences repeat are left out."""
    user_message, trace_id = envelope.get("error_user_msg"), envelope.get("fbtrace_id")
    return GraphError(
        message=_without_tokens(str(envelope.get("message") or "Instagram gave no reason")),
        code=_number(envelope.get("code")) or 0,
        subcode=_number(envelope.get("error_subcode")) or None,
        user_message=_without_tokens(str(user_message)) if user_message else None,
        is_transient=envelope.get("is_transient") is True,
        http_status=http_status,
        trace_id=str(trace_id) if trace_id else None,
        regain_after=regain_after,
    )


def _without_tokens(text: str) -> str:
    return _TOKEN.sub("[token]", text)


def _number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def is_passing(error: Exception) -> bool:
    """Whether the same question may well be answered a moment later. Only for what may be asked twice."""
    if isinstance(error, GraphError):
        return error.refusal is Refusal.TRANSIENT
    return isinstance(error, InstagramError)


class MessageRefusal(StrEnum):
    """Why Instagram did not take a message: words for the messaging API's codes."""

    WINDOW_CLOSED = "window-closed"
    PERSON_UNAVAILABLE = "person-unavailable"
    COMMENT_USED = "comment-used"
    OWNER_MUST_ACT = "owner-must-act"
    FILE_REFUSED = "file-refused"
    NOT_LIVE = "not-live"
    THREAD_TAKEN = "thread-taken"
    OTHER = "other"


_MESSAGE_REFUSALS = {
    2534022: MessageRefusal.WINDOW_CLOSED,
    2018278: MessageRefusal.WINDOW_CLOSED,
    2534014: MessageRefusal.PERSON_UNAVAILABLE,
    2018001: MessageRefusal.PERSON_UNAVAILABLE,
    2018108: MessageRefusal.PERSON_UNAVAILABLE,
    1545041: MessageRefusal.PERSON_UNAVAILABLE,
    1893063: MessageRefusal.PERSON_UNAVAILABLE,
    2534025: MessageRefusal.COMMENT_USED,
    2534013: MessageRefusal.OWNER_MUST_ACT,
    2534029: MessageRefusal.OWNER_MUST_ACT,
    2534041: MessageRefusal.OWNER_MUST_ACT,
    2534077: MessageRefusal.OWNER_MUST_ACT,
    2018008: MessageRefusal.FILE_REFUSED,
    2018047: MessageRefusal.FILE_REFUSED,
    2018109: MessageRefusal.FILE_REFUSED,
    2018028: MessageRefusal.NOT_LIVE,
    2534037: MessageRefusal.THREAD_TAKEN,
    2018300: MessageRefusal.THREAD_TAKEN,
}


def message_refusal(error: GraphError) -> MessageRefusal:
    """What a refused message was refused for. https://developers.facebook.com/docs/messenger-platform/error-codes"""
    if error.code == 551:
        return MessageRefusal.PERSON_UNAVAILABLE
    return _MESSAGE_REFUSALS.get(error.subcode or 0, MessageRefusal.OTHER)
