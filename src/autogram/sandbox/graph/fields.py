"""The `fields` parameter: `id,caption,children.limit(2){id,media_type}`."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from autogram.sandbox.graph.errors import GraphError, Json, bad_parameter
from autogram.sandbox.world import World

N = TypeVar("N")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MODIFIER = re.compile(r"\.([a-z_]+)\(([^()]*)\)")


class Missing:
    """A field this object does not have; it is left out of the answer."""


MISSING = Missing()


@dataclass
class Field:
    """One requested field with its modifiers and its own fields."""

    name: str
    modifiers: dict[str, str] = field(default_factory=dict)
    fields: list["Field"] = field(default_factory=list)


def parse_fields(text: str) -> list[Field]:
    """Read a field list; a syntax error is code 2500, as on the Graph API."""
    text = text.replace(" ", "")
    fields, position = _parse_list(text, 0)
    if position != len(text):
        raise _syntax_error(text, position)
    return fields


def _parse_list(text: str, position: int) -> tuple[list[Field], int]:
    found: list[Field] = []
    while position < len(text):
        if text[position] == ",":
            position += 1
            continue
        match = NAME.match(text, position)
        if match is None:
            break
        asked = Field(match.group())
        position = match.end()
        while modifier := MODIFIER.match(text, position):
            asked.modifiers[modifier.group(1)] = modifier.group(2)
            position = modifier.end()
        if position < len(text) and text[position] == "{":
            asked.fields, position = _parse_list(text, position + 1)
            if position >= len(text) or text[position] != "}":
                raise _syntax_error(text, position)
            position += 1
        found.append(asked)
    return found, position


def _syntax_error(text: str, position: int) -> GraphError:
    found = text[position : position + 1]
    return GraphError(
        2500, f'Syntax error "Expected end of string instead of "{found}"." at character {position}: {text}'
    )


@dataclass(frozen=True)
class NodeType(Generic[N]):
    """How objects of one kind are written: their fields, and the edges that can be expanded.

    An edge gets the requested field with its modifiers and returns the whole value (`{"data": […]}`).
    """

    name: str
    fields: dict[str, Callable[[World, N], Any]]
    edges: dict[str, Callable[[World, N, Field], Any]] = field(default_factory=dict)
    defaults: Sequence[str] = ("id",)

    def render(self, world: World, node: N, asked: Iterable[Field]) -> Json:
        """Write one object with the fields asked for; `id` always comes along."""
        answer: Json = {}
        for wanted in asked or [Field(name) for name in self.defaults]:
            value = self._value(world, node, wanted)
            if value is not MISSING:
                answer[wanted.name] = value
        if "id" not in answer:
            answer["id"] = self.fields["id"](world, node)
        return answer

    def _value(self, world: World, node: N, wanted: Field) -> Any:
        if reader := self.fields.get(wanted.name):
            return reader(world, node)
        if expand := self.edges.get(wanted.name):
            return expand(world, node, wanted)
        raise bad_parameter(f"Tried accessing nonexistent field ({wanted.name}) on node type ({self.name})")
