"""Comments on a publication: writing one as anybody, and seeing them all."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.content.comments import add_comment
from autogram.sandbox.control.reading import read_body
from autogram.sandbox.documents import Media
from autogram.sandbox.unofficial import posting
from autogram.sandbox.world import World


class NewComment(BaseModel):
    """What a person writes, with `parent_id` a reply; or so many comments that were there before, told to nobody."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    username: str | None = Field(default=None, min_length=1)
    text: str | None = Field(default=None, min_length=1)
    parent_id: str | None = None
    generated: int | None = Field(default=None, ge=1, le=100_000)
    usernames: list[str] = []

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if self.generated is None and not (self.username and self.text):
            raise ValueError("give username and text, or generated")
        return self


async def add(request: Request) -> JSONResponse:
    """`POST /_sandbox/media/{id}/comments`."""
    world: World = request.app.state.world
    new = await read_body(request, NewComment)
    media = _media(request)
    if new.generated is not None:
        made = posting.comments(world, media, new.generated, new.usernames)
        await world.store.flush()
        return JSONResponse({"count": len(made), "first_id": made[0].id, "last_id": made[-1].id}, 201)
    if new.parent_id and not ((parent := world.comments.get(new.parent_id)) and parent.media_id == media.id):
        raise HTTPException(404, "no such comment on this media")
    comment = add_comment(world, media, username=new.username or "", text=new.text or "", parent_id=new.parent_id)
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
