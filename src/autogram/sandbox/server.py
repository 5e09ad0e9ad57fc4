"""Running the sandbox as a process."""

from pathlib import Path

import uvicorn

from autogram.sandbox.app import create_app

GRACE_SECONDS = 2


def serve(*, host: str, port: int, smtp_port: int | None, state: Path | None, webhook_url: str | None = None) -> None:
    """Run the sandbox until SIGINT or SIGTERM; open requests get two seconds to end."""
    # A server for every interface is still reached from here by the loopback address.
    reachable = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    app = create_app(state=state, public_url=f"http://{reachable}:{port}", smtp_port=smtp_port, webhook_url=webhook_url)
    uvicorn.run(
        app,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
