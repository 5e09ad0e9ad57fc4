"""Personal links."""

from uuid import UUID

from fastapi import APIRouter

from autogram.core.db import Session
from autogram.exchange.community import service
from autogram.exchange.community.access import Keeping
from autogram.exchange.community.schemas import PersonalLink
from autogram.identity.access import Running

router = APIRouter(prefix="/members/{member_id}/link")


@router.post("", status_code=201)
async def make_link(member_id: UUID, runtime: Running, session: Session, keeping: Keeping) -> PersonalLink:
    """Make a personal link; it is shown this once, and one made before no longer works."""
    return await service.make_link(runtime.settings, session, keeping.community, member_id, by_user=keeping.by_user)


@router.post("/mail", status_code=202)
async def mail_link(member_id: UUID, session: Session, keeping: Keeping) -> None:
    """Have a new personal link mailed to the member; one made before no longer works."""
    await service.mail_link(session, keeping.community, member_id, by_user=keeping.by_user)


@router.delete("", status_code=204)
async def revoke_link(member_id: UUID, session: Session, keeping: Keeping) -> None:
    """The member's link no longer works."""
    await service.revoke_link(session, keeping.community, member_id, by_user=keeping.by_user)
