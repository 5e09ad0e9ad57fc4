"""Every statement of identity."""

from autogram.identity.queries.access import key_holder, note_key_use, session_holder

__all__ = ["key_holder", "note_key_use", "session_holder"]
