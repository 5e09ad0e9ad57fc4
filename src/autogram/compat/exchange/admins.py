"""`/api/admin/login` and `/api/admin/me`: admins of the installation, with the tokens of all our paths."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.security import OAuth2PasswordRequestForm

from autogram.compat.exchange.asking import Admin
from autogram.compat.exchange.shapes import AccessToken, AdminRow
from autogram.core.db import Reading
from autogram.identity import service as identity
from autogram.identity.access import ClientAddress, Running, public
from autogram.identity.errors import CredentialsRefused
from autogram.identity.permissions import Role

router = APIRouter(prefix="/api/admin")


@router.post("/login", dependencies=[public])
async def log_in(
    form: Annotated[OAuth2PasswordRequestForm, Depends()], runtime: Running, address: ClientAddress
) -> AccessToken:
    """Sign in with an e-mail address (`username`) and a password, as a form. Only admins are let in."""
    signed_in = await identity.sign_in(runtime, form.username, form.password, address=address)
    if signed_in.user.role is not Role.ADMIN:
        await identity.sign_out(runtime, refresh_token=signed_in.refresh_token, access_token=signed_in.access_token)
        raise CredentialsRefused("The e-mail or the password is wrong, or this is no admin.")
    return AccessToken(access_token=signed_in.access_token)


@router.get("/me")
async def read_me(session: Reading, actor: Admin) -> AdminRow:
    """Who is signed in."""
    user = await identity.read_user(session, actor.user_id)
    return AdminRow(
        id=user.id,
        username=user.email,
        is_active=user.is_active,
        last_login_at=user.last_login_at,
        created_at=user.created_at,
    )
