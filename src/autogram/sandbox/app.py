"""The sandbox as an ASGI application: one server, every emulated host by path prefix."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from autogram.sandbox import people
from autogram.sandbox.ai.images import Drawing
from autogram.sandbox.control.reading import InvalidInput
from autogram.sandbox.control.routes import control_routes
from autogram.sandbox.control.sharing import ControlSharing
from autogram.sandbox.graph.call import AI_HOST
from autogram.sandbox.graph.endpoint import GraphEndpoint
from autogram.sandbox.mailbox import Mailbox
from autogram.sandbox.messaging.attachments import Attachments
from autogram.sandbox.messaging.sending import Sending
from autogram.sandbox.publishing.containers import Containers
from autogram.sandbox.publishing.fetching import Library
from autogram.sandbox.publishing.inspection import Inspector
from autogram.sandbox.table import operation_table
from autogram.sandbox.unofficial.endpoint import UnofficialEndpoint
from autogram.sandbox.unofficial.visit import MOBILE_HOSTS, WEB_HOST
from autogram.sandbox.webhooks.postman import Postman
from autogram.sandbox.world import AppIdentity, World

HOSTS = (
    "graph.instagram.com",
    "graph.facebook.com",
    "api.instagram.com",
    "www.instagram.com",
    "www.facebook.com",
    AI_HOST,
    *MOBILE_HOSTS,
)
# What the official API's logins and permalinks have on the website; everything else there is the website's own.
OFFICIAL_PAGES = ("oauth", "p", "reel", "stories")
METHODS = ["GET", "POST", "DELETE"]


class Sandbox(Starlette):
    """Starlette that lets faults reach the connection itself."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, keeping the server's own `send`: its transport is what a drop fault cuts.

        Requests that come with an emulated host's own name need no prefix.
        """
        scope["sandbox.send"] = send
        _follow_host(scope)
        await super().__call__(scope, receive, send)


def create_app(
    *,
    state: Path | None = None,
    public_url: str = "http://127.0.0.1:8001",
    smtp_port: int | None = None,
    app_id: str = "sandbox-app",
    app_secret: str = "sandbox-secret",  # noqa: S107  # a constant of the sandbox, no secret of anybody
    verify_token: str = "sandbox-verify",  # noqa: S107
    webhook_url: str | None = None,
) -> Starlette:
    """Build a sandbox.

    Everything it knows survives a restart in the file `state`, or stays in memory without one. `public_url` is written
    into the links it answers with. With `smtp_port` its lifespan also runs a mailbox on 127.0.0.1. With `webhook_url`
    webhooks go there from the start, without a handshake.
    """
    world = World(state=state, public_url=public_url, app=AppIdentity(app_id, app_secret, verify_token))
    people.seed(world)
    if webhook_url:
        world.save_value("webhook", {"url": webhook_url})
    world.store.write()
    library = Library(state.with_suffix(".media") if state else None)
    endpoint = GraphEndpoint(
        world, operation_table(Containers(library, Inspector()), Sending(Attachments(library)), Drawing(library))
    )
    unofficial = UnofficialEndpoint(world, endpoint.faults, endpoint.journal)
    postman = Postman(world, endpoint.faults)
    mailbox = Mailbox(world, smtp_port) if smtp_port is not None else None

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        if mailbox:
            await mailbox.start()
        postman.wake()
        yield
        await postman.stop()
        if mailbox:
            await mailbox.stop()
        await library.close()
        world.store.close()

    routes = [route for host in HOSTS for route in _host_routes(host, endpoint, unofficial)] + control_routes()
    app = Sandbox(
        routes=routes,
        lifespan=lifespan,
        middleware=[Middleware(ControlSharing)],
        exception_handlers={HTTPException: _problem, InvalidInput: _invalid},
    )
    app.state.world, app.state.endpoint, app.state.library, app.state.mailbox = world, endpoint, library, mailbox
    app.state.postman, app.state.hosts = postman, list(HOSTS)
    return app


def _host_routes(host: str, endpoint: GraphEndpoint, unofficial: UnofficialEndpoint) -> list[Route]:
    async def answer(request: Request) -> Response:
        first = request.path_params.get("path", "").partition("/")[0]
        if host in MOBILE_HOSTS or (host == WEB_HOST and first not in OFFICIAL_PAGES):
            return await unofficial(request, host)
        return await endpoint(request, host)

    return [Route(f"/{host}/{{path:path}}", answer, methods=METHODS), Route(f"/{host}", answer, methods=METHODS)]


def _follow_host(scope: Scope) -> None:
    """Put the host's name before the path when the request was sent to that host by name."""
    if scope["type"] != "http":
        return
    host = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1").partition(":")[0]
    path = scope["path"]
    if host in HOSTS and not path.startswith((f"/{host}/", "/_sandbox")):
        scope["path"] = f"/{host}{path}"
        scope["raw_path"] = scope["path"].encode()


async def _problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    return JSONResponse({"error": problem.detail}, problem.status_code)


async def _invalid(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, InvalidInput)
    return JSONResponse({"error": "invalid input", "problems": problem.problems}, 422)
