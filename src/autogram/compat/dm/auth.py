"""`/v1/auth`."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, SecretStr

from autogram.compat.dm.errors import ConfirmationNeeded, EmailTaken
from autogram.compat.dm.shapes import CamelModel, DmUser
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.identity import service
from autogram.identity.access import ClientAddress, Running, public
from autogram.identity.errors import CredentialsRefused
from autogram.identity.schemas import (
    Email,
    EmailGiven,
    GivenPassword,
    Line,
    NewPassword,
    Register,
    SignedInRead,
    Token,
    TokensRead,
)

router = APIRouter(prefix="/v1/auth", tags=["/v1 auth"], dependencies=[public])

MailedToken = Annotated[str, Query(max_length=2000)]


class DmRegister(CamelModel):
    name: Line
    email: Email
    password: NewPassword


class DmLogin(CamelModel):
    email: str = Field(max_length=320)
    password: GivenPassword


class DmRefreshGiven(CamelModel):
    refresh_token: Token


class DmNewPassword(CamelModel):
    password: NewPassword


class DmToken(CamelModel):
    token: str
    expires: datetime


class DmTokens(CamelModel):
    access: DmToken
    refresh: DmToken


class DmSignedIn(CamelModel):
    user: DmUser
    tokens: DmTokens


class DmRefreshed(DmTokens):
    """Both as its documentation shows the pair and as its front end reads it."""

    tokens: DmTokens


@router.post("/register", status_code=201)
async def register(body: DmRegister, runtime: Running, address: ClientAddress) -> DmSignedIn:
    """Make an account and sign in, where addresses need not be confirmed first."""
    wish = Register(email=body.email, password=body.password, full_name=body.name)
    await service.register(runtime, wish, address=address)
    try:
        return await _signed_in(runtime, body.email, body.password, address)
    except CredentialsRefused:
        if service.needs_verification(runtime):
            raise ConfirmationNeeded("Your account is there once you have used the link in your mailbox.") from None
        raise EmailTaken("Sign in, or choose another address.") from None


@router.post("/login")
async def login(body: DmLogin, runtime: Running, address: ClientAddress) -> DmSignedIn:
    """Sign in."""
    return await _signed_in(runtime, body.email, body.password, address)


@router.post("/logout", status_code=204)
async def logout(body: DmRefreshGiven, runtime: Running) -> None:
    """End the sign-in of the refresh token. Unknown tokens are fine."""
    await service.sign_out(runtime, refresh_token=body.refresh_token.get_secret_value(), access_token=None)


@router.post("/refresh-tokens")
async def refresh_tokens(body: DmRefreshGiven, runtime: Running, address: ClientAddress) -> DmRefreshed:
    """Trade a refresh token, which works once, for a new pair."""
    pair = _tokens(await service.refresh(runtime, body.refresh_token.get_secret_value(), address=address))
    return DmRefreshed(access=pair.access, refresh=pair.refresh, tokens=pair)


@router.post("/forgot-password", status_code=204)
async def forgot_password(body: EmailGiven, runtime: Running, address: ClientAddress) -> None:
    """Ask for a mail with a link to set a new password. The token is in the mail only."""
    await service.ask_for_reset(runtime, body.email, address=address)


@router.post("/reset-password", status_code=204)
async def reset_password(body: DmNewPassword, token: MailedToken, runtime: Running, address: ClientAddress) -> None:
    """Set a new password with the token from the mail. Ends every sign-in."""
    await service.reset_password(runtime, token, body.password.get_secret_value(), address=address)


@router.post("/verify-email", status_code=204)
async def verify_email(token: MailedToken, runtime: Running, address: ClientAddress) -> None:
    """Confirm an address with the token from the mail."""
    await service.verify_email(runtime, token, address=address)


async def _signed_in(runtime: Runtime, email: str, password: SecretStr, address: str) -> DmSignedIn:
    signed_in = await service.sign_in(runtime, email, password.get_secret_value(), address=address)
    return DmSignedIn(user=await _user(runtime, signed_in), tokens=_tokens(signed_in))


async def _user(runtime: Runtime, signed_in: SignedInRead) -> DmUser:
    async with runtime.database.reading() as session:
        user = await service.find_user(session, signed_in.user.id)
    assert user is not None
    return DmUser(
        id=user.id,
        name=user.full_name,
        email=user.email,
        role=user.role,
        created_at=user.created_at,
        updated_at=user.last_login_at or user.created_at,
    )


def _tokens(pair: TokensRead) -> DmTokens:
    access_ends = clock.now() + timedelta(seconds=pair.expires_in)
    return DmTokens(
        access=DmToken(token=pair.access_token, expires=access_ends),
        refresh=DmToken(token=pair.refresh_token, expires=pair.refresh_expires_at),
    )
