"""The same shops as for comments."""

from tests.inbox.comments.conftest import shop, stranger

__all__ = ["shop", "stranger"]
