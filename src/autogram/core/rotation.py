"""Key rotation: every encrypted column of every table is written anew with the newest key."""

from sqlalchemy import Column, Table, select, update

from autogram.core.db import Database, Model
from autogram.core.secrets import EncryptedText

BATCH = 500


async def rotate_secrets(database: Database) -> int:
    """How many secrets there were; all are under the newest key now. Can be stopped and run again at any time."""
    total = 0
    for table in Model.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, EncryptedText):
                total += await _rotate_column(database, table, column)
    return total


async def _rotate_column(database: Database, table: Table, column: "Column[str]") -> int:
    (key,) = table.primary_key.columns
    rows = select(key, column).where(column.is_not(None)).order_by(key).limit(BATCH).with_for_update()
    last, count = None, 0
    while True:
        async with database.transaction() as session:
            batch = (await session.execute(rows if last is None else rows.where(key > last))).all()
            for row_key, secret in batch:
                # Reading decrypted it and writing encrypts it, now with the newest key.
                await session.execute(update(table).where(key == row_key).values({column: secret}))
        if not batch:
            return count
        last, count = batch[-1][0], count + len(batch)
