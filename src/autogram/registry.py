"""Every domain's tables and job handlers, imported for their effect: for Alembic, the worker and the app."""

from importlib import import_module
from importlib.util import find_spec

DOMAINS = (
    "jobs",
    "identity",
    "accounts",
    "content",
    "publishing",
    "inbox.journal",
    "inbox.conversations",
    "inbox.comments",
    "inbox.reception",
    "inbox.automation",
    "analytics",
    "analytics.collection",
    "analytics.performance",
    "analytics.reports",
    "campaigns",
    "audience",
    "audience.crawling",
    "exchange.community",
    "exchange.rounds",
    "exchange.helpers",
    "exchange.verification",
    "exchange.commenting",
)


def load() -> None:
    """All tables are in `Model.metadata` and all handlers and schedules are known."""
    import_module("autogram.core.audit")
    import_module("autogram.core.limits")
    import_module("autogram.core.live")
    for domain in DOMAINS:
        for part in ("models", "jobs"):
            name = f"autogram.{domain}.{part}"
            if find_spec(name):
                import_module(name)
