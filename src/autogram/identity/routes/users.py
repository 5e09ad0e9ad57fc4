"""One's own profile and account."""

from typing import Annotated

from fastapi import APIRouter

from autogram.core.db import Reading, Session
from autogram.identity import service
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.identity.schemas import PasswordChange, PasswordGiven, ProfileRead, ProfileUpdate, TokensRead

router = APIRouter(prefix="/users", tags=["users"])

Oneself = Annotated[Actor, requires(Permission.MANAGE_OWN_PROFILE)]
Person = Annotated[Actor, requires(Permission.MANAGE_OWN_PROFILE, api_keys=False)]


@router.get("/profile")
async def read_profile(actor: Oneself, session: Reading) -> ProfileRead:
    """Your profile."""
    return await service.read_profile(session, actor)


@router.put("/profile")
async def update_profile(body: ProfileUpdate, actor: Oneself, session: Session) -> ProfileRead:
    """Change what is given; the rest stays."""
    return await service.update_profile(session, actor, body)


@router.post("/change-password")
async def change_password(body: PasswordChange, actor: Person, runtime: Running) -> TokensRead:
    """Set a new password. Every sign-in ends, and the answer holds the tokens of a new one."""
    current, new = body.current_password.get_secret_value(), body.new_password.get_secret_value()
    return await service.change_password(runtime, actor, current, new)


@router.delete("/me", status_code=204)
async def delete_account(body: PasswordGiven, actor: Person, runtime: Running) -> None:
    """Delete your account, your own workspace and everything in it, for good."""
    await service.confirm_password(runtime, actor, body.password.get_secret_value())
    async with runtime.database.transaction() as session:
        await service.delete_account(session, actor)
