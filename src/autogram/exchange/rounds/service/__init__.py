"""Use cases of requests, one module per subject; the other parts of the exchange call them from here."""

from autogram.exchange.rounds.queries.requests import uploads as uploads_of_week
from autogram.exchange.rounds.service.closing import close_request
from autogram.exchange.rounds.service.reading import get_request, requests_of_week

__all__ = ["close_request", "get_request", "requests_of_week", "uploads_of_week"]
