"""House rules that no linter knows."""

import ast
import types
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Union, get_args, get_origin
from uuid import UUID

import pytest

from autogram.core import clock
from autogram.core.ids import new_id
from autogram.jobs.api import HANDLERS, MESSAGES, SCHEDULES, JobMessage

# The sandbox stands alone: it is no part of the product and has a database and errors of its own.
SANDBOX = "src/autogram/sandbox/"


def test_only_the_edge_commits(sources):
    edges = ("src/autogram/core/", "src/autogram/jobs/", "migrations/", SANDBOX)

    calls = [call for source in sources if not source.is_below(*edges) for call in source.calls("commit", "rollback")]

    assert calls == []


def test_domains_raise_named_errors(sources):
    elsewhere = ("src/autogram/core/", "src/autogram/api/", SANDBOX)

    assert [s.path for s in sources if not s.is_below(*elsewhere) and "HTTPException" in s.names_mentioned] == []


def test_only_the_settings_read_the_environment(sources):
    readers = [s.path for s in sources if {"os.environ", "os.getenv", "os.putenv"} & s.attributes]

    assert readers == ["src/autogram/core/settings.py"]


def test_only_the_command_line_prints(sources):
    printing = [
        call for source in sources if not source.is_below("src/autogram/cli/") for call in source.calls("print")
    ]

    assert printing == []


def test_only_the_clock_asks_for_the_time(sources):
    exempt = ("src/autogram/core/clock.py", "src/autogram/cli/", SANDBOX)
    readers = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}

    assert [s.path for s in sources if not s.is_below(*exempt) and readers & s.attributes] == []


def test_every_file_says_what_it_is_for(sources):
    assert [s.path for s in sources if s.tree.body and not ast.get_docstring(s.tree)] == []


def test_every_route_asks_for_a_permission_or_is_marked_public(routes):
    assert [str(route) for route in routes if route.permissions is None] == []


def test_every_route_in_the_schema_is_described(routes):
    assert [str(route) for route in routes if route.is_in_schema and not route.is_described] == []


def test_every_message_has_a_handler():
    assert sorted(set(MESSAGES) - set(HANDLERS)) == []


def test_every_scheduled_message_needs_no_fields():
    assert [s.message.name for s in SCHEDULES if any(f.is_required() for f in s.message.model_fields.values())] == []


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_message_is_the_same_after_its_way_through_the_queue(name: str):
    message = _filled(MESSAGES[name])

    assert type(message).model_validate_json(message.model_dump_json().encode()) == message


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_a_message_is_named_after_its_domain_and_its_work(name: str):
    domain = MESSAGES[name].__module__.split(".")[1]

    assert name.split(".")[0] == domain
    assert name.split(".")[1].replace("_", "") == MESSAGES[name].__name__.lower()


def _filled(message: type[JobMessage]) -> JobMessage:
    return message(**{name: _value(field.annotation) for name, field in message.model_fields.items()})


def _value(annotation: Any) -> Any:
    """Any value of the type. Extend it when a message first has a field of another type."""
    if get_origin(annotation) in {Union, types.UnionType}:
        annotation = next(_without_none(annotation))
    if get_origin(annotation) in {list, tuple}:
        return [_value(get_args(annotation)[0])]
    return {UUID: new_id(), str: "“text”", int: 7, bool: True, float: 0.5, datetime: clock.now()}[annotation]


def _without_none(annotation: Any) -> Iterator[Any]:
    return (kind for kind in get_args(annotation) if kind is not type(None))
