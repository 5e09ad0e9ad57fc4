"""Pointing the unmodified libraries at a served sandbox: one transport below both, nothing else of them touched."""

import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

HOSTS = ("www.instagram.com", "i.instagram.com", "b.i.instagram.com")


class SandboxAdapter(HTTPAdapter):
    """Sends `https://host/path` to `sandbox/host/path`; what comes back looks as if the host itself had answered."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        super().__init__(max_retries=0)

    def send(self, request: Any, *arguments: Any, **options: Any) -> requests.Response:
        address, parts = request.url, urlsplit(request.url)
        assert parts.hostname in HOSTS, f"nobody may be asked but the sandbox: {address}"
        request.headers["Host"] = parts.hostname
        request.url = f"{self.base_url}/{parts.hostname}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        try:
            response = super().send(request, *arguments, **options)
        finally:
            request.url = address
        response.url = address
        return response


class _Requests(types.ModuleType):
    """The module `requests` with another `Session`."""

    def __init__(self, session: type[requests.Session]) -> None:
        super().__init__("requests")
        self.Session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(requests, name)


@contextmanager
def instaloader_at(base_url: str) -> Iterator[None]:
    """Instaloader asks the sandbox while the block runs; its own module makes the sessions, so it gets another name."""
    import instaloader.instaloadercontext as context

    adapter = SandboxAdapter(base_url)

    class Session(requests.Session):
        def __init__(self) -> None:
            super().__init__()
            self.trust_env = False
            self.mount("https://", adapter)

        def close(self) -> None:
            """The connections are everybody's."""

    original = context.requests
    context.requests = _Requests(Session)  # type: ignore[assignment]
    try:
        yield
    finally:
        context.requests = original
        adapter.close()


def new_instaloader(**options: Any) -> Any:
    """An Instaloader that never sleeps and never repeats."""
    from instaloader import Instaloader, RateController

    class NoPauses(RateController):
        def wait_before_query(self, query_type: str) -> None:
            pass

        def handle_429(self, query_type: str) -> None:
            pass

    chosen = {"sleep": False, "quiet": True, "max_connection_attempts": 1, "rate_controller": NoPauses} | options
    loader = Instaloader(**chosen)
    loader.context.error = lambda *words, **more: None
    return loader


def new_instagrapi(base_url: str, settings: dict[str, Any] | None = None) -> Any:
    """An Instagrapi client of the sandbox that never sleeps, repeats or asks at the keyboard."""
    from instagrapi import Client

    client = Client(
        settings=settings or {},
        request_timeout=0,
        private_transport="requests",
        session_retry_total=0,
        public_request_retries_count=1,
        with_challenge_flow=False,
    )
    client.challenge_code_handler = lambda *words: ""
    client.change_password_handler = lambda *words: ""
    for session in (client.private, client.public, client.graphql):
        for host in HOSTS:
            session.mount(f"https://{host}", SandboxAdapter(base_url))
    return client


def close_instagrapi(client: Any) -> None:
    """Let go of the client's connections."""
    for session in (client.private, client.public, client.graphql):
        session.close()
