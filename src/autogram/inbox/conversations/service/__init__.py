"""Use cases of conversations, one module per subject; the rest of the product calls them from here."""

from autogram.inbox.conversations.queries.receiving import erased_moments
from autogram.inbox.conversations.service.changing import Noted, note_edit, note_reaction, note_seen, note_unsent
from autogram.inbox.conversations.service.receiving import (
    ANSWERED_BY_RULES_FOR,
    Received,
    know_people,
    know_person,
    receive_message,
    receive_messages,
)

__all__ = [
    "ANSWERED_BY_RULES_FOR",
    "Noted",
    "Received",
    "erased_moments",
    "know_people",
    "know_person",
    "note_edit",
    "note_reaction",
    "note_seen",
    "note_unsent",
    "receive_message",
    "receive_messages",
]
