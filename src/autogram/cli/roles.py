"""One role each, for more machines than one."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autogram.cli.loading import without_collecting
from autogram.cli.options import Home, Host, Port, SandboxOwnPort, SmtpPort
from autogram.core.settings import Settings, load_settings

if TYPE_CHECKING:
    from autogram.core.runtime import Runtime


def api(home: Home = None, host: Host = None, port: Port = None) -> None:
    """Serve the API."""
    from autogram.cli.databases import running_database
    from autogram.cli.parent import exit_with_parent

    settings = load_settings(autogram_home=home, autogram_host=host, autogram_port=port)
    with running_database(settings) as url:
        exit_with_parent()
        _run(_serve(settings, url))


async def _serve(settings: Settings, url: str) -> None:
    with without_collecting():
        import uvicorn

        from autogram.api.app import create_app
        from autogram.cli.startup import started

    async with started(settings, url) as runtime:
        await _invite_first_admin(runtime)
        app = create_app(settings, lambda: nullcontext(runtime))
        config = uvicorn.Config(
            app,
            host=settings.core.autogram_host,
            port=settings.core.autogram_port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=5,
            server_header=False,
            # Who is asking is worked out from TRUSTED_PROXIES, not from what anybody may claim.
            proxy_headers=False,
        )
        server = uvicorn.Server(config)

        def stop() -> None:
            server.should_exit = True
            # A stream never ends by itself, and the server waits for every answer.
            app.state.live.end_streams()

        # uvicorn sends itself the signal again when it has stopped; by default that would end us before our clean-up.
        _on_stop_signals(stop)
        await server.serve()


async def _invite_first_admin(runtime: "Runtime") -> None:
    """While nobody has an account, whoever reads this may make the first."""
    from autogram.identity import service as identity

    async with runtime.database.reading() as session:
        if not await identity.needs_setup(session):
            return
    core = runtime.settings.core
    address = core.public_url or f"http://{core.autogram_host}:{core.autogram_port}"
    typer.echo(f"Make the first admin: {address}/setup#{identity.setup_key(runtime.keyring)}", err=True)


def _on_stop_signals(act: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, act)


def worker(home: Home = None) -> None:
    """Do the work: publish, refresh, send, watch. Stops without losing any when told to."""
    from autogram.cli.databases import running_database
    from autogram.cli.parent import exit_with_parent

    settings = load_settings(autogram_home=home)
    with running_database(settings) as url:
        exit_with_parent()
        _run(_work(settings, url))


async def _work(settings: Settings, url: str) -> None:
    with without_collecting():
        from autogram.cli.startup import started
        from autogram.jobs.worker import run_worker

    stop = asyncio.Event()
    _on_stop_signals(stop.set)
    async with started(settings, url) as runtime:
        await run_worker(runtime, stop)


def _run(work: "asyncio._CoroutineLike[None]") -> None:
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)  # type: ignore[arg-type]  # a coroutine
    else:
        uvloop.run(work)  # type: ignore[arg-type]  # a coroutine


def sandbox(
    home: Home = None,
    host: Host = None,
    port: SandboxOwnPort = None,
    smtp_port: SmtpPort = None,
    state: Annotated[Path | None, typer.Option(help="File that keeps it across restarts; else memory only.")] = None,
    webhook: Annotated[str | None, typer.Option(help="Where webhooks are delivered from the start.")] = None,
) -> None:
    """Serve an Instagram of your own: offline, with people, faults and a clock. Useful without the rest."""
    from autogram.cli.parent import exit_with_parent
    from autogram.sandbox.server import serve

    settings = load_settings(autogram_home=home, autogram_host=host, sandbox_port=port, sandbox_smtp_port=smtp_port)
    core = settings.core
    exit_with_parent()
    serve(
        host=core.autogram_host,
        port=core.sandbox_port,
        smtp_port=core.sandbox_smtp_port,
        state=state,
        webhook_url=webhook,
    )


def migrate(home: Home = None) -> None:
    """Bring the database's schema up to date. The other roles do it too when they start."""
    from autogram.cli.databases import running_database
    from autogram.cli.startup import started

    settings = load_settings(autogram_home=home)

    async def run(url: str) -> None:
        async with started(settings, url):
            typer.echo("The database is up to date.")

    with running_database(settings) as url:
        asyncio.run(run(url))
