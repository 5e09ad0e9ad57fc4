"""Somebody's server that takes webhooks, and checks their signatures with nothing of ours."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response


@dataclass
class Receiver:
    """A server that takes webhooks, as often as it wants to."""

    port: int
    statuses: list[int] = field(default_factory=list)
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert scope["type"] in {"http", "lifespan"}
        if scope["type"] == "lifespan":
            return
        request = Request(scope, receive)
        self.taken.append((dict(request.headers), await request.body()))
        status = self.statuses.pop(0) if self.statuses else 204
        answer = RedirectResponse("http://127.0.0.1:1/", status) if status == 302 else Response(status_code=status)
        await answer(scope, receive, send)

    @property
    def hook(self) -> dict[str, Any]:
        return {"type": "webhook", "url": f"http://127.0.0.1:{self.port}/in?who=me"}


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """As a receiver would check it, with nothing of ours."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return hmac.compare_digest(headers["webhook-signature"], f"v1,{expected}")
