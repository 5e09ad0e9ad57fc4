"""What the owner gets who asks Instagram for their own data."""

from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from starlette.requests import Request
from starlette.responses import StreamingResponse

from autogram.sandbox.control.people import named_account
from autogram.sandbox.control.reading import check
from autogram.sandbox.control.relations import Username
from autogram.sandbox.exports.kinds import OTHERS, Era, Format, Language
from autogram.sandbox.exports.packing import packed
from autogram.sandbox.exports.writing import Wish, archive_name, export_files
from autogram.sandbox.world import World

Usernames = Annotated[list[Username], BeforeValidator(lambda text: [name for name in text.split(",") if name])]


class ExportQuery(BaseModel):
    """What is in the file: its layout, and the lists besides followers and following, by name."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    era: Era = "2025"
    format: Format = "json"
    language: Language = "en"
    part_size: int = Field(default=10_000, ge=1)
    days: int | None = Field(default=None, ge=1)
    follow_requests_sent: Usernames | None = None
    recent_follow_requests: Usernames | None = None
    follow_requests_received: Usernames | None = None
    recently_unfollowed: Usernames | None = None
    blocked: Usernames | None = None
    restricted: Usernames | None = None
    close_friends: Usernames | None = None
    hide_story_from: Usernames | None = None
    removed_suggestions: Usernames | None = None
    favorited: Usernames | None = None

    @model_validator(mode="after")
    def _was_there_then(self) -> Self:
        if self.era == "2018" and self.format == "html":
            raise ValueError("exports of 2018 were JSON only")
        return self

    def wish(self) -> Wish:
        """The same as the writer wants it."""
        named = {name: usernames for name in OTHERS if (usernames := getattr(self, name)) is not None}
        return Wish(self.era, self.format, self.language, self.part_size, self.days, named)


async def export(request: Request) -> StreamingResponse:
    """`GET /_sandbox/accounts/{username}/export`: a ZIP, written while it is sent."""
    world: World = request.app.state.world
    account = named_account(request)
    wish = check(ExportQuery, dict(request.query_params)).wish()
    now = world.clock.now()
    headers = {"content-disposition": f'attachment; filename="{archive_name(account, wish.era, now)}"'}
    body = packed(export_files(world, account, wish), now)
    return StreamingResponse(body, media_type="application/zip", headers=headers)
