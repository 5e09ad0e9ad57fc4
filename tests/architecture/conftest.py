"""The code and its documentation, as the tests of this folder look at them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import iter_route_contexts

from autogram.api.app import create_app
from autogram.core.settings import Settings

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Route:
    """One method of one path, with the permissions its dependencies ask for; None if no dependency says anything."""

    method: str
    path: str
    permissions: tuple[str, ...] | None
    is_described: bool
    is_in_schema: bool

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Source:
    """One Python file of ours."""

    path: str
    tree: ast.Module

    def is_below(self, *folders: str) -> bool:
        return self.path.startswith(folders)

    def calls(self, *names: str) -> Iterator[str]:
        """Where one of these functions or methods is called: `path:line`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and _last_name(node.func) in names:
                yield f"{self.path}:{node.lineno}"

    @cached_property
    def names_used(self) -> set[str]:
        """What is called or raised."""
        called = (node.func for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        raised = (node.exc for node in ast.walk(self.tree) if isinstance(node, ast.Raise) and node.exc)
        return {_last_name(node) for node in (*called, *raised)}

    @cached_property
    def names_mentioned(self) -> set[str]:
        """Every name, imported or used."""
        imported = (a.name for n in ast.walk(self.tree) if isinstance(n, ast.ImportFrom | ast.Import) for a in n.names)
        return {*imported, *(_last_name(node) for node in ast.walk(self.tree) if isinstance(node, ast.expr))}

    @cached_property
    def attributes(self) -> set[str]:
        """Every `name.attribute`, as written."""
        found = (node for node in ast.walk(self.tree) if isinstance(node, ast.Attribute))
        return {f"{node.value.id}.{node.attr}" for node in found if isinstance(node.value, ast.Name)}


def _last_name(node: ast.AST) -> str:
    """`f` of `f`, `a.f` and `a.b.f`; empty for anything else."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    """Every Python file of the product and its migrations."""
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "migrations").rglob("*.py")]
    return [Source(str(file.relative_to(ROOT)), ast.parse(file.read_text())) for file in sorted(files)]


@pytest.fixture(scope="session")
def routes(settings: Settings) -> list[Route]:
    """Every route of the application that is ours; FastAPI's own pages are not."""
    app = create_app(settings, lambda: pytest.fail("no route is called here"))
    found = [context for context in iter_route_contexts(app.routes) if hasattr(context, "dependant")]
    return [_route(context, method) for context in found for method in sorted(context.methods or ())]


def _route(context: Any, method: str) -> Route:
    asked = list(_permissions(context.dependant))
    flat = tuple(dict.fromkeys(permission.value for group in asked for permission in group))
    described = bool(context.summary or context.endpoint.__doc__)
    return Route(method, context.path, flat if asked else None, described, context.include_in_schema)


def _permissions(dependant: Any) -> Iterator[Any]:
    permissions = getattr(dependant.call, "permissions", None)
    if permissions is not None:
        yield permissions
    for inner in dependant.dependencies:
        yield from _permissions(inner)


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Every Markdown page of ours, by its path."""
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    return {str(file.relative_to(ROOT)): file.read_text() for file in sorted(files)}
