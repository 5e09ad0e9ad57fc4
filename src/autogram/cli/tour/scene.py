"""Who does what where in the tour, and how a claim is checked."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx2
from rich.console import Console

T = TypeVar("T")


class StepFailed(Exception):
    """Something the tour promised did not hold."""


def check(holds: object, what: str) -> None:
    if not holds:
        raise StepFailed(what)


@dataclass
class Scene:
    """Who does what where. `facts` is filled by the steps for those after them."""

    api: httpx2.Client
    sandbox: httpx2.Client
    console: Console
    folder: Path
    facts: dict[str, Any] = field(default_factory=dict)

    def ask(self, method: str, path: str, *, expect: int = 200, **options: Any) -> Any:
        """The answer's JSON. Raises `StepFailed` unless the status is the expected one."""
        answer = self.api.request(method, f"/api/v1{path}", **options)
        check(answer.status_code == expect, f"{method} {path} answered {answer.status_code}: {answer.text[:300]}")
        return answer.json() if answer.content else None

    def told(self, text: str) -> None:
        self.console.print(f"    [green]✓[/green] {text}")

    def play(self, method: str, path: str, **options: Any) -> Any:
        """What the sandbox's control API answers. Raises `StepFailed` if it refuses."""
        answer = self.sandbox.request(method, f"/_sandbox{path}", **options)
        check(answer.is_success, f"the sandbox answered {answer.status_code} to {method} {path}: {answer.text[:300]}")
        return answer.json()


def wait_for(find: Callable[[], T | None], what: str, seconds: float = 15) -> T:
    """What `find` gives as soon as it gives something. Raises `StepFailed` with `what` when the time is over."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = find()
        if found:
            return found
        time.sleep(0.1)
    raise StepFailed(f"{what} within {seconds:.0f} seconds")
