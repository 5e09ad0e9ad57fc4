"""Use cases of requests, one module per subject; the other parts of the exchange call them from here."""

from autogram.exchange.rounds.queries.requests import uploads as uploads_of_week
from autogram.exchange.rounds.service.asking import add_own_request, add_request, ask_for
from autogram.exchange.rounds.service.closing import close_by_hand, close_request, reopen, withdraw, withdraw_own
from autogram.exchange.rounds.service.reading import (
    get_request,
    list_requests,
    read_request,
    request_numbered,
    requests_by_id,
    requests_of_week,
    requests_window,
)
from autogram.exchange.rounds.service.showing import own_requests, public_requests

__all__ = [
    "add_own_request",
    "add_request",
    "ask_for",
    "close_by_hand",
    "close_request",
    "get_request",
    "list_requests",
    "own_requests",
    "public_requests",
    "read_request",
    "reopen",
    "request_numbered",
    "requests_by_id",
    "requests_of_week",
    "requests_window",
    "uploads_of_week",
    "withdraw",
    "withdraw_own",
]
