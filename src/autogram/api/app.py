"""The app factory: one place that says what the web application is made of."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from types import SimpleNamespace

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from autogram import __version__
from autogram.api import documentation, health, problems
from autogram.api.console import Console
from autogram.api.middleware import (
    BodyLimit,
    BugNet,
    RequestContext,
    SafeHeaders,
    answer_too_large,
    safe_headers,
)
from autogram.api.problems import problem_response
from autogram.api.routers import API_PREFIX, ROOT_ROUTERS, ROUTERS, UPLOAD_PATHS
from autogram.api.streams import LiveStreams
from autogram.compat.dm.envelope import DmErrors
from autogram.compat.exchange.envelope import ExchangeErrors
from autogram.compat.followers.envelope import FollowerErrors
from autogram.core.errors import AppError, ContentTooLarge
from autogram.core.runtime import Runtime
from autogram.core.settings import CoreSettings, Settings
from autogram.inbox.journal.intake import Desk, WebhookIntake

RuntimeOpener = Callable[[], AbstractAsyncContextManager[Runtime]]


class Application(FastAPI):
    """A FastAPI application with something in front of it, on which no time is spent by FastAPI."""

    front: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.front(scope, receive, send)

    async def behind_front(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().__call__(scope, receive, send)


def create_app(settings: Settings, open_runtime: RuntimeOpener) -> FastAPI:
    """The whole web application; its runtime is opened and closed with it and found at `app.state.runtime`."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_runtime() as runtime:
            app.state.runtime = runtime
            app.state.desk = Desk(runtime)
            app.state.live = LiveStreams()
            try:
                yield
            finally:
                await app.state.desk.close()
                await app.state.live.close()

    app = Application(
        title="Autogram",
        version=__version__,
        summary="Run an Instagram presence yourself.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(health.router)
    app.include_router(documentation.router)
    for router in ROUTERS:
        app.include_router(router, prefix=API_PREFIX)
    for router in ROOT_ROUTERS:
        app.include_router(router)
    console = Console(app.router.default, settings)
    app.router.default = app.state.console = console
    problems.install(app)
    _add_middleware(app, settings)
    app.front = WebhookIntake(
        app.behind_front,
        desk=lambda: app.state.desk,
        headers=safe_headers(settings.core.public_url),
        problem=partial(_webhook_problem, settings.core),
    )
    return app


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """The last one added is the outermost: the request's id stands in every answer, errors included."""
    core = settings.core
    app.add_middleware(BugNet)
    app.add_middleware(
        BodyLimit,
        limit_bytes=core.max_body_bytes,
        upload_limit_bytes=settings.media.media_max_bytes,
        upload_paths=UPLOAD_PATHS,
    )
    app.add_middleware(DmErrors)
    app.add_middleware(FollowerErrors)
    app.add_middleware(ExchangeErrors)
    if core.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(core.cors_origins),
            allow_credentials=True,
            allow_methods=["*"],
            allow_headers=["Authorization", "Content-Type", "X-Workspace-Id", "Idempotency-Key", "Last-Event-ID"],
            expose_headers=["X-Request-Id", "Retry-After"],
        )
    app.add_middleware(SafeHeaders, public_url=core.public_url)
    app.add_middleware(RequestContext)


def _webhook_problem(core: CoreSettings, error: AppError) -> ASGIApp:
    """The answer to an error at the webhook, with everything that any other answer has around it."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        scope["route"] = SimpleNamespace(path="webhook")
        if isinstance(error, ContentTooLarge):
            await answer_too_large(error, scope, receive, send)
        else:
            await problem_response(error)(scope, receive, send)

    return RequestContext(SafeHeaders(DmErrors(answer), public_url=core.public_url))
