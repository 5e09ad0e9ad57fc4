"""Use cases of conversations, one module per subject; the rest of the product calls them from here."""

from autogram.inbox.conversations.queries.receiving import erased_moments
from autogram.inbox.conversations.service.changing import Noted, note_edit, note_reaction, note_seen, note_unsent
from autogram.inbox.conversations.service.deciding import account_state, account_states, sending_policy
from autogram.inbox.conversations.service.facts import (
    conversation_facts,
    facts_of_messages,
    message_facts,
    render_variables,
)
from autogram.inbox.conversations.service.organising import add_label, assign, set_status
from autogram.inbox.conversations.service.outbox import Outbox, open_outbox
from autogram.inbox.conversations.service.profiles import ask_for_profile_once
from autogram.inbox.conversations.service.receiving import (
    ANSWERED_BY_RULES_FOR,
    Received,
    know_people,
    know_person,
    receive_message,
    receive_messages,
)
from autogram.inbox.conversations.service.sending import queue_message, queue_private_reply
from autogram.inbox.conversations.variables import names_the_person

__all__ = [
    "ANSWERED_BY_RULES_FOR",
    "Noted",
    "Outbox",
    "Received",
    "account_state",
    "account_states",
    "add_label",
    "ask_for_profile_once",
    "assign",
    "conversation_facts",
    "erased_moments",
    "facts_of_messages",
    "know_people",
    "know_person",
    "message_facts",
    "names_the_person",
    "note_edit",
    "note_reaction",
    "note_seen",
    "note_unsent",
    "open_outbox",
    "queue_message",
    "queue_private_reply",
    "receive_message",
    "receive_messages",
    "render_variables",
    "sending_policy",
    "set_status",
]
