"""The reference page names every operation, switch and control call there is."""

from pathlib import Path
from typing import get_args

import pytest

from autogram.sandbox.acts.doing import DOING
from autogram.sandbox.ai.images import Drawing
from autogram.sandbox.control.routes import control_routes
from autogram.sandbox.graph.faults import PageTwist, Signal
from autogram.sandbox.messaging.attachments import Attachments
from autogram.sandbox.messaging.sending import Sending
from autogram.sandbox.publishing.containers import Containers
from autogram.sandbox.publishing.fetching import Library
from autogram.sandbox.publishing.inspection import Inspector
from autogram.sandbox.switches import Switches
from autogram.sandbox.table import operation_table
from autogram.sandbox.unofficial import table

# One kind of act may have several names: `block` and `unblock`.
ACTS = {name for kind in DOING for name in get_args(kind.model_fields["act"].annotation)}
PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "sandbox.md").read_text()
LIBRARY = Library(None)
TABLE = operation_table(Containers(LIBRARY, Inspector()), Sending(Attachments(LIBRARY)), Drawing(LIBRARY))
OPERATIONS = {operation.name for operation in (*TABLE.paths.values(), *TABLE.edges.values())}
UNOFFICIAL = {operation.name for operation in table.OPERATIONS}


@pytest.mark.parametrize("name", sorted(OPERATIONS | UNOFFICIAL))
def test_the_operation_is_documented(name: str):
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("name", sorted(Switches.model_fields))
def test_the_switch_is_documented(name: str):
    assert f"| `{name}` |" in PAGE


@pytest.mark.parametrize("route", control_routes(), ids=lambda route: f"{sorted(route.methods)}{route.path}")
def test_the_control_call_is_documented(route):
    [method] = route.methods - {"HEAD"}
    assert f"`{method} {route.path.rstrip('/')}" in PAGE


@pytest.mark.parametrize("name", sorted(ACTS))
def test_the_act_is_documented(name: str):
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("name", [*get_args(Signal), *get_args(PageTwist)])
def test_the_ending_of_a_fault_is_documented(name: str):
    assert f"`{name}`" in PAGE
