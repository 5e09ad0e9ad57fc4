"""A clock that nobody waits for."""

from collections.abc import Iterator

import pytest
import stamina


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Repeats come at once; how often is as in production."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield
