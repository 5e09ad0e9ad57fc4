"""Creating the sandbox's people and handing out tokens."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from autogram.sandbox.control import views
from autogram.sandbox.control.reading import read_body
from autogram.sandbox.documents import Account
from autogram.sandbox.graph import tokens
from autogram.sandbox.people import avatar, create_account
from autogram.sandbox.unofficial.directory import person_named, rename
from autogram.sandbox.world import World


class NewAccount(BaseModel):
    """An account to create; the official API knows the professional ones only."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    username: Annotated[str, Field(pattern=r"^[a-z0-9._]{1,30}$")]
    name: str = ""
    account_type: Literal["BUSINESS", "MEDIA_CREATOR", "PERSONAL"] = "BUSINESS"
    biography: str = ""
    website: str = ""
    followers_count: int = Field(default=0, ge=0)
    follows_count: int = Field(default=0, ge=0)
    is_private: bool = False
    password: str | None = Field(default=None, min_length=1)


class AccountFacts(BaseModel):
    """What can be changed of an account; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    username: Annotated[str, Field(pattern=r"^[a-z0-9._]{1,30}$")] | None = None
    name: str | None = None
    account_type: Literal["BUSINESS", "MEDIA_CREATOR", "PERSONAL"] | None = None
    biography: str | None = None
    website: str | None = None
    followers_count: int | None = Field(default=None, ge=0)
    follows_count: int | None = Field(default=None, ge=0)
    allows_messages: bool | None = None
    is_private: bool | None = None
    is_verified: bool | None = None


class NewToken(BaseModel):
    """A token to hand out without a login; without `permissions` it may do everything."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    flavour: Literal["instagram", "facebook", "page"] = "instagram"
    permissions: list[str] | None = None
    is_long_lived: bool = True


async def listing(request: Request) -> JSONResponse:
    """`GET /_sandbox/accounts`."""
    world: World = request.app.state.world
    return JSONResponse({"accounts": [views.account_view(world, account) for account in world.accounts]})


async def create(request: Request) -> JSONResponse:
    """`POST /_sandbox/accounts`."""
    world: World = request.app.state.world
    new = await read_body(request, NewAccount)
    if world.account_named(new.username):
        raise HTTPException(409, f"account {new.username!r} exists already")
    account = create_account(world, **new.model_dump())
    await world.store.flush()
    return JSONResponse(views.account_view(world, account), 201)


async def read(request: Request) -> JSONResponse:
    """`GET /_sandbox/accounts/{username}`."""
    return JSONResponse(views.account_view(request.app.state.world, named_account(request)))


async def change(request: Request) -> JSONResponse:
    """`PUT /_sandbox/accounts/{username}`: what its owner does in Instagram's settings."""
    world: World = request.app.state.world
    account = named_account(request)
    facts = (await read_body(request, AccountFacts)).model_dump(exclude_none=True)
    if (username := facts.pop("username", None)) and username != account.username:
        if person_named(world, username):
            raise HTTPException(409, f"somebody is called {username!r} already")
        rename(world, account.username, username)
    for name, value in facts.items():
        setattr(account, name, value)
    world.accounts.put(account)
    await world.store.flush()
    return JSONResponse(views.account_view(world, account))


async def issue_token(request: Request) -> JSONResponse:
    """`POST /_sandbox/accounts/{username}/token`: a token for developers, 60 days long unless asked otherwise."""
    world: World = request.app.state.world
    account = named_account(request)
    if not account.is_professional:
        raise HTTPException(409, "the official API does not know personal accounts")
    new = await read_body(request, NewToken)
    token = tokens.issue_token(
        world,
        flavour=new.flavour,
        account_ids=[account.id],
        scopes=tokens.flavour_scopes(new.flavour) if new.permissions is None else new.permissions,
        is_long=new.is_long_lived,
        page_id=account.page_id if new.flavour == "page" else None,
    )
    await world.store.flush()
    answer: dict[str, Any] = views.token_view(world, token)
    return JSONResponse(answer | {"user_id": account.id}, 201)


async def picture(request: Request) -> Response:
    """`GET /_sandbox/avatars/{username}.svg`: the drawn profile picture."""
    headers = {"cache-control": "public, max-age=86400"}
    return Response(avatar(request.path_params["username"]), headers=headers, media_type="image/svg+xml")


def named_account(request: Request) -> Account:
    """The account in the path, or 404."""
    world: World = request.app.state.world
    account = world.account_named(request.path_params["username"])
    if account is None:
        raise HTTPException(404, f"no account {request.path_params['username']!r}")
    return account
