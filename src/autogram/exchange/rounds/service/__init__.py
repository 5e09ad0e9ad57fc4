"""Use cases of requests, one module per subject; the other parts of the exchange call them from here."""

from autogram.exchange.rounds.queries.requests import uploads as uploads_of_week
from autogram.exchange.rounds.service.applying import apply_import, write
from autogram.exchange.rounds.service.asking import add_own_request, add_request, ask_for
from autogram.exchange.rounds.service.closing import close_by_hand, close_request, reopen, withdraw, withdraw_own
from autogram.exchange.rounds.service.importing import (
    erase_old,
    keep,
    list_imports,
    preview_chat,
    preview_of,
    read_import,
)
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
    "apply_import",
    "ask_for",
    "close_by_hand",
    "close_request",
    "erase_old",
    "get_request",
    "keep",
    "list_imports",
    "list_requests",
    "own_requests",
    "preview_chat",
    "preview_of",
    "public_requests",
    "read_import",
    "read_request",
    "reopen",
    "request_numbered",
    "requests_by_id",
    "requests_of_week",
    "requests_window",
    "uploads_of_week",
    "withdraw",
    "withdraw_own",
    "write",
]
