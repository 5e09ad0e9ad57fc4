"""A community whose weeks are verified at the sandbox."""

from typing import Any

import pytest
from tests.exchange.organiser import Organiser
from tests.exchange.verification.circle import Circle
from tests.servers import Instagram


@pytest.fixture
def circle(organiser: Organiser, instagram: Instagram) -> Circle:
    """Without members and without a helper."""
    return Circle(organiser, instagram)


@pytest.fixture
async def helper(circle: Circle) -> Instagram:
    return await circle.helper()


@pytest.fixture
async def post(circle: Circle, helper: Instagram, members: list[Any]) -> dict[str, Any]:
    """What Anna asked for last week; Boris and Chloe are to comment, and a helper reads."""
    made = circle.post()
    await circle.asks(members[0], made)
    return made
