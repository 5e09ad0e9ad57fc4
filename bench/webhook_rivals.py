"""What the webhook is compared with: an empty FastAPI route and a bare ASGI reply, which keep nothing."""

from typing import Any

import uvicorn
from fastapi import FastAPI, Request


def serve(app: Any, port: int) -> None:
    """As `autogram api` serves."""
    uvicorn.run(app, port=port, log_config=None, access_log=False, server_header=False, proxy_headers=False)


def fastapi_route(port: int) -> None:
    app = FastAPI()

    @app.post("/api/v1/webhook")
    async def webhook(request: Request) -> str:
        await request.body()
        return "EVENT_RECEIVED"

    serve(app, port)


def bare_reply(port: int) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        while (await receive()).get("more_body"):
            pass
        headers = [(b"content-type", b"text/plain"), (b"content-length", b"14")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"EVENT_RECEIVED"})

    serve(app, port)
