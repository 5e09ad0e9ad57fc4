"""Identifiers: UUIDv7, made in Python, so that rows sort by creation and have an id before they are stored."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7, sortable by time of creation."""
    return uuid7()
