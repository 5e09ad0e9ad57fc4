"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Home = Annotated[
    Path | None, typer.Option("--home", help="Folder for database, media and secrets (AUTOGRAM_HOME, ./.autogram).")
]
Host = Annotated[str | None, typer.Option("--host", help="Address to listen on (AUTOGRAM_HOST, 127.0.0.1).")]
Port = Annotated[int | None, typer.Option("--port", help="Port to listen on (AUTOGRAM_PORT, 8000).")]
SandboxPort = Annotated[int | None, typer.Option("--sandbox-port", help="Port of the sandbox (SANDBOX_PORT, 8001).")]
SmtpPort = Annotated[int | None, typer.Option("--smtp-port", help="Port of its mailbox (SANDBOX_SMTP_PORT, 8025).")]
SandboxOwnPort = Annotated[
    int | None, typer.Option("--port", "--sandbox-port", help="Port to listen on (SANDBOX_PORT, 8001).")
]
