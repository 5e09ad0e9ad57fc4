"""What Instaloader, unmodified, sends and receives through: only to Instagram, with time limits, without proxies."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import cache
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from autogram.instagram.web.answers import Answer


class Bridge:
    """Takes requests for Instagram's hosts to where the settings say these are; refuses all others.

    The library sees the addresses it knows, so that cookies and redirects are as they should be. The connections are
    kept between its many short sessions. `last` is the answer to the latest request, None while there is none.
    """

    def __init__(self, hosts: dict[str, str], timeout: timedelta) -> None:
        self._hosts = {host: base.rstrip("/") for host, base in hosts.items()}
        self._seconds = timeout.total_seconds()
        self._below = HTTPAdapter(max_retries=0)
        self.last: Answer | None = None
        self.requests = 0

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """One request, answered as if by the host it was for. Raises what `requests` raises."""
        address = str(request.url)
        parts = urlsplit(address)
        self.last = None
        if parts.scheme != "https" or parts.hostname not in self._hosts:
            raise requests.exceptions.InvalidURL(f"{parts.hostname} is not a host of Instagram's")
        request.headers["Host"] = parts.netloc
        request.url = self._hosts[parts.hostname] + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.requests += 1
        try:
            answer = self._below.send(request, stream=False, timeout=self._seconds, verify=True, proxies=None)
        finally:
            request.url = address
        answer.url = address
        self.last = _judged(answer)
        return answer

    def close(self) -> None:
        """Sessions come and go; what they send through stays."""

    def end(self) -> None:
        """All connections are closed."""
        self._below.close()


def _judged(answer: requests.Response) -> Answer:
    headers = answer.headers
    return Answer(answer.status_code, answer.text, headers.get("location", ""), headers.get("retry-after", ""))


_bridge: ContextVar[Bridge | None] = ContextVar("bridge", default=None)


@contextmanager
def sending_through(bridge: Bridge) -> Iterator[None]:
    """Every session that Instaloader opens in this thread while the block runs sends through `bridge`."""
    _prepare_library()
    before = _bridge.set(bridge)
    try:
        yield
    finally:
        _bridge.reset(before)


def _open_session() -> requests.Session:
    bridge = _bridge.get()
    if bridge is None:
        raise RuntimeError("Instaloader is only used inside `sending_through`")
    session = requests.Session()
    # No proxies, no .netrc and no certificates from the environment.
    session.trust_env = False
    session.adapters.clear()
    session.mount("", bridge)  # type: ignore[arg-type]  # all that a session wants of an adapter is `send` and `close`
    return session


class _Requests(ModuleType):
    """`requests` as Instaloader sees it: its sessions are ours, everything else is as it was."""

    Session = staticmethod(_open_session)

    def __getattr__(self, name: str) -> Any:
        return getattr(requests, name)


@cache
def _prepare_library() -> None:
    """The one module of Instaloader's that opens sessions knows another `requests`; nothing of it is changed."""
    import instaloader.instaloadercontext as context

    setattr(context, "requests", _Requests("requests"))  # noqa: B010  the type checker knows no such attribute
