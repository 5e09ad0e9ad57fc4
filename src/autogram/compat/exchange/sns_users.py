"""`/api/admin/sns-users`: the members of the community."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import AfterValidator, BaseModel, Field

from autogram.compat.exchange.asking import FrontRead, FrontWritten, Limit, Number, Skip
from autogram.compat.exchange.shapes import PageOf, SnsUser
from autogram.core.db import Reading, Session
from autogram.exchange.community import service
from autogram.exchange.community.names import required_username
from autogram.exchange.community.schemas import MemberCreate, MemberUpdate

router = APIRouter(prefix="/api/admin/sns-users")

Username = Annotated[str, Field(min_length=1, max_length=255), AfterValidator(required_username)]


class SnsUserCreate(BaseModel):
    username: Username


class SnsUserUpdate(BaseModel):
    """What is not sent stays."""

    username: Username | None = None


@router.get("")
async def list_sns_users(session: Reading, front: FrontRead, skip: Skip = 0, limit: Limit = 100) -> PageOf[SnsUser]:
    """The community's members of any status, oldest first."""
    found, total = await service.members_window(session, front.community, skip=skip, limit=limit)
    return PageOf(items=[SnsUser.of(member) for member in found], total=total, skip=skip, limit=limit)


@router.post("", status_code=201)
async def create_sns_user(body: SnsUserCreate, session: Session, front: FrontWritten) -> SnsUser:
    """Somebody takes part from now on."""
    wish = MemberCreate(username=body.username)
    return SnsUser.of(await service.create_member(session, front.community, wish, by_user=front.by_user))


@router.get("/{user_id}")
async def read_sns_user(user_id: Number, session: Reading, front: FrontRead) -> SnsUser:
    """One member."""
    return SnsUser.of(await service.numbered_member(session, front.community, user_id))


@router.put("/{user_id}")
async def update_sns_user(user_id: Number, body: SnsUserUpdate, session: Session, front: FrontWritten) -> SnsUser:
    """The account has another name."""
    member = await service.numbered_member(session, front.community, user_id)
    if body.username is None:
        return SnsUser.of(member)
    wish = MemberUpdate(username=body.username)
    return SnsUser.of(await service.update_member(session, front.community, member.id, wish, by_user=front.by_user))


@router.delete("/{user_id}", status_code=204)
async def delete_sns_user(user_id: Number, session: Session, front: FrontWritten) -> None:
    """Nothing of the member is left: no requests, no verifications, no history."""
    member = await service.numbered_member(session, front.community, user_id)
    await service.delete_member(session, front.community, member.id, by_user=front.by_user)
