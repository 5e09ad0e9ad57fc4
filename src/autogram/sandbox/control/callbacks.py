"""The two calls Instagram makes when a person leaves: deauthorize and data deletion."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.control.people import named_account
from autogram.sandbox.control.reading import read_body
from autogram.sandbox.signing import signed_request
from autogram.sandbox.world import World

APP_REMOVED = 458


class Callback(BaseModel):
    """Where the app wants to be told."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    url: Annotated[str, Field(pattern=r"^https?://")]


async def deauthorize(request: Request) -> JSONResponse:
    """`POST /_sandbox/accounts/{username}/deauthorize {url}`: the tokens end with 458 and the app is told."""
    world: World = request.app.state.world
    account = named_account(request)
    callback = await read_body(request, Callback)
    for token in world.tokens:
        if account.id in token.account_ids:
            token.refusal = APP_REMOVED
            world.tokens.put(token)
    await world.store.flush()
    return await _tell(request, callback.url)


async def data_deletion(request: Request) -> JSONResponse:
    """`POST /_sandbox/accounts/{username}/data-deletion {url}`: the app is told; its answer is shown."""
    callback = await read_body(request, Callback)
    return await _tell(request, callback.url)


async def _tell(request: Request, url: str) -> JSONResponse:
    # Imported here for the same reason as in `publishing.fetching`: an idle sandbox stays small.
    import httpx2

    world: World = request.app.state.world
    account = named_account(request)
    issued_at = int(world.clock.now())
    payload = {"user_id": account.scoped_id, "algorithm": "HMAC-SHA256", "issued_at": issued_at}
    form = {"signed_request": signed_request(world.app.secret, payload)}
    try:
        async with httpx2.AsyncClient(timeout=10, trust_env=False) as client:
            reply = await client.post(url, data=form)
    except httpx2.HTTPError as problem:
        return JSONResponse({"delivered": False, "problem": str(problem) or type(problem).__name__}, 502)
    answer: dict[str, Any] = {"delivered": True, "status": reply.status_code, "answer": reply.text[:10_000]}
    return JSONResponse(answer)
