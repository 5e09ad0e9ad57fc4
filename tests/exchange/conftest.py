"""A community, the people of it, and somebody else's."""

from collections.abc import Iterator
from dataclasses import replace

import httpx2
import pytest
from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession
from tests.exchange.organiser import Organiser, an_organiser
from tests.identity.post import Mailbox
from tests.people import signed_in_admin

from autogram.core.runtime import Runtime
from autogram.exchange.community import service
from autogram.exchange.community.models import Community
from autogram.exchange.community.schemas import MemberFacts


@pytest.fixture
async def organiser(api: httpx2.AsyncClient, runtime: Runtime) -> Organiser:
    """Somebody whose workspace has a community, which is in front."""
    return await an_organiser(api, runtime, is_front=True)


@pytest.fixture
async def stranger(api: httpx2.AsyncClient, runtime: Runtime) -> Organiser:
    """Somebody who runs another community in another workspace."""
    return await an_organiser(api, runtime)


@pytest.fixture
async def community(organiser: Organiser, session: AsyncSession) -> Community:
    """The organiser's."""
    return await service.get_community(session, organiser.community_id)


@pytest.fixture
async def members(organiser: Organiser) -> list[MemberFacts]:
    """Anna, Boris and Chloe, who joined long ago."""
    return await organiser.members("anna", "boris", "chloe")


@pytest.fixture
async def admin_headers(api: httpx2.AsyncClient) -> dict[str, str]:
    """Of an admin of the installation, who has nothing to do with the community."""
    return await signed_in_admin(api)


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Mailbox]:
    mailbox = Mailbox()
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture
def mailbox(mail_server: Mailbox) -> Mailbox:
    """An empty mailbox behind a real SMTP server."""
    mail_server.clear()
    return mail_server


@pytest.fixture
async def post_runtime(runtime: Runtime, mailbox: Mailbox) -> Runtime:
    """A runtime that can send mail."""
    mail = runtime.settings.mail.model_copy(update={"smtp_url": SecretStr(mailbox.url)})
    return replace(runtime, settings=replace(runtime.settings, mail=mail))
