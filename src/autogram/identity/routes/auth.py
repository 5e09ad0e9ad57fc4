"""Signing up, in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.security import OAuth2PasswordRequestForm

from autogram.core.db import Reading, Session
from autogram.identity import service
from autogram.identity.access import BearerToken, ClientAddress, Running, public, requires
from autogram.identity.permissions import Actor, Permission
from autogram.identity.schemas import (
    EmailGiven,
    LogOut,
    PasswordReset,
    ProfileRead,
    RefreshGiven,
    Register,
    Registered,
    SignedInRead,
    TokenGiven,
    TokensRead,
)

router = APIRouter(prefix="/auth", tags=["auth"])

Person = Annotated[Actor, requires(Permission.MANAGE_OWN_PROFILE, api_keys=False)]


@router.post("/register", status_code=201, dependencies=[public])
async def register(body: Register, runtime: Running, address: ClientAddress) -> Registered:
    """Make an account. The answer is the same for an address that has one; its owner gets a mail either way."""
    return await service.register(runtime, body, address=address)


@router.post("/login", dependencies=[public])
async def login(
    form: Annotated[OAuth2PasswordRequestForm, Depends()], runtime: Running, address: ClientAddress
) -> SignedInRead:
    """Sign in with an address (`username`) and a password, as a form."""
    return await service.sign_in(runtime, form.username, form.password, address=address)


@router.post("/refresh", dependencies=[public])
@router.post("/refresh-token", dependencies=[public], include_in_schema=False)
async def refresh(body: RefreshGiven, runtime: Running, address: ClientAddress) -> TokensRead:
    """Trade a refresh token, which works once, for a new pair. Using one twice ends the whole sign-in."""
    return await service.refresh(runtime, body.refresh_token.get_secret_value(), address=address)


@router.post("/logout", status_code=204, dependencies=[public])
async def logout(runtime: Running, access_token: BearerToken, body: LogOut | None = None) -> None:
    """End the sign-in the tokens belong to, at once. Unknown tokens are fine."""
    given = body.refresh_token.get_secret_value() if body and body.refresh_token else None
    await service.sign_out(runtime, refresh_token=given, access_token=access_token)


@router.post("/logout-everywhere", status_code=204)
async def logout_everywhere(actor: Person, session: Session) -> None:
    """End every sign-in of yours, at once. API keys stay."""
    await service.sign_out_everywhere(session, actor)


@router.post("/forgot-password", status_code=204, dependencies=[public])
async def forgot_password(body: EmailGiven, runtime: Running, address: ClientAddress) -> None:
    """Ask for a mail with a link to set a new password."""
    await service.ask_for_reset(runtime, body.email, address=address)


@router.post("/reset-password", status_code=204, dependencies=[public])
async def reset_password(body: PasswordReset, runtime: Running, address: ClientAddress) -> None:
    """Set a new password with the token from the mail. Ends every sign-in."""
    token, password = body.token.get_secret_value(), body.password.get_secret_value()
    await service.reset_password(runtime, token, password, address=address)


@router.post("/verify-email", status_code=204, dependencies=[public])
async def verify_email(body: TokenGiven, runtime: Running, address: ClientAddress) -> None:
    """Confirm an address with the token from the mail."""
    await service.verify_email(runtime, body.token.get_secret_value(), address=address)


@router.post("/resend-verification", status_code=204, dependencies=[public])
async def resend_verification(body: EmailGiven, runtime: Running, address: ClientAddress) -> None:
    """Ask for another mail to confirm an address."""
    await service.ask_for_verification(runtime, body.email, address=address)


@router.get("/me")
async def me(actor: Annotated[Actor, requires(Permission.MANAGE_OWN_PROFILE)], session: Reading) -> ProfileRead:
    """Who you are, in which workspace, and what you may do."""
    return await service.read_profile(session, actor)
