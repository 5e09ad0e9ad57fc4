"""The fairness ledger: who gives and who receives."""

from uuid import UUID

from pydantic import BaseModel

from autogram.exchange.community.models import MemberStatus


class LedgerWeek(BaseModel):
    """A member's week: comments written for others and got from others, what is missing, what cannot be told."""

    week: str
    uploads: int
    given: int
    received: int
    missing: int
    unknown: int


class LedgerMember(BaseModel):
    """A member over the span, and week by week, oldest first."""

    member_id: UUID
    username: str
    status: MemberStatus
    uploads: int
    given: int
    received: int
    missing: int
    unknown: int
    weeks: list[LedgerWeek]


class LedgerRead(BaseModel):
    """Every member who took part in the span, by name."""

    first_week: str
    last_week: str
    members: list[LedgerMember]
