"""Giving an account a past, and drawing the pictures it published then."""

import asyncio
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from autogram.sandbox.ai.images import draw
from autogram.sandbox.ai.topic import Topic
from autogram.sandbox.clock import iso_time
from autogram.sandbox.control.people import named_account
from autogram.sandbox.control.reading import read_body
from autogram.sandbox.insights.history import add_history
from autogram.sandbox.world import World


class NewHistory(BaseModel):
    """How long and how busy; `subject` is what the pictures are called after."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    days: int = Field(default=120, ge=1, le=1_000)
    posts_per_week: int = Field(default=4, ge=1, le=70)
    subject: str = Field(default="", max_length=60)


async def add(request: Request) -> JSONResponse:
    """`POST /_sandbox/accounts/{username}/history`: months of publications with comments and likes."""
    world: World = request.app.state.world
    account = named_account(request)
    wish = await read_body(request, NewHistory)
    made = add_history(
        world, account, days=wish.days, posts_per_week=wish.posts_per_week, subject=wish.subject or account.name
    )
    await world.store.flush()
    shown = [
        {
            "id": media.id,
            "kind": media.kind,
            "caption": media.parameters.get("caption", ""),
            "published_at": iso_time(media.published_at),
            "like_count": media.like_count,
            "comments_count": len(world.comments_of[media.id]),
        }
        for media in made
    ]
    return JSONResponse({"count": len(shown), "posts": shown}, 201)


async def picture(request: Request) -> Response:
    """`GET /_sandbox/pictures/{title}.jpg`: drawn when it is looked at, always the same."""
    drawn = await asyncio.to_thread(_drawn, request.path_params["title"])
    return Response(drawn, media_type="image/jpeg")


@lru_cache(maxsize=64)
def _drawn(title: str) -> bytes:
    return draw(Topic(title), 1080, 1080, "JPEG")
