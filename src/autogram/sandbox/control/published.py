"""What was published: counts, parameters and digests."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.control import views
from autogram.sandbox.world import World


async def published(request: Request) -> JSONResponse:
    """`GET /_sandbox/published?username=`: every publication, oldest first, and how often publishing was tried."""
    world: World = request.app.state.world
    accounts = list(world.accounts)
    if username := request.query_params.get("username"):
        account = world.account_named(username)
        if account is None:
            raise HTTPException(404, f"no account {username!r}")
        accounts = [account]
    keys = {account.id for account in accounts}
    media: list[dict[str, Any]] = [
        views.media_view(world, found)
        for found in world.media
        if found.account_id in keys and found.parent_id is None and found.kind != "live"
    ]
    calls = sum(account.publish_calls for account in accounts)
    return JSONResponse({"media_count": len(media), "publish_calls": calls, "media": media})


async def media(request: Request) -> JSONResponse:
    """`GET /_sandbox/media/{id}`."""
    world: World = request.app.state.world
    found = world.media.get(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "no such media")
    return JSONResponse(views.media_view(world, found))


async def container(request: Request) -> JSONResponse:
    """`GET /_sandbox/containers/{id}`."""
    world: World = request.app.state.world
    found = world.containers.get(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "no such container")
    return JSONResponse(views.container_view(world, found))
