"""What can come of asking Instagram: refused for a reason, not reached, or no clear answer."""

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
_NEW_CONTAINER_SUBCODES = {2207003, 2207020, 2207006, 2207008, 2207032, 2207052, 2207053, 2207082}


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
    """The `error` member of an answer, as an exception."""
    return GraphError(
        message=str(envelope.get("message", "Instagram gave no reason")),
        code=int(envelope.get("code") or 0),
        subcode=int(envelope["error_subcode"]) if envelope.get("error_subcode") else None,
        user_message=envelope.get("error_user_msg"),
        is_transient=bool(envelope.get("is_transient")),
        http_status=http_status,
        trace_id=envelope.get("fbtrace_id"),
        regain_after=regain_after,
    )
