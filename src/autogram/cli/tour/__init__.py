"""`autogram demo`: the real thing, shown step by step, each step checked."""

import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from autogram.cli.options import Home
from autogram.core.settings import child_environment_without_settings, load_settings

STOP_SECONDS = 60.0
DEMO_FOLDER = "demo"


def demo(
    leave: Annotated[
        bool, typer.Option("--exit", help="End after the tour; status 0 only if every step held.")
    ] = False,
    home: Home = None,
) -> None:
    """Start everything with a sandbox and show the main job: connect, upload, schedule, publish once, prove it."""
    from autogram.cli.tour.scene import StepFailed
    from autogram.cli.tour.story import tell

    console = Console(highlight=False)
    settings = load_settings(autogram_home=home)
    folder = settings.home / DEMO_FOLDER
    ports = _free_ports(settings.core.autogram_port, settings.core.sandbox_port, settings.core.sandbox_smtp_port)
    console.print(
        "[bold]Autogram[/bold] shows you its main job, on an Instagram of its own. Nothing leaves this machine."
    )
    group = _start(folder, ports)
    failed = False
    try:
        began = time.monotonic()
        try:
            tell(console, f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}", group, folder, began)
        except StepFailed as failure:
            failed = True
            console.print(f"\n[bold red]This step did not hold:[/bold red] {failure}")
        if not leave and not failed:
            console.print("\nEverything keeps running. [bold]Ctrl-C[/bold] stops it.")
            group.wait()
    except KeyboardInterrupt:
        console.print("\nStopping …")
    finally:
        _stop(group)
    raise typer.Exit(1 if failed else 0)


def _start(folder: Path, ports: tuple[int, int, int]) -> "subprocess.Popen[bytes]":
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "autogram.cli.main", "up", "--sandbox", "--home", str(folder)]
    names = ("--port", "--sandbox-port", "--smtp-port")
    command += [word for name, port in zip(names, ports, strict=True) for word in (name, str(port))]
    with (folder / "demo.log").open("ab") as log:
        # Away from the .env and the settings of a real installation: the demo must never touch one.
        environment = child_environment_without_settings()
        return subprocess.Popen(command, stderr=log, env=environment, cwd=folder, start_new_session=True)  # noqa: S603


def _stop(group: "subprocess.Popen[bytes]") -> None:
    group.terminate()
    try:
        group.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        group.kill()


def _free_ports(*wanted: int) -> tuple[int, int, int]:
    """The usual ports, or free ones where somebody else has them."""
    chosen: list[int] = []
    for port in wanted:
        for candidate in (port, 0):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", candidate))
                except OSError:
                    continue
                chosen.append(probe.getsockname()[1])
                break
    return chosen[0], chosen[1], chosen[2]
