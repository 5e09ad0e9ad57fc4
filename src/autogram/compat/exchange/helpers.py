"""`/api/admin/helpers`: accounts that read for the community."""

from fastapi import APIRouter
from pydantic import BaseModel

from autogram.compat.exchange.asking import FrontFetched, FrontRead, FrontWritten, Limit, Number, Skip, SwitchedOn
from autogram.compat.exchange.shapes import Activation, HelperRow, PageOf
from autogram.core.db import Reading, Session
from autogram.exchange.helpers import service
from autogram.exchange.helpers.schemas import Code, HelperCreate, HelperUpdate, Password, Username

router = APIRouter(prefix="/api/admin/helpers")


class HelperBody(BaseModel):
    """An account to log in with, once, now; the code only if Instagram asks for one."""

    instagram_id: Username
    password: Password
    verification_code: Code | None = None


@router.get("")
async def list_helpers(session: Reading, front: FrontRead, skip: Skip = 0, limit: Limit = 100) -> PageOf[HelperRow]:
    """The community's helpers, oldest first; never a password or a session."""
    found, total = await service.list_numbered(session, front.community.id, skip=skip, limit=limit)
    return PageOf(items=[HelperRow.of(helper) for helper in found], total=total, skip=skip, limit=limit)


@router.post("", status_code=201)
async def create_helper(body: HelperBody, runtime: SwitchedOn, front: FrontFetched) -> HelperRow:
    """Add a helper: it logs in at once, and its session is stored. The password is not."""
    wish = HelperCreate(
        instagram_id=body.instagram_id, password=body.password, verification_code=body.verification_code
    )
    return HelperRow.of(await service.add_helper(runtime, front.community, wish, by_user=front.by_user))


@router.patch("/{helper_id}")
async def change_helper(helper_id: Number, body: Activation, session: Session, front: FrontWritten) -> HelperRow:
    """Let a helper read, or not."""
    known = await service.helper_by_number(session, front.community.id, helper_id)
    wish = HelperUpdate(is_active=body.is_active)
    return HelperRow.of(await service.change_helper(session, front.community, known.id, wish, by_user=front.by_user))


@router.delete("/{helper_id}", status_code=204)
async def delete_helper(helper_id: Number, session: Session, front: FrontWritten) -> None:
    """The helper is gone, with its session."""
    known = await service.helper_by_number(session, front.community.id, helper_id)
    await service.delete_helper(session, front.community, known.id, by_user=front.by_user)
