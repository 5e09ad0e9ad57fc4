"""What happens around every request: an id, a log line, a limit on the body, safe headers."""

import asyncio
import re
import time
from contextlib import suppress
from urllib.parse import urlsplit

import structlog
from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from autogram.api.problems import bug_response, problem_response
from autogram.api.routers import API_PREFIX
from autogram.core.errors import ContentTooLarge
from autogram.core.ids import new_id
from autogram.core.logging import get_logger

log = get_logger(__name__)

REQUESTS = Counter(
    "autogram_http_requests_total", "Requests by method, route and status.", ["method", "route", "status"]
)
REQUEST_SECONDS = Histogram("autogram_http_request_seconds", "Time to answer a request.", ["route"])

# A label for every word that somebody sends as a method would fill the memory.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

SECURITY_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
# The console and the API's own pages are the only ones; nothing may be loaded from elsewhere.
CONTENT_POLICY = (
    b"default-src 'self'; img-src 'self' data: blob: https:; media-src 'self' blob: https:;"
    b" style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'"
)


class RequestContext:
    """Binds a request id for logs, answers and jobs, and writes one line and the metrics per request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, began, status = str(new_id()), time.perf_counter(), 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            seconds = time.perf_counter() - began
            route = _route_of(scope)
            REQUESTS.labels(scope["method"] if scope["method"] in METHODS else "(other)", route, status).inc()
            REQUEST_SECONDS.labels(route).observe(seconds)
            # The query may hold one-time codes, so only the path is logged.
            log.info("request", method=scope["method"], path=scope["path"], status=status, ms=round(seconds * 1000, 1))


def _route_of(scope: Scope) -> str:
    """The pattern of the route that answered: bounded in number, unlike the paths that are asked for."""
    path = getattr(scope.get("route"), "path", "(none)")
    # A route knows its path inside of what it is mounted in.
    return f"{API_PREFIX}{path}" if scope["path"].startswith(f"{API_PREFIX}/") and path.startswith("/") else str(path)


def safe_headers(public_url: str) -> list[tuple[bytes, bytes]]:
    """What every answer of an installation at this address carries."""
    encrypted = urlsplit(public_url).scheme == "https"
    return SECURITY_HEADERS + ([(b"strict-transport-security", b"max-age=31536000")] if encrypted else [])


class SafeHeaders:
    """Adds the security headers to every answer that does not set its own."""

    def __init__(self, app: ASGIApp, *, public_url: str) -> None:
        self._app = app
        self._headers = safe_headers(public_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                extra = [(n, v) for n, v in self._headers if n not in present]
                if b"content-security-policy" not in present:
                    extra.append((b"content-security-policy", CONTENT_POLICY))
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


LINGER_BYTES = 4_194_304
LINGER_SECONDS = 1.0
CLOSING = {"Connection": "close"}


class BugNet:
    """An error that nobody handled becomes a problem document, inside of what gives every answer its headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = False

        async def send_noticed(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive, send_noticed)
        except Exception as error:
            if began or scope["type"] != "http":
                raise
            await bug_response(error)(scope, receive, send)


class BodyLimit:
    """Refuses bodies over the limit, by their declared and by their real length. Uploads have their own limit."""

    def __init__(
        self, app: ASGIApp, *, limit_bytes: int, upload_limit_bytes: int, upload_paths: re.Pattern[str]
    ) -> None:
        self._app, self._limit = app, limit_bytes
        self._upload_limit, self._upload_paths = upload_limit_bytes, upload_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # A multipart envelope is a little larger than the file in it.
        limit = self._upload_limit + 65_536 if self._upload_paths.fullmatch(scope["path"]) else self._limit
        declared = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if declared.isdigit() and int(declared) > limit:
            await _refuse(limit, scope, receive, send)
            return
        await self._counting(limit, scope, receive, send)

    async def _counting(self, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
        """Whatever the application makes of a body that breaks off, the answer to one over the limit is ours."""
        seen, began = 0, False

        async def receive_counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _BodyOverLimit
            return message

        async def send_unless_over(message: Message) -> None:
            nonlocal began
            if seen <= limit or began:
                began = True
                await send(message)

        with suppress(_BodyOverLimit):
            await self._app(scope, receive_counted, send_unless_over)
        if seen > limit and not began:
            await _refuse(limit, scope, receive, send)


class _BodyOverLimit(Exception):
    """The body is longer than it may be."""


async def _refuse(limit: int, scope: Scope, receive: Receive, send: Send) -> None:
    error = ContentTooLarge(f"The body may have at most {limit} bytes.", limit_bytes=limit)
    await answer_too_large(error, scope, receive, send)


async def answer_too_large(error: ContentTooLarge, scope: Scope, receive: Receive, send: Send) -> None:
    """The sender reads why, and the connection ends."""
    # Closing on a sender cuts it off before it has read why, so a little of the rest is awaited and thrown away.
    with suppress(TimeoutError):
        await asyncio.wait_for(_throw_away(receive), LINGER_SECONDS)
    error.headers |= CLOSING
    await problem_response(error)(scope, receive, send)


async def _throw_away(receive: Receive) -> None:
    seen = 0
    while seen < LINGER_BYTES:
        message = await receive()
        seen += len(message.get("body", b""))
        if not message.get("more_body"):
            return
