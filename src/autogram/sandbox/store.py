"""Documents in memory, written through to a SQLite file so that they survive kill -9."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict


class Document(BaseModel):
    """Anything the sandbox remembers, found by its id."""

    # Validators are built when a kind is first used: an idle sandbox does without most of them.
    model_config = ConfigDict(defer_build=True)

    id: str


D = TypeVar("D", bound=Document)
Change = tuple[str, str]


class Collection(Generic[D]):
    """All documents of one kind, oldest first."""

    def __init__(self, name: str, model: type[D], changes: dict[Change, Document | None]) -> None:
        self.name = name
        self.model = model
        self._changes = changes
        self._documents: dict[str, D] = {}

    def __len__(self) -> int:
        return len(self._documents)

    def __iter__(self) -> Iterator[D]:
        return iter(list(self._documents.values()))

    def __contains__(self, key: str) -> bool:
        return key in self._documents

    def get(self, key: str) -> D | None:
        """Return the document with this id, if there is one."""
        return self._documents.get(key)

    def put(self, document: D) -> D:
        """Remember a new or changed document; it reaches the disk at the next flush."""
        self._documents[document.id] = document
        self._changes[self.name, document.id] = document
        return document

    def remove(self, key: str) -> None:
        """Forget a document; unknown ids are ignored."""
        if self._documents.pop(key, None) is not None:
            self._changes[self.name, key] = None

    def clear(self) -> None:
        """Forget every document of this kind."""
        for key in list(self._documents):
            self.remove(key)

    def restore(self, text: str) -> None:
        """Take in a document read from the disk."""
        document = self.model.model_validate_json(text)
        self._documents[document.id] = document


class Store:
    """The collections and the file behind them; without a path everything stays in memory."""

    def __init__(self, path: Path | None) -> None:
        self._changes: dict[Change, Document | None] = {}
        self._database = _open(path) if path else None

    def collection(self, name: str, model: type[D]) -> Collection[D]:
        """Return the collection of that name, filled from the file."""
        found = Collection(name, model, self._changes)
        if self._database:
            rows = self._database.execute("SELECT body FROM document WHERE collection = ? ORDER BY rowid", (name,))
            for (body,) in rows:
                found.restore(body)
        return found

    async def flush(self) -> None:
        """Bring every change so far to the disk.

        Requests that are ready at the same moment share one transaction: giving way once lets them add theirs first.
        """
        if not self._changes:
            return
        if self._database is None:
            self._changes.clear()
            return
        await asyncio.sleep(0)
        self.write()

    def write(self) -> None:
        """Write the collected changes in one transaction."""
        if self._database is None or not self._changes:
            return
        gone = [key for key, document in self._changes.items() if document is None]
        kept = [(*key, document.model_dump_json()) for key, document in self._changes.items() if document]
        self._changes.clear()
        with self._database:
            self._database.executemany("DELETE FROM document WHERE collection = ? AND id = ?", gone)
            self._database.executemany(
                "INSERT INTO document VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body", kept
            )

    def close(self) -> None:
        """Write what is left and let go of the file."""
        if self._database:
            self.write()
            self._database.close()
            self._database = None


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(path, check_same_thread=False)
    database.execute("PRAGMA journal_mode = WAL")
    # A killed process loses nothing, because the operating system holds the pages; only a power cut could.
    database.execute("PRAGMA synchronous = OFF")
    database.execute(
        "CREATE TABLE IF NOT EXISTS document"
        " (collection TEXT, id TEXT, body TEXT NOT NULL, PRIMARY KEY (collection, id))"
    )
    return database
