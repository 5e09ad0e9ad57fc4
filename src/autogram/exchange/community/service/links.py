"""Personal links: a secret that says who a member is, without an account here."""

import hashlib
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.audit import record
from autogram.core.secrets import new_token
from autogram.core.settings import Settings
from autogram.exchange.community.errors import MemberHasLeft, MemberLinkUnknown, MemberWithoutEmail
from autogram.exchange.community.messages import SendMemberLink
from autogram.exchange.community.models import Community, Member, MemberStatus
from autogram.exchange.community.queries import communities, members
from autogram.exchange.community.schemas import LinkMail, MemberFacts, PersonalLink
from autogram.exchange.community.service.changing import tell
from autogram.exchange.community.service.facts import facts_of
from autogram.jobs.api import enqueue


async def member_by_link(session: AsyncSession, token: str) -> MemberFacts:
    """Whoever holds the link; who is suspended has one, too. Raises `MemberLinkUnknown`."""
    if not token:
        raise MemberLinkUnknown("Send the secret of your personal link in the header X-Member-Token.")
    return facts_of(await members.of_link(session, stored_form(token)))


async def make_link(
    settings: Settings, session: AsyncSession, community: Community, member_id: UUID, *, by_user: UUID
) -> PersonalLink:
    """The member has this link, which is not shown again, and no other. Raises `MemberNotFound`, `MemberHasLeft`."""
    member = await members.get_member(session, member_id, community_id=community.id, lock=True)
    _require_here(member)
    link = give_link(settings, community, member)
    await session.flush()
    await _note(session, community, member, "community.make_link", by_user)
    return link


async def revoke_link(session: AsyncSession, community: Community, member_id: UUID, *, by_user: UUID) -> None:
    """The member's link leads nowhere. Raises `MemberNotFound`."""
    member = await members.get_member(session, member_id, community_id=community.id, lock=True)
    if member.link_hash is None:
        return
    member.link_hash = None
    await session.flush()
    await _note(session, community, member, "community.revoke_link", by_user)


async def mail_link(session: AsyncSession, community: Community, member_id: UUID, *, by_user: UUID) -> None:
    """A new link is on its way to the member's address.

    Raises `MemberNotFound`, `MemberHasLeft`, `MemberWithoutEmail`.
    """
    member = await members.get_member(session, member_id, community_id=community.id)
    _require_here(member)
    if member.email is None:
        raise MemberWithoutEmail(f"@{member.username} has no e-mail address here; hand the link over yourself.")
    await enqueue(session, SendMemberLink(member_id=member.id))
    await _note(session, community, member, "community.mail_link", by_user)


def _require_here(member: Member) -> None:
    if member.status is MemberStatus.LEFT:
        raise MemberHasLeft(f"@{member.username} has left the community. Let them return first.")


async def fresh_link(settings: Settings, session: AsyncSession, member_id: UUID) -> LinkMail | None:
    """A new link of the member, and where to send it; None if they have left or have no address any more.

    Raises `MemberNotFound`.
    """
    member = await members.get_member(session, member_id, lock=True)
    if member.email is None or member.status is MemberStatus.LEFT:
        return None
    community = await communities.get_community(session, member.community_id)
    return LinkMail(member.email, community.name, give_link(settings, community, member).url)


def give_link(settings: Settings, community: Community, member: Member) -> PersonalLink:
    """A new secret of the member's; the one before leads nowhere.

    It stands behind the #, which browsers send to nobody: neither logs nor the next site see it.
    """
    secret = new_token()
    member.link_hash = stored_form(secret)
    return PersonalLink(url=f"{settings.core.public_url}/exchange/{community.slug}/me#token={secret}", token=secret)


def stored_form(secret: str) -> str:
    """With 256 random bits in the secret, a plain hash tells nothing of it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


async def _note(session: AsyncSession, community: Community, member: Member, act: str, by_user: UUID) -> None:
    record(
        session,
        act,
        f"exchange_member:{member.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        username=member.username,
    )
    await tell(session, community.workspace_id, member)
