"""The reference pages name everything there is, and nothing that is not."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

import autogram
from autogram.api.routers import API_PREFIX
from autogram.cli.main import app as cli
from autogram.core.errors import AppError, problem_code
from autogram.core.settings import SettingsGroup, setting_names
from autogram.identity.permissions import ROLE_PERMISSIONS, Permission, Role
from autogram.jobs.api import HANDLERS, SCHEDULES

ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)


def _rows(page: str) -> dict[str, list[str]]:
    """The cells of each table row whose first cell is code, by that code."""
    return {name: [cell.strip() for cell in re.split(r"(?<!\\)\|", rest)] for name, rest in ROW.findall(page)}


def test_every_setting_is_in_the_reference(pages):
    assert _difference(_rows(pages["docs/reference/settings.md"]), setting_names()) == []


def test_every_setting_is_in_the_example_file_with_its_default(root: Path):
    lines = (root / ".env.example").read_text().splitlines()

    assert [line for name, default in _defaults() if (line := f"# {name}={default}") not in lines] == []
    assert len([line for line in lines if re.match(r"# [A-Z_]+=", line)]) == len(setting_names())


def test_the_example_file_sets_nothing(root: Path):
    assert [line for line in (root / ".env.example").read_text().splitlines() if line and line[0] != "#"] == []


def _defaults() -> Iterator[tuple[str, str]]:
    """Each setting with its default as one writes it; secrets, and what is worked out at start, are empty."""
    for group in SettingsGroup.__subclasses__():
        for name, field in group.model_fields.items():
            default: Any = field.default
            if default in (None, (), PydanticUndefined) or isinstance(default, SecretStr):
                default = ""
            yield name.upper(), str(default).lower() if isinstance(default, bool) else str(default)


def test_every_command_and_option_is_in_the_reference(pages):
    page = pages["docs/reference/cli.md"]
    sections = {
        heading: _rows(text) for heading, text in re.findall(r"^## `(.+?)`\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    }
    commands = dict(_commands(typer.main.get_command(cli), "autogram"))

    assert sorted(sections) == sorted(commands)
    for name, command in commands.items():
        documented = {option for cell in sections[name] for option in cell.split(", ")}
        options = {option for parameter in command.params for option in parameter.opts}
        assert documented == options, name


def _commands(command: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The commands that do something, and the program itself; a group without options is only a word."""
    if not hasattr(command, "commands") or command.params:
        yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from _commands(inner, f"{path} {name}")


def test_every_job_is_in_the_reference_with_its_limits(pages):
    rows = _rows(pages["docs/reference/jobs.md"])

    assert _difference(rows, HANDLERS) == []
    for name, policy in HANDLERS.items():
        assert rows[name][1] == str(policy.max_attempts), f"attempts of {name}"
        assert (rows[name][2] != "") == bool(policy.key or policy.at_once), f"limits of {name}"


def test_every_schedule_is_in_the_reference(pages):
    rows = _rows(pages["docs/reference/jobs.md"])
    scheduled = {schedule.message.name: f"`{schedule.cron}`" for schedule in SCHEDULES}

    assert {name: cells[3] for name, cells in rows.items() if cells[3]} == scheduled


def test_every_problem_is_in_the_reference_with_its_status(pages, sources):
    rows = _rows(pages["docs/reference/problems.md"])
    problems = {problem_code(error): error for error in _raised_errors(sources)}

    assert _difference(rows, problems) == []
    assert {code: rows[code][0] for code in problems} == {code: str(error.status) for code, error in problems.items()}
    assert [code for code in problems if len(rows[code][1]) < 15] == []


def _raised_errors(sources) -> list[type[AppError]]:
    """Every error a caller can meet: a class that only others are made from is not one."""
    for module in pkgutil.walk_packages(autogram.__path__, "autogram."):
        importlib.import_module(module.name)
    used = {name for source in sources for name in source.names_used}
    return [error for error in _subclasses(AppError) if error.__name__ in used]


def _subclasses(error: type[AppError]) -> Iterator[type[AppError]]:
    for inner in error.__subclasses__():
        if inner.__module__.startswith("autogram."):
            yield inner
        yield from _subclasses(inner)


def test_every_permission_is_in_the_reference_with_who_has_it(pages):
    rows = _rows(pages["docs/reference/permissions.md"])

    assert _difference(rows, Permission) == []
    for permission in Permission:
        holders = "everybody" if permission in ROLE_PERMISSIONS[Role.USER] else "admins"
        assert rows[permission][0] == holders, permission


def test_every_route_is_in_the_reference_with_its_permission(pages, routes):
    rows = _rows(pages["docs/reference/http-api.md"]) | _rows(pages["docs/reference/compat.md"])

    assert _difference(rows, map(str, routes)) == []
    for route in routes:
        asked = ", ".join(f"`{permission}`" for permission in route.permissions or ()) or "anyone"
        assert rows[str(route)][0] == asked, str(route)


def _difference(documented, real) -> list[str]:
    """What is missing in the documentation, and what it names although it is not there."""
    documented, real = set(documented), {str(name) for name in real}
    return sorted([f"missing: {n}" for n in real - documented] + [f"not there: {n}" for n in documented - real])


def test_the_reference_of_routes_names_the_prefix(pages):
    assert f"`{API_PREFIX}`" in pages["docs/reference/http-api.md"]


LINK = re.compile(r'\]\(([^)\s]+)\)|<img src="([^"]+)"')


def test_every_link_between_our_pages_leads_somewhere(pages, root: Path):
    broken = [f"{page} → {target}" for page, text in pages.items() for target in _broken_links(root / page, text)]

    assert broken == []


def _broken_links(page: Path, text: str) -> Iterator[str]:
    for target in ("".join(found) for found in LINK.findall(_without_code(text))):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        aim = (page.parent / path).resolve() if path else page
        if not aim.exists() or (anchor and anchor not in _anchors(aim)):
            yield target


def _anchors(page: Path) -> set[str]:
    """The anchors that headings get: lower case, hyphens for spaces, other signs left out."""
    headings = re.findall(r"^#+ (.+)$", _without_code(page.read_text()), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)


def test_every_page_is_reached_from_the_map(pages, root: Path):
    reached, waiting = set(), {"docs/index.md"}
    while waiting:
        page = waiting.pop()
        reached.add(page)
        targets = ("".join(found).partition("#")[0] for found in LINK.findall(_without_code(pages[page])))
        aims = [((root / page).parent / target).resolve() for target in targets if target.endswith(".md")]
        waiting |= {str(aim.relative_to(root)) for aim in aims if aim.exists()} - reached

    assert sorted({page for page in pages if page.startswith("docs/")} - reached) == []


HEADINGS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
LONGEST_DECISION = 60


def test_every_decision_follows_the_template(pages):
    decisions = {page: text for page, text in pages.items() if re.match(r"docs/decisions/\d{4}-", page)}

    assert decisions
    for page, text in decisions.items():
        assert re.match(rf"# {page[15:19]} \S", text), page
        assert re.findall(r"^## (.+)$", text, re.M) == HEADINGS, page
        assert text.count("\n") <= LONGEST_DECISION, page


def test_the_numbers_of_decisions_have_no_gap_and_no_double(pages):
    numbers = [int(page[15:19]) for page in pages if re.match(r"docs/decisions/\d{4}-", page)]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_the_page_everybody_looks_for_is_there(pages, page: str):
    assert pages[page].startswith("# ")
