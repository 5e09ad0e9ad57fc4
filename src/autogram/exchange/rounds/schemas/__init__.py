"""What goes in and out, and what the other parts learn of requests."""

from autogram.exchange.rounds.schemas.requests import (
    Because,
    OwnRequestCreate,
    PublicFilter,
    PublicRequest,
    RequestCreate,
    RequestFacts,
    RequestFilter,
    RequestRead,
    WeekText,
)

__all__ = [
    "Because",
    "OwnRequestCreate",
    "PublicFilter",
    "PublicRequest",
    "RequestCreate",
    "RequestFacts",
    "RequestFilter",
    "RequestRead",
    "WeekText",
]
