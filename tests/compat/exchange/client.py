"""The predecessor's front end, as its documentation writes its requests."""

from dataclasses import dataclass, field
from typing import Any

import httpx2


@dataclass
class Client:
    """Calls below `/api`."""

    api: httpx2.AsyncClient
    headers: dict[str, str] = field(default_factory=dict)

    async def call(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """The JSON of an answer; of an error it has the predecessor's shape."""
        headers = self.headers | options.pop("headers", {})
        answer = await self.api.request(method, f"/api{path}", headers=headers, **options)
        assert answer.status_code == expect, answer.text
        if expect == 204:
            assert answer.content == b""
            return None
        assert answer.headers["content-type"] == "application/json"
        body = answer.json()
        if expect >= 400:
            assert set(body) == {"detail", "message"}, body
        return body

    async def log_in(self, email: str, password: str) -> None:
        form = {"username": email, "password": password}
        answer = await self.call("POST", "/admin/login", data=form)
        assert set(answer) == {"access_token", "token_type"}
        assert answer["token_type"] == "bearer"
        self.headers = {"Authorization": f"Bearer {answer['access_token']}"}
