"""What goes in and out, and what the other parts learn of members."""

from autogram.exchange.community.schemas.members import (
    Because,
    LineRead,
    LineResult,
    LinesRead,
    MemberCreate,
    MemberEventRead,
    MemberFacts,
    MemberLines,
    MemberRead,
    MemberUpdate,
    PersonalLink,
    Suspension,
)

__all__ = [
    "Because",
    "LineRead",
    "LineResult",
    "LinesRead",
    "MemberCreate",
    "MemberEventRead",
    "MemberFacts",
    "MemberLines",
    "MemberRead",
    "MemberUpdate",
    "PersonalLink",
    "Suspension",
]
