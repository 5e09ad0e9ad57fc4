"""Which community a request is about, and who asks: its organisers, anybody within limits, or a member by link."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Query

from autogram.core.db import Reading, Session
from autogram.core.limits import RateLimit, spend
from autogram.exchange.community import service
from autogram.exchange.community.errors import MemberLinkUnknown
from autogram.exchange.community.models import Community
from autogram.exchange.community.schemas import MemberFacts
from autogram.identity.access import ClientAddress, Running, requires
from autogram.identity.permissions import Actor, Permission


@dataclass(frozen=True, slots=True)
class Kept:
    """A community, and who of its workspace changes something of it."""

    community: Community
    by_user: UUID


# A page of the console asks some five times; a room behind one address looks at it together.
BY_ADDRESS = RateLimit("exchange-public", 240, timedelta(minutes=1))


async def _anybody(runtime: Running, address: ClientAddress) -> None:
    """No sign-in is needed, and nobody asks without end. Raises `TooManyRequests`."""
    await spend(runtime.database, BY_ADDRESS, address)


_anybody.permissions = ()  # type: ignore[attr-defined]  # read by the test that no route lacks one
limited: Any = Depends(_anybody)


async def _link_holder(
    slug: str,
    runtime: Running,
    _limited: Annotated[None, limited],
    x_member_token: Annotated[
        str | None, Header(max_length=200, description="The secret of the personal link.")
    ] = None,
    token: Annotated[
        str | None, Query(max_length=200, description="The same, for those who can send no header.")
    ] = None,
) -> MemberFacts:
    """The member of this community whose link was sent; who is suspended has one, too. Raises `MemberLinkUnknown`."""
    async with runtime.database.reading() as session:
        community = await service.community_by_slug(session, slug)
        member = await service.member_by_link(session, x_member_token or token or "")
    if member.community_id != community.id:
        raise MemberLinkUnknown
    return member


_link_holder.permissions = ()  # type: ignore[attr-defined]  # read by the test that no route lacks one
LinkHolder = Annotated[MemberFacts, Depends(_link_holder)]


async def _viewed(session: Reading, actor: Annotated[Actor, requires(Permission.VIEW_EXCHANGE)]) -> Community:
    return await service.require_community(session, actor.workspace_id)


async def _kept(session: Session, actor: Annotated[Actor, requires(Permission.MANAGE_EXCHANGE)]) -> Kept:
    return Kept(await service.require_community(session, actor.workspace_id), actor.user_id)


Viewed = Annotated[Community, Depends(_viewed)]
"""The community of the workspace that the caller, who may see it, speaks of; a row of the request's `Reading`."""

Keeping = Annotated[Kept, Depends(_kept)]
"""The same for those who may change it; a row of the request's `Session`."""


async def _named(slug: str, session: Reading) -> Community:
    return await service.community_by_slug(session, slug)


Named = Annotated[Community, Depends(_named)]
"""The community whose address stands in the path, for anybody."""
