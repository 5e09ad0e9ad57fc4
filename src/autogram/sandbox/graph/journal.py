"""The log of requests the sandbox answered, without secrets and bounded."""

from collections import deque
from itertools import islice
from typing import Any, Protocol

from pydantic import BaseModel

from autogram.sandbox.graph.faults import Addressed
from autogram.sandbox.graph.params import Params

KEPT_REQUESTS = 5_000


class Loggable(Addressed, Protocol):
    """A call as the log sees it."""

    @property
    def params(self) -> Params: ...


class Entry(BaseModel):
    """One request; `status` is null while it is unanswered and 0 when the connection was dropped."""

    number: int
    op: str
    method: str
    host: str
    path: str
    params: dict[str, Any]
    account: str | None
    at: float
    status: int | None = None


class Journal:
    """A ring of the newest requests and a count of all."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT_REQUESTS)
        self.count = 0

    def start(self, call: Loggable, op: str, account: str | None, at: float) -> Entry:
        """Write down a request that has just been read."""
        self.count += 1
        entry = Entry.model_construct(
            number=self.count,
            op=op,
            method=call.method,
            host=call.host,
            path="/" + "/".join(call.path),
            params=call.params.without_secrets(),
            account=account,
            at=at,
            status=None,
        )
        self._entries.append(entry)
        return entry

    def newest(self, *, op: str | None, since: float, limit: int) -> list[Entry]:
        """Return the newest requests first."""
        found = (entry for entry in reversed(self._entries) if entry.at >= since and op in (None, entry.op))
        return list(islice(found, limit))

    def clear(self) -> None:
        """Forget the requests; the numbering goes on."""
        self._entries.clear()
