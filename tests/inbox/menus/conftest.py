"""The same shops as for comments."""

from tests.inbox.comments.conftest import app, built_app, no_waiting, shop, stranger

__all__ = ["app", "built_app", "no_waiting", "shop", "stranger"]
