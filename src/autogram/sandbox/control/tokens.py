"""Tokens: listing, expiring and revoking them, to see how a client copes."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.control import views
from autogram.sandbox.control.people import named_account
from autogram.sandbox.control.reading import read_body
from autogram.sandbox.documents import Token
from autogram.sandbox.graph.tokens import refusal_of
from autogram.sandbox.world import World

REFUSALS = Literal[458, 459, 460, 463, 464, 467, 492]


class TokenChange(BaseModel):
    """Refuse an account's tokens from now on, let them end, or let them work again; one token or all."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    access_token: str | None = None
    refuse_with: REFUSALS | None = None
    expires_in: float | None = Field(default=None, description="seconds from now; 0 expires them at once")
    permissions: list[str] | None = None


async def listing(request: Request) -> JSONResponse:
    """`GET /_sandbox/accounts/{username}/tokens`: newest first."""
    world: World = request.app.state.world
    account = named_account(request)
    found = [views.token_view(world, token) for token in world.tokens if account.id in token.account_ids]
    return JSONResponse({"tokens": found[::-1]})


async def change(request: Request) -> JSONResponse:
    """`PUT /_sandbox/accounts/{username}/tokens`: without `refuse_with` the tokens work again."""
    world: World = request.app.state.world
    account = named_account(request)
    wish = await read_body(request, TokenChange)
    chosen = [
        token for token in world.tokens if account.id in token.account_ids and wish.access_token in (None, token.id)
    ]
    if not chosen:
        raise HTTPException(404, "no such token")
    for token in chosen:
        _apply(world, token, wish)
    await world.store.flush()
    return JSONResponse(
        {"changed": len(chosen), "refused": sum(refusal_of(world, token) is not None for token in chosen)}
    )


def _apply(world: World, token: Token, wish: TokenChange) -> None:
    token.refusal = wish.refuse_with
    if wish.expires_in is not None:
        token.expires_at = world.clock.now() + wish.expires_in
    if wish.permissions is not None:
        token.scopes = wish.permissions
    world.tokens.put(token)
