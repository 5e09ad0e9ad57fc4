"""The decision whether something may be sent: what `policy` returns, `schemas` show and `errors` carry."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SendMode(StrEnum):
    """By which of Instagram's rules something may be sent."""

    RESPONSE = "response"
    HUMAN_AGENT = "human_agent"
    PRIVATE_REPLY = "private_reply"


@dataclass(frozen=True, slots=True)
class SendDecision:
    """Whether something may be sent now, why, and until when.

    With `waits` it may be sent, but not this moment: it is kept and goes out when the reason is gone. `until` is when
    that reason ends, or when the permission does; `closes_at` when nobody may write any more, whoever presses send.
    """

    allowed: bool
    reason_code: str
    reason: str
    mode: SendMode | None = None
    tag: str | None = None
    waits: bool = False
    until: datetime | None = None
    closes_at: datetime | None = None
