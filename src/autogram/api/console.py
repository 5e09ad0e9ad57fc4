"""The console's files: built by `console/build.py`, served where no route of the API answers."""

import secrets
from functools import cache
from importlib.resources import files
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from autogram.api.installation import sandbox_url
from autogram.core.settings import Settings

BUILT = Path(str(files("autogram"))) / "console_build"
NONCE = "__NONCE__"
# The names of built files hold a hash of what is in them.
HASHED = "assets"
FOREVER = "public, max-age=31536000, immutable"
NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Autogram</title></head><body>
<h1>Autogram runs</h1><p>The console is not built here. From a clone: <code>make console</code>.
The <a href="/docs">HTTP API</a> is complete without it.</p></body></html>
"""


def wants_page(scope: Scope) -> bool:
    """Whether a browser asks for a page to show."""
    return scope["method"] in {"GET", "HEAD"} and "text/html" in Headers(scope=scope).get("accept", "")


class Console:
    """Answers what no route of the API answers: the console's files, its page to browsers, else `otherwise`."""

    def __init__(self, otherwise: ASGIApp, settings: Settings) -> None:
        self._otherwise = otherwise
        self._sandbox = sandbox_url(settings.meta)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self.answer(scope) if scope["type"] == "http" else None
        await (answer or self._otherwise)(scope, receive, send)

    def answer(self, scope: Scope) -> Response | None:
        """The file at this path, or the page; None for programs, which get the API's own 404."""
        if scope["method"] not in {"GET", "HEAD"}:
            return None
        file = _built_file(scope["path"])
        if file is not None:
            return _as_answer(file, Headers(scope=scope))
        return self.page() if wants_page(scope) and not scope["path"].startswith("/api/") else None

    def page(self) -> Response:
        """The page that every address of the console begins with. Its styles are bound to this one answer."""
        page = _page()
        if page is None:
            return HTMLResponse(NOT_BUILT)
        nonce = secrets.token_urlsafe(16)
        headers = {
            "content-security-policy": self._policy(nonce),
            "cache-control": "no-store",
            # The address may hold a token from a mail.
            "referrer-policy": "no-referrer",
        }
        return HTMLResponse(page.replace(NONCE, nonce), headers=headers)

    def _policy(self, nonce: str) -> str:
        sandbox = f" {self._sandbox}" if self._sandbox else ""
        return (
            f"default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; connect-src 'self'{sandbox};"
            f" img-src 'self' data: blob: https:{sandbox}; media-src 'self' blob: https:{sandbox};"
            f" frame-src 'self'{sandbox}; frame-ancestors 'none'; base-uri 'self'; form-action 'self';"
            " object-src 'none'"
        )


@cache
def _page() -> str | None:
    page = BUILT / "index.html"
    return page.read_text() if page.is_file() else None


def _built_file(path: str) -> Path | None:
    name = path.removeprefix("/")
    if not name or name == "index.html" or name.startswith(".") or ".." in name or "\0" in name:
        return None
    file = BUILT / name
    return file if file.is_file() else None


def _as_answer(file: Path, asked: Headers) -> Response:
    headers = {"cache-control": FOREVER if file.parent.name == HASHED else "no-cache", "vary": "accept-encoding"}
    packed = file.with_name(f"{file.name}.gz")
    if "gzip" in asked.get("accept-encoding", "") and packed.is_file():
        kind = FileResponse(file).media_type
        return FileResponse(packed, media_type=kind, headers=headers | {"content-encoding": "gzip"})
    return FileResponse(file, headers=headers)
