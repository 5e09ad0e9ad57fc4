"""Variables in texts."""

import pytest

from autogram.inbox.conversations.variables import fill, first_name, unknown_variables

VALUES = {"first_name": "Ben", "username": "ben.k", "account": "sunny.bakery", "agent_name": None}
FILLED = [
    ("Hi {{first_name}}!", "Hi Ben!"),
    ("Hi {{ first_name }}!", "Hi Ben!"),
    ("Hi {{first_name|there}}!", "Hi Ben!"),
    ("Yours, {{agent_name|the team}}", "Yours, the team"),
    ("Yours, {{agent_name}}", "Yours,"),
    ("@{{username}} of {{account}}", "@ben.k of sunny.bakery"),
    ("{single} {{", "{single} {{"),
]


@pytest.mark.parametrize(("text", "expected"), FILLED)
def test_variables_are_filled_in(text: str, expected: str) -> None:
    assert fill(text, VALUES) == expected


def test_a_value_that_looks_like_a_variable_stays_a_word() -> None:
    assert fill("Hi {{first_name}}", {"first_name": "{{username}}", "username": "ben.k"}) == "Hi {{username}}"


def test_what_is_no_variable_is_named() -> None:
    assert unknown_variables("{{first_name}} {{surname|x}} {{}}") == ["surname", ""]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ben Kohl", "Ben"), ("✨ Ben ✨", "Ben"), ("Kohl, Ben", "Kohl"), ("✨", None), ("", None), (None, None)],
)
def test_a_first_name_has_letters(name: str | None, expected: str | None) -> None:
    assert first_name(name) == expected
