"""A front end written for the predecessor, of which only the base address was changed."""

import httpx2
import pytest
from tests.compat.front_end import FrontEnd
from tests.identity.conftest import cheap_passwords, mail_server, mailbox, post_api, post_runtime
from tests.servers import Instagram

__all__ = ["cheap_passwords", "mail_server", "mailbox", "post_api", "post_runtime"]


@pytest.fixture
async def front_end(api: httpx2.AsyncClient) -> FrontEnd:
    """Somebody who has just registered."""
    front_end = FrontEnd(api)
    await front_end.register()
    return front_end


@pytest.fixture
async def shop(front_end: FrontEnd, instagram: Instagram) -> FrontEnd:
    """Somebody who has connected an account."""
    await front_end.connect(instagram)
    return front_end
