"""Of which community these paths speak, who asks, and how pages are asked for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Path, Query
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.db import Reading, Session
from autogram.core.runtime import Runtime
from autogram.exchange.community import service as communities
from autogram.exchange.community.access import Kept
from autogram.exchange.community.errors import MemberLinkUnknown
from autogram.identity import service as identity
from autogram.identity.access import BearerToken, Running, requires
from autogram.identity.errors import TokenRefused, WorkspaceNotFound
from autogram.identity.permissions import Actor, Permission
from autogram.instagram.web.switch import require_unofficial_access

# The columns behind the predecessor's numbers hold no larger ones.
LARGEST = 2**63 - 1
MOST_ON_A_PAGE = 500

Number = Annotated[int, Path(ge=1, le=LARGEST)]
Skip = Annotated[int, Query(ge=0, le=LARGEST)]
Limit = Annotated[int, Query(ge=1, le=MOST_ON_A_PAGE)]
LinkSecret = Annotated[
    str, Header(alias="X-Link-Secret", max_length=200, description="The `secret` that registering answered with.")
]
# Only admins of the installation have the second one: they run the community in front.
Admin = Annotated[Actor, requires(Permission.MANAGE_EXCHANGE, Permission.MANAGE_USERS)]


@dataclass(frozen=True, slots=True)
class Front(Kept):
    """The community in front, and the admin who changes something of it, acting in its workspace."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class Onlooker:
    """Somebody who looks at the public lists. `name_of` is a member's name as they see it; None if they see nobody."""

    community_id: UUID
    sees_names: bool
    name_of: Callable[[str], str | None]

    @property
    def sees_members(self) -> bool:
        return self.name_of("") is not None


async def _written(session: Session, actor: Admin) -> Front:
    return await _front(session, actor)


async def _read(session: Reading, actor: Admin) -> Front:
    return await _front(session, actor)


async def _front(session: AsyncSession, actor: Actor) -> Front:
    community = await communities.front_community(session)
    return Front(community, actor.user_id, replace(actor, workspace_id=community.workspace_id))


FrontWritten = Annotated[Front, Depends(_written)]
"""The community in front as a row of the request's `Session`. Raises `CommunityNotFound`, as all of these do."""

FrontRead = Annotated[Front, Depends(_read)]
"""The same as a row of the request's `Reading`."""


async def _fetched(runtime: Running, actor: Admin) -> Front:
    async with runtime.database.reading() as session:
        return await _front(session, actor)


FrontFetched = Annotated[Front, Depends(_fetched)]
"""The same where Instagram is asked, and no transaction may be open."""


async def _onlooker(
    runtime: Running,
    session: Reading,
    token: BearerToken,
    x_member_token: Annotated[
        str | None, Header(max_length=200, description="The secret of a member's personal link.")
    ] = None,
) -> Onlooker:
    community = await communities.front_community(session)
    sees_names = await _organises(runtime, token, community.workspace_id)
    if x_member_token is not None:
        if (await communities.member_by_link(session, x_member_token)).community_id != community.id:
            raise MemberLinkUnknown
        sees_names = True
    if sees_names:
        return Onlooker(community.id, True, lambda username: username)
    shows_names = communities.shown_name(community, SAMPLE) == SAMPLE
    return Onlooker(community.id, shows_names, lambda username: communities.shown_name(community, username))


SAMPLE = "somebody"
SeenBy = Annotated[Onlooker, Depends(_onlooker)]


async def _organises(runtime: Runtime, token: str | None, workspace_id: UUID) -> bool:
    """Whether the token is one of an admin, or of the community's workspace. One that has ended shows what all see."""
    if token is None:
        return False
    try:
        actor = await identity.authenticate(runtime, token)
    except (TokenRefused, WorkspaceNotFound):
        return False
    if Permission.VIEW_EXCHANGE not in actor.permissions:
        return False
    return Permission.MANAGE_USERS in actor.permissions or actor.workspace_id == workspace_id


def _switched_on(runtime: Running) -> Runtime:
    """The operator has allowed it; else nobody is even asked for a password."""
    require_unofficial_access(runtime.settings)
    return runtime


SwitchedOn = Annotated[Runtime, Depends(_switched_on)]
