"""Errors in the predecessors' shapes: whatever was refused, and wherever, the answer is rewritten on its way out."""

import json
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PROBLEM = b"application/problem+json"
Problem = dict[str, Any]
Fault = dict[str, Any]


class ShapedErrors:
    """Turns the problem documents below some paths into what a predecessor answered there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def is_theirs(self, path: str) -> bool:
        """Whether the path is one of the predecessor's."""
        raise NotImplementedError

    def shaped(self, status: int, problem: Problem, scope: Scope) -> tuple[int, dict[str, Any]]:
        """The status and the body that the predecessor's clients expect."""
        raise NotImplementedError

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self.is_theirs(scope["path"]):
            await self._app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def send_shaped(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_problem(message):
                start = message
            elif start is None:
                await send(message)
            else:
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await self._send(start, json.loads(body), scope, send)

        await self._app(scope, receive, send_shaped)

    async def _send(self, start: Message, problem: Problem, scope: Scope, send: Send) -> None:
        status, shaped = self.shaped(start["status"], problem, scope)
        body = json.dumps(shaped, ensure_ascii=False).encode()
        headers = MutableHeaders(raw=[*start["headers"]])
        headers["content-type"], headers["content-length"] = "application/json", str(len(body))
        await send({**start, "status": status, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})


def faults(problem: Problem, scope: Scope) -> list[Fault] | None:
    """Which parts of the input were refused, and why; never the input itself, which may be a password."""
    seen = scope.get("state", {}).get("validation_errors")
    if seen:
        return [{name: fault[name] for name in ("type", "loc", "msg")} for fault in seen]
    if "errors" not in problem:
        return None
    return [
        {"type": "value_error", "loc": ["body", *fault["field"].split(".")], "msg": fault["message"]}
        for fault in problem["errors"]
    ]


def _is_problem(start: Message) -> bool:
    return any(name == b"content-type" and value.startswith(PROBLEM) for name, value in start["headers"])
