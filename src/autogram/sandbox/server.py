"""Running the sandbox as a process."""

from pathlib import Path

import uvicorn

from autogram.sandbox.app import create_app

GRACE_SECONDS = 2


def serve(*, host: str, port: int, smtp_port: int | None, state: Path | None) -> None:
    """Run the sandbox until SIGINT or SIGTERM; open requests get two seconds to end."""
    app = create_app(state=state, public_url=f"http://{host}:{port}", smtp_port=smtp_port)
    uvicorn.run(
        app,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
