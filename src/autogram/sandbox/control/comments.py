"""People acting: someone comments on a publication."""

from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.content.comments import add_comment
from autogram.sandbox.control.reading import read_body
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
    media = world.media.get(request.path_params["id"])
    if media is None:
        raise HTTPException(404, "no such media")
    if new.parent_id and not ((parent := world.comments.get(new.parent_id)) and parent.media_id == media.id):
        raise HTTPException(404, "no such comment on this media")
    comment = add_comment(world, media, username=new.username, text=new.text, parent_id=new.parent_id)
    await world.store.flush()
    return JSONResponse(comment.model_dump(), 201)
