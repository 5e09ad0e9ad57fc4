"""One account's connection to the Graph API: reads that are repeated, writes that never are, and what they cost."""

from collections.abc import Mapping
from typing import Any

import httpx2
import stamina

from autogram.instagram.errors import is_passing
from autogram.instagram.transport import ask, usage_percent


class GraphConnection:
    """Talks to the Graph API with one account's token.

    Reads are repeated when they fail in passing. Writes never are: whoever calls decides, after looking.
    `calls` counts requests that Meta's business limits count, `messages` those of the messaging API, which have limits
    of their own; `usage` is the highest percentage of Meta's limits reported so far.
    """

    def __init__(self, http: httpx2.AsyncClient, base_url: str, token: str) -> None:
        self._http, self._base = http, base_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}
        self.calls = 0
        self.messages = 0
        self.usage: int | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._base})"

    @stamina.retry(on=is_passing, attempts=3, timeout=60, wait_initial=0.3, wait_max=3.0)
    async def read(self, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        """`GET path`. Raises `InstagramError` when it still fails after three tries."""
        return await self._request("GET", path, params=dict(parameters))

    async def write(self, path: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        """`POST path` with a form, once. `AnswerUnclear` means that it may have been done."""
        return await self._request("POST", path, data=dict(parameters))

    async def delete(self, path: str, parameters: Mapping[str, str] | None = None) -> dict[str, Any]:
        """`DELETE path`, once."""
        return await self._request("DELETE", path, params=dict(parameters or {}))

    async def post_message(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """`POST path` with JSON to the messaging API, once; counted apart."""
        self.messages += 1
        return await self._ask("POST", path, json=dict(body))

    async def _request(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        self.calls += 1
        return await self._ask(method, path, **options)

    async def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        body, headers = await ask(self._http, method, self._base + path, headers=self._headers, **options)
        used = usage_percent(headers)
        if used is not None:
            self.usage = max(used, self.usage or 0)
        return body
