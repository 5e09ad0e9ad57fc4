"""The sandbox as an ASGI application: one server, every emulated host by path prefix."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from autogram.sandbox import people
from autogram.sandbox.ai.images import Drawing
from autogram.sandbox.control.reading import InvalidInput
from autogram.sandbox.control.routes import control_routes
from autogram.sandbox.graph.call import AI_HOST
from autogram.sandbox.graph.endpoint import GraphEndpoint
from autogram.sandbox.mailbox import Mailbox
from autogram.sandbox.messaging.attachments import Attachments
from autogram.sandbox.messaging.sending import Sending
from autogram.sandbox.publishing.containers import Containers
from autogram.sandbox.publishing.fetching import Library
from autogram.sandbox.publishing.inspection import Inspector
from autogram.sandbox.table import operation_table
from autogram.sandbox.webhooks.postman import Postman
from autogram.sandbox.world import AppIdentity, World

HOSTS = (
    "graph.instagram.com",
    "graph.facebook.com",
    "api.instagram.com",
    "www.instagram.com",
    "www.facebook.com",
    AI_HOST,
)
METHODS = ["GET", "POST", "DELETE"]


class Sandbox(Starlette):
    """Starlette that lets faults reach the connection itself."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, keeping the server's own `send`: its transport is what a drop fault cuts."""
        scope["sandbox.send"] = send
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

    routes = [route for host in HOSTS for route in _host_routes(host, endpoint)] + control_routes()
    app = Sandbox(
        routes=routes, lifespan=lifespan, exception_handlers={HTTPException: _problem, InvalidInput: _invalid}
    )
    app.state.world, app.state.endpoint, app.state.library, app.state.mailbox = world, endpoint, library, mailbox
    app.state.postman, app.state.hosts = postman, list(HOSTS)
    return app


def _host_routes(host: str, endpoint: GraphEndpoint) -> list[Route]:
    async def answer(request: Request) -> Response:
        return await endpoint(request, host)

    return [Route(f"/{host}/{{path:path}}", answer, methods=METHODS), Route(f"/{host}", answer, methods=METHODS)]


async def _problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    return JSONResponse({"error": problem.detail}, problem.status_code)


async def _invalid(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, InvalidInput)
    return JSONResponse({"error": "invalid input", "problems": problem.problems}, 422)
