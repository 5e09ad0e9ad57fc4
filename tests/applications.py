"""Applications are built once and lent to tests: what FastAPI works out at the first request takes longer than most."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI

from autogram.api.app import RuntimeOpener, create_app
from autogram.core.runtime import Runtime
from autogram.core.settings import Settings

Routes = MappingProxyType[str, Callable[..., Any]]
NO_ROUTES: Routes = MappingProxyType({})


@dataclass
class BuiltApp:
    """An application of the test process. The test that has it now says what its runtime is."""

    settings: Settings
    routes: Routes
    open_runtime: RuntimeOpener | None = None
    app: FastAPI = field(init=False)

    def __post_init__(self) -> None:
        self.app = create_app(self.settings, self._opened)
        for path, route in self.routes.items():
            self.app.add_api_route(path, route, methods=["POST"])

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[Runtime]:
        assert self.open_runtime is not None
        async with self.open_runtime() as runtime:
            yield runtime


_free: list[BuiltApp] = []


@contextmanager
def an_application(settings: Settings, open_runtime: RuntimeOpener, routes: Routes = NO_ROUTES) -> Iterator[FastAPI]:
    """An application with these settings, not started, which nobody else has as long as the block runs."""
    suitable = [built for built in _free if built.settings == settings and built.routes == routes]
    built = suitable[0] if suitable else BuiltApp(settings, routes)
    _free[:] = [other for other in _free if other is not built]
    built.open_runtime = open_runtime
    yield built.app
    _free.append(built)


@asynccontextmanager
async def running(
    runtime: Runtime, settings: Settings | None = None, routes: Routes = NO_ROUTES
) -> AsyncIterator[FastAPI]:
    """A started application on this runtime; `settings` only if it is to be built with others than the runtime's."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Runtime]:
        yield runtime

    with an_application(settings or runtime.settings, opened, routes) as app:
        async with app.router.lifespan_context(app):
            yield app
