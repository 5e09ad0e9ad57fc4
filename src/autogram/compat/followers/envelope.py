"""Errors below these paths as the predecessors wrote them: `{"error"[, "message"]}`, or `{"detail", "message"}`."""

import json
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PROBLEM = b"application/problem+json"
CHECKER = "/api/unfollow-checker"
PATHS = frozenset({"/api/analyze", "/api/queue", "/api/jobs", "/api/cleanup", CHECKER})
PREFIXES = ("/api/status", "/api/job/", "/api/debug")
# In these words the predecessor named what has no class of its own.
WORDS = {"http-404": "Endpoint not found", "http-405": "Method not allowed", "internal-error": "Internal server error"}
SWITCH = "unofficial-access-disabled"
# What goes with a refusal, under the name that the predecessor gave it.
MEMBERS = {
    "job-already-exists": {"job_id": "job_id", "status": "job_status"},
    "cannot-delete-active-job": {"job_status": "job_status"},
}


class FollowerErrors:
    """Turns problem documents into the predecessors' errors, wherever below their paths they come from."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_theirs(scope["path"]):
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
                    await _send(start, json.loads(body), scope, send)

        await self._app(scope, receive, send_shaped)


def is_theirs(path: str) -> bool:
    return path in PATHS or path.startswith(PREFIXES)


def _is_problem(start: Message) -> bool:
    return any(name == b"content-type" and value.startswith(PROBLEM) for name, value in start["headers"])


async def _send(start: Message, problem: dict[str, Any], scope: Scope, send: Send) -> None:
    shaped = _as_detail(problem, scope) if scope["path"] == CHECKER else as_error(problem)
    body = json.dumps(shaped, ensure_ascii=False).encode()
    headers = MutableHeaders(raw=[*start["headers"]])
    headers["content-type"], headers["content-length"] = "application/json", str(len(body))
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})


def as_error(problem: dict[str, Any]) -> dict[str, Any]:
    """`{"error"}`, with a message where there is more to say."""
    code, detail = problem["code"], problem["detail"]
    if code == SWITCH:
        return {"error": SWITCH, "message": detail}
    error = problem.get("error") or WORDS.get(code) or problem["title"]
    shown = {"error": error}
    if detail not in {error, problem["title"]} and code not in WORDS:
        shown["message"] = detail
    return shown | {name: problem[member] for name, member in MEMBERS.get(code, {}).items() if member in problem}


def _as_detail(problem: dict[str, Any], scope: Scope) -> dict[str, Any]:
    """The unfollow checker's; its validation errors say where, but never what was sent: that may be a password."""
    seen = scope.get("state", {}).get("validation_errors")
    if seen:
        faults = [{name: fault[name] for name in ("type", "loc", "msg")} for fault in seen]
        return {"detail": faults, "message": "Validation error"}
    return {"detail": problem["detail"], "message": SWITCH if problem["code"] == SWITCH else problem["title"]}
