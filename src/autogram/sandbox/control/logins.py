"""How one logs in to an account outside of the official API, and the sessions that came of it."""

import base64
import binascii
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.clock import iso_time
from autogram.sandbox.community.documents import Login, LoginSession
from autogram.sandbox.control.people import named_account
from autogram.sandbox.control.reading import read_body
from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial import sessions
from autogram.sandbox.world import World


def _secret(text: str) -> str:
    try:
        base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except binascii.Error:
        raise ValueError("must be base 32, as authenticators read it") from None
    return text


class LoginFacts(BaseModel):
    """What can be changed; what is left out stays, and null takes it away."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    password: str | None = Field(default=None, min_length=1)
    totp_secret: Annotated[str, AfterValidator(_secret)] | None = None
    codes: list[str] = []
    demand: Literal["challenge", "checkpoint", "suspended"] | None = None
    is_action_blocked: bool = False


class NewSession(BaseModel):
    """A session without a login."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    surface: Literal["web", "mobile"] = "web"
    expires_in: float | None = Field(default=None, description="seconds from now")


class SessionChange(BaseModel):
    """When the sessions end; one or all."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    expires_in: float
    session_id: str | None = None


async def read(request: Request) -> JSONResponse:
    """`GET /_sandbox/accounts/{username}/login`."""
    return JSONResponse(_login(request.app.state.world, named_account(request)).model_dump(exclude={"id"}))


async def change(request: Request) -> JSONResponse:
    """`PUT /_sandbox/accounts/{username}/login`: a password, two-factor codes, what Instagram wants from the owner."""
    world: World = request.app.state.world
    facts = await read_body(request, LoginFacts)
    login = _login(world, named_account(request)).model_copy(update=facts.model_dump(exclude_unset=True))
    world.community.logins.put(login)
    await world.store.flush()
    return await read(request)


async def listing(request: Request) -> JSONResponse:
    """`GET /_sandbox/accounts/{username}/sessions`: newest first."""
    world: World = request.app.state.world
    found = [_view(world, one) for one in _sessions(world, named_account(request))]
    return JSONResponse({"sessions": found[::-1]})


async def create(request: Request) -> JSONResponse:
    """`POST /_sandbox/accounts/{username}/sessions`: as after a login."""
    world: World = request.app.state.world
    new = await read_body(request, NewSession)
    session = sessions.open_session(world, named_account(request), new.surface)
    if new.expires_in is not None:
        session.expires_at = world.clock.now() + new.expires_in
    await world.store.flush()
    return JSONResponse(_view(world, session), 201)


async def expire(request: Request) -> JSONResponse:
    """`PUT /_sandbox/accounts/{username}/sessions`: they end in so many seconds; 0 is now."""
    world: World = request.app.state.world
    change = await read_body(request, SessionChange)
    chosen = _chosen(world, named_account(request), change.session_id)
    for session in chosen:
        session.expires_at = world.clock.now() + change.expires_in
        world.community.sessions.put(session)
    await world.store.flush()
    return JSONResponse({"changed": len(chosen)})


async def revoke(request: Request) -> JSONResponse:
    """`DELETE /_sandbox/accounts/{username}/sessions?session_id=`: logged out everywhere, or there."""
    world: World = request.app.state.world
    chosen = _chosen(world, named_account(request), request.query_params.get("session_id"))
    for session in chosen:
        session.is_revoked = True
        world.community.sessions.put(session)
    await world.store.flush()
    return JSONResponse({"revoked": len(chosen)})


def _login(world: World, account: Account) -> Login:
    return world.community.logins.get(account.id) or Login(id=account.id)


def _sessions(world: World, account: Account) -> list[LoginSession]:
    return [session for session in world.community.sessions if session.account_id == account.id]


def _chosen(world: World, account: Account, session_id: str | None) -> list[LoginSession]:
    found = _sessions(world, account)
    if session_id is None:
        return found
    chosen = sessions.find_session(world, session_id)
    if chosen is None or chosen not in found:
        raise HTTPException(404, "no such session")
    return [chosen]


def _view(world: World, session: LoginSession) -> dict[str, Any]:
    """A session with all that a client needs of it; this is the one place where the sandbox shows session ids."""
    cookies = sessions.session_cookies(session)
    return {
        "session_id": cookies["sessionid"],
        "csrf_token": session.csrf_token,
        "cookies": cookies,
        "authorization": sessions.authorization_of(session),
        "surface": session.surface,
        "created_at": iso_time(session.created_at),
        "expires_at": iso_time(session.expires_at),
        "is_good": sessions.find_session(world, session.id) is not None,
    }
