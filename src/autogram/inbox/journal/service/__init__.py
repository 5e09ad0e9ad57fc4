"""What can be done with the journal."""

from autogram.inbox.journal.schemas import Arrival, EventNote, PendingDelivery
from autogram.inbox.journal.service.arriving import (
    IDS_PER_JOB,
    connect_to_keep,
    count_repeats,
    keep_arrivals,
    keep_known,
    keep_refused,
)
from autogram.inbox.journal.service.forgetting import forget_old
from autogram.inbox.journal.service.processing import (
    events_of_unknown_account,
    note_failed,
    note_processed,
    pending_deliveries,
)
from autogram.inbox.journal.service.reading import (
    JournalState,
    journal_state,
    list_deliveries,
    list_events,
    read_delivery,
)
from autogram.inbox.journal.service.redacting import redact_person, redact_subject
from autogram.inbox.journal.service.replaying import replay, replay_deliveries, replay_failed, take_up_forgotten

__all__ = [
    "IDS_PER_JOB",
    "Arrival",
    "EventNote",
    "JournalState",
    "PendingDelivery",
    "connect_to_keep",
    "count_repeats",
    "events_of_unknown_account",
    "forget_old",
    "journal_state",
    "keep_arrivals",
    "keep_known",
    "keep_refused",
    "list_deliveries",
    "list_events",
    "note_failed",
    "note_processed",
    "pending_deliveries",
    "read_delivery",
    "redact_person",
    "redact_subject",
    "replay",
    "replay_deliveries",
    "replay_failed",
    "take_up_forgotten",
]
