"""The control API for pages of this machine: the console's sandbox page asks from another origin."""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?"


class ControlSharing:
    """Lets pages from loopback addresses call the control API. What speaks like Instagram stays as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._shared = CORSMiddleware(
            app,
            allow_origin_regex=LOOPBACK,
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["content-type"],
            expose_headers=["content-disposition"],
            max_age=600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with leave for the asking page where it is one of this machine's."""
        is_control = scope["type"] == "http" and f"{scope['path']}/".startswith("/_sandbox/")
        await (self._shared if is_control else self._app)(scope, receive, send)
