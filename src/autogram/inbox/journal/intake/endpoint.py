"""The webhook as Meta sees it.

Plain ASGI and in front of the application: what FastAPI and the middleware do for each request costs more than
everything that is done here. They are used for whatever is not a signed delivery.
"""

from collections.abc import Callable, Iterable, Sequence

from starlette.types import ASGIApp, Receive, Scope, Send

from autogram.core.errors import AppError
from autogram.core.ids import new_id
from autogram.inbox.journal.errors import SignatureRefused
from autogram.inbox.journal.intake.desk import Desk
from autogram.inbox.journal.intake.handshake import answer_handshake
from autogram.inbox.journal.intake.signature import HEADER
from autogram.inbox.journal.models import Signature

Header = tuple[bytes, bytes]

_PLAIN: Header = (b"content-type", b"text/plain; charset=utf-8")
# The predecessor answered with a JSON string.
_RECEIVED: dict[str, tuple[Header, bytes]] = {
    "/api/v1/webhook": (_PLAIN, b"EVENT_RECEIVED"),
    "/v1/webhook": ((b"content-type", b"application/json"), b'"EVENT_RECEIVED"'),
}
_RECEIVED |= {f"{path}/": answer for path, answer in _RECEIVED.items()}


class WebhookIntake:
    """Answers at the webhook's paths; hands everything else on to `app`.

    `desk` gives the running application's `Desk`. `headers` stand in every answer; `problem` makes the answer to an
    error.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        desk: Callable[[], Desk],
        headers: Sequence[Header],
        problem: Callable[[AppError], ASGIApp],
    ) -> None:
        self._app, self._desk, self._headers, self._problem = app, desk, list(headers), problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        received = _RECEIVED.get(scope["path"]) if scope["type"] == "http" else None
        if received is None or scope["method"] not in {"POST", "GET"}:
            await self._app(scope, receive, send)
            return
        try:
            if scope["method"] == "POST":
                if await _is_kept(self._desk(), scope, receive):
                    await self._answer(send, *received)
            else:
                await self._answer(send, _PLAIN, answer_handshake(self._desk().settings, scope["query_string"]))
        except AppError as error:
            await self._problem(error)(scope, receive, send)

    async def _answer(self, send: Send, kind: Header, body: bytes) -> None:
        headers = [kind, (b"content-length", b"%d" % len(body)), (b"x-request-id", str(new_id()).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers + self._headers})
        await send({"type": "http.response.body", "body": body})


def _signature_in(headers: Iterable[Header]) -> bytes | None:
    for name, value in headers:
        if name == HEADER:
            return value
    return None


async def _is_kept(desk: Desk, scope: Scope, receive: Receive) -> bool:
    """True when the delivery is written down, false if its sender has gone away before it was complete."""
    body = await desk.reader.read(receive)
    if body is None:
        return False
    if await desk.check(body, _signature_in(scope["headers"])) is not Signature.VALID:
        raise SignatureRefused("Sign the body with the app's secret: X-Hub-Signature-256: sha256=…")
    await desk.keep(body)
    return True
