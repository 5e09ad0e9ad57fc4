"""Every error below `/v1` as the predecessor wrote it: `{"error": {"code", "message"[, "details"]}}`."""

import json
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = "/v1/"
PROBLEM = "application/problem+json"
# It knew neither conflicts nor unprocessable content.
STATUSES = {409: 400, 422: 400}
STATUS_OF_CODE = {"mailed-token-refused": 401}


class DmErrors:
    """Turns problem documents into the predecessor's errors, wherever below `/v1` they come from."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
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
                    await _send_envelope(start, json.loads(body), scope, send)

        await self._app(scope, receive, send_shaped)


def _is_problem(start: Message) -> bool:
    return any(name == b"content-type" and value.startswith(PROBLEM.encode()) for name, value in start["headers"])


async def _send_envelope(start: Message, problem: dict[str, Any], scope: Scope, send: Send) -> None:
    status = STATUS_OF_CODE.get(problem["code"]) or STATUSES.get(start["status"], start["status"])
    error = {"code": status, "message": problem["detail"]} | _details(problem, scope)
    body = json.dumps({"error": error}, ensure_ascii=False).encode()
    headers = MutableHeaders(raw=[*start["headers"]])
    headers["content-type"], headers["content-length"] = "application/json", str(len(body))
    await send({**start, "status": status, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})


def _details(problem: dict[str, Any], scope: Scope) -> dict[str, Any]:
    """Which part of the input, and why; never the input itself, which may be a password."""
    seen = scope.get("state", {}).get("validation_errors")
    if seen:
        return {"details": [{name: fault[name] for name in ("type", "loc", "msg")} for fault in seen]}
    if "errors" not in problem:
        return {}
    return {
        "details": [
            {"type": "value_error", "loc": ["body", *fault["field"].split(".")], "msg": fault["message"]}
            for fault in problem["errors"]
        ]
    }
