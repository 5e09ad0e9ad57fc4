"""How these routes learn who is asking, of which community, and whether it is allowed here at all."""

from typing import Annotated

from fastapi import Depends, Header

from autogram.core.db import Reading, Session
from autogram.core.runtime import Runtime
from autogram.exchange.commenting import service
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.identity.access import ClientAddress, Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.instagram.web.switch import require_unofficial_access

Viewer = Annotated[Actor, requires(Permission.VIEW_EXCHANGE)]
Manager = Annotated[Actor, requires(Permission.MANAGE_EXCHANGE)]
LinkSecret = Annotated[
    str, Header(alias="X-Link-Secret", max_length=200, description="The secret that registering answered with.")
]


def _switched_on(runtime: Running) -> Runtime:
    """The operator has allowed it; else nobody is even asked for a password."""
    require_unofficial_access(runtime.settings)
    return runtime


async def _registers(runtime: Running, address: ClientAddress) -> str:
    """A stranger's registration counts against their address."""
    await service.spend_for_address(runtime, address)
    return address


async def _visits(runtime: Running, address: ClientAddress) -> str:
    """So does trying personal links."""
    await service.spend_for_visit(runtime, address)
    return address


async def _written(slug: str, session: Session) -> Community:
    return await communities.community_by_slug(session, slug)


async def _read(slug: str, session: Reading) -> Community:
    return await communities.community_by_slug(session, slug)


SwitchedOn = Annotated[Runtime, Depends(_switched_on)]
only_switched_on = Depends(_switched_on)
Registering = Annotated[str, Depends(_registers)]
only_registering = Depends(_registers)
Visiting = Annotated[str, Depends(_visits)]
only_visiting = Depends(_visits)
# In the request's own unit of work, or its own reading.
WrittenCommunity = Annotated[Community, Depends(_written)]
ReadCommunity = Annotated[Community, Depends(_read)]
