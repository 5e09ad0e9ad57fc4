"""Personal links: a secret that says who a member is, without an account here."""

import hashlib

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.secrets import new_token
from autogram.exchange.community.errors import MemberLinkUnknown
from autogram.exchange.community.queries import members
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.community.service.facts import facts_of


def new_secret() -> tuple[str, str]:
    """A secret, and the form in which it is stored. With its 256 random bits, a plain hash tells nothing of it."""
    secret = new_token()
    return secret, stored_form(secret)


def stored_form(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


async def member_by_link(session: AsyncSession, token: str) -> MemberFacts:
    """Whoever holds the link, whatever their status. Raises `MemberLinkUnknown`."""
    if not token:
        raise MemberLinkUnknown("Send the secret of your personal link in the header X-Member-Token.")
    return facts_of(await members.of_link(session, stored_form(token)))
