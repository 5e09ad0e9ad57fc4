"""What was published: counts, parameters and digests."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.control import views
from autogram.sandbox.control.people import named_account
from autogram.sandbox.control.reading import read_body
from autogram.sandbox.unofficial import posting
from autogram.sandbox.unofficial.posts import media_number
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


class NewPosts(BaseModel):
    """What the owner published with the phone; `{n}` in the caption is the number of the post."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    count: int = Field(default=1, ge=1, le=10_000)
    caption: str = ""
    kind: Literal["image", "reel"] = "image"
    comments: int = Field(default=0, ge=0, le=100_000)


async def post(request: Request) -> JSONResponse:
    """`POST /_sandbox/accounts/{username}/posts`: publications an hour apart, each with so many comments."""
    world: World = request.app.state.world
    account = named_account(request)
    new = await read_body(request, NewPosts)
    made = posting.posts(world, account, new.caption, new.kind, new.count)
    for found in made if new.comments else []:
        posting.comments(world, found, new.comments)
    await world.store.flush()
    shown = [
        {
            "id": one.id,
            "pk": str(media_number(one)),
            "shortcode": one.shortcode,
            "caption": one.parameters.get("caption"),
        }
        for one in made
    ]
    return JSONResponse({"posts": shown}, 201)


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
