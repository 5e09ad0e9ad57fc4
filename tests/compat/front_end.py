"""What the predecessor's front end does, and what it reads of the answers."""

from dataclasses import dataclass, field
from typing import Any

import httpx2
from tests.people import PASSWORD, an_email
from tests.servers import Instagram


@dataclass
class FrontEnd:
    """Keeps tokens and the account like the browser's storage did."""

    api: httpx2.AsyncClient
    email: str = field(default_factory=an_email)
    password: str = PASSWORD
    user: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, Any] = field(default_factory=dict)
    account: dict[str, Any] = field(default_factory=dict)

    async def call(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """The JSON of an answer; below 400 as itself, from 400 on the inside of the envelope."""
        token = self.tokens.get("access", {}).get("token")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = await self.api.request(method, f"/v1{path}", headers=headers, **options)
        assert answer.status_code == expect, answer.text
        if expect >= 400:
            return error_of(answer)
        return answer.json() if answer.content else None

    async def register(self, expect: int = 201) -> Any:
        body = {"name": "Ada", "email": self.email, "password": self.password}
        said = await self.call("POST", "/auth/register", expect, json=body)
        if expect == 201:
            self.user, self.tokens = said["user"], said["tokens"]
        return said

    async def login(self, expect: int = 200, **wish: str) -> Any:
        body = {"email": self.email, "password": self.password} | wish
        said = await self.call("POST", "/auth/login", expect, json=body)
        if expect == 200:
            self.user, self.tokens = said["user"], said["tokens"]
        return said

    async def refresh(self) -> None:
        body = {"refreshToken": self.tokens["refresh"]["token"]}
        self.tokens = (await self.call("POST", "/auth/refresh-tokens", json=body))["tokens"]

    async def connect(self, instagram: Instagram, expect: int = 201, **wish: Any) -> Any:
        body = {
            "pageId": "1029384756",
            "instagramBusinessId": instagram.user_id,
            "pageAccessToken": instagram.token(),
        }
        said = await self.call("POST", "/instagram", expect, json=body | wish)
        if expect == 201:
            self.account = said
        return said


def error_of(answer: httpx2.Response) -> dict[str, Any]:
    """The inside of the predecessor's envelope, which nothing stands beside."""
    assert answer.headers["content-type"] == "application/json"
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) <= {"code", "message", "details"}
    assert body["error"]["code"] == answer.status_code
    assert body["error"]["message"]
    return dict(body["error"])
