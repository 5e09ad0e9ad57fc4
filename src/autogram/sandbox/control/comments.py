"""Comments on a publication: writing one as anybody, and seeing them all."""

from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.content.comments import add_comment
from autogram.sandbox.control.reading import read_body
from autogram.sandbox.documents import Media
from autogram.sandbox.world import World


class NewComment(BaseModel):
    """What a person writes; `parent_id` makes it a reply."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    username: str = Field(min_length=1)
    text: str = Field(min_length=1)
    parent_id: str | None = None


async def add(request: Request) -> JSONResponse:
    """`POST /_sandbox/media/{id}/comments`."""
    world: World = request.app.state.world
    new = await read_body(request, NewComment)
    media = _media(request)
    if new.parent_id and not ((parent := world.comments.get(new.parent_id)) and parent.media_id == media.id):
        raise HTTPException(404, "no such comment on this media")
    comment = add_comment(world, media, username=new.username, text=new.text, parent_id=new.parent_id)
    await world.store.flush()
    return JSONResponse(comment.model_dump(), 201)


async def listing(request: Request) -> JSONResponse:
    """`GET /_sandbox/media/{id}/comments`: with replies and hidden ones, oldest first."""
    world: World = request.app.state.world
    found = (world.comments.get(key) for key in world.comments_of[_media(request).id])
    return JSONResponse({"comments": [comment.model_dump() for comment in found if comment]})


def _media(request: Request) -> Media:
    media: Media | None = request.app.state.world.media.get(request.path_params["id"])
    if media is None:
        raise HTTPException(404, "no such media")
    return media
