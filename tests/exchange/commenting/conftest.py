"""A community that has its members' posts commented on."""

import pytest
from tests.exchange.commenting.troupe import Star, Troupe, Writer, without_waiting
from tests.exchange.organiser import Organiser
from tests.servers import Instagram


@pytest.fixture
async def troupe(organiser: Organiser, instagram: Instagram) -> Troupe:
    """The organiser's community, with a helper that reads."""
    troupe = Troupe(without_waiting(organiser), instagram)
    await troupe.has_a_helper()
    return troupe


@pytest.fixture
async def star(troupe: Troupe) -> Star:
    """A consumer with one post."""
    return await troupe.consumer()


@pytest.fixture
async def writer(troupe: Troupe) -> Writer:
    """A producer who approves each text."""
    return await troupe.producer()
