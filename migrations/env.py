"""Alembic's entry: migrates over the connection it is handed."""

from typing import Any

from alembic import context

from autogram import registry
from autogram.core.db import Model
from autogram.core.secrets import EncryptedText

registry.load()


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """PgQueuer looks after its own tables."""
    return not (kind == "table" and (name or "").startswith("pgqueuer"))


def render_type(kind: str, item: Any, _context: Any) -> str | bool:
    """Migrations name no types of ours, so that they keep running when those change."""
    return "sa.LargeBinary()" if kind == "type" and isinstance(item, EncryptedText) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Model.metadata,
    include_name=is_ours,
    render_item=render_type,
    compare_server_default=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
