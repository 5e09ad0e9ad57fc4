"""Who follows whom: exact lists, crowds, and people who come, go, come back or change their names."""

from typing import Annotated, Any, Self, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.community.documents import Direction
from autogram.sandbox.control.people import named_account
from autogram.sandbox.control.reading import number_in_query, read_body
from autogram.sandbox.documents import Account
from autogram.sandbox.unofficial import relations
from autogram.sandbox.unofficial.directory import named, person_named, person_numbered, rename
from autogram.sandbox.world import World

Username = Annotated[str, Field(pattern=r"^[a-z0-9._]{1,30}$")]
DEFAULT_SHOWN, MAX_SHOWN = 100, 100_000


class WholeList(BaseModel):
    """Exactly these people, the newest last, or a crowd; the profile counts them unless told otherwise."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    usernames: list[Username] | None = None
    generated: int | None = Field(default=None, ge=0, le=relations.MAX_CROWD)
    seed: str | None = None
    mutual_share: float | None = Field(default=None, ge=0, le=1)
    shown_count: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.usernames is None) == (self.generated is None):
            raise ValueError("give exactly one of usernames and generated")
        return self


class ListChange(BaseModel):
    """What happens to a list: people by name, or so many of them."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    add: list[Username] = []
    remove: list[Username] = []
    rename: dict[Username, Username] = {}
    gain: int = Field(default=0, ge=0, le=100_000)
    lose: int = Field(default=0, ge=0, le=100_000)
    shown_count: int | None = Field(default=None, ge=0)


async def read(request: Request) -> JSONResponse:
    """`GET /_sandbox/accounts/{username}/followers?limit=`: newest first; the same for `following`."""
    return _view(request, named_account(request))


async def replace(request: Request) -> JSONResponse:
    """`PUT /_sandbox/accounts/{username}/followers`; the same for `following`."""
    world: World = request.app.state.world
    account, direction = named_account(request), _direction(request)
    wish = await read_body(request, WholeList)
    relations.set_list(
        world,
        account,
        direction,
        numbers=[named(world, username).pk for username in wish.usernames or []],
        generated=wish.generated or 0,
        seed=wish.seed,
        mutual_share=wish.mutual_share,
    )
    _show_count(world, account, direction, wish.shown_count)
    await world.store.flush()
    return _view(request, account)


async def change(request: Request) -> JSONResponse:
    """`POST /_sandbox/accounts/{username}/followers`; the same for `following`. Answers who came and who left."""
    world: World = request.app.state.world
    account, direction = named_account(request), _direction(request)
    wish = await read_body(request, ListChange)
    _rename(world, wish.rename)
    members = relations.list_of(world, account, direction)
    lost = [named(world, username).pk for username in wish.remove] + members.sample(wish.lose)
    gained = [named(world, username).pk for username in wish.add]
    relations.change_list(world, account, direction, add=gained, remove=lost)
    gained += relations.gain(world, account, direction, wish.gain)
    _show_count(world, account, direction, wish.shown_count)
    await world.store.flush()
    return _view(request, account, {"gained": _names(world, gained), "lost": _names(world, lost)})


def _rename(world: World, names: dict[str, str]) -> None:
    for old, new in names.items():
        if person_named(world, old) is None:
            raise HTTPException(404, f"nobody is called {old!r}")
        if person_named(world, new) is not None:
            raise HTTPException(409, f"somebody is called {new!r} already")
    for old, new in names.items():
        rename(world, old, new)


def _show_count(world: World, account: Account, direction: Direction, count: int | None) -> None:
    if count is not None:
        name = "followers_count" if direction == "followers" else "follows_count"
        setattr(account, name, count)
        world.accounts.put(account)


def _direction(request: Request) -> Direction:
    return cast(Direction, request.url.path.rpartition("/")[2])


def _names(world: World, numbers: list[int]) -> list[str]:
    return [person.username for pk in numbers if (person := person_numbered(world, pk))]


def _view(request: Request, account: Account, more: dict[str, Any] | None = None) -> JSONResponse:
    world: World = request.app.state.world
    direction = _direction(request)
    members = relations.list_of(world, account, direction)
    limit = min(int(number_in_query(request, "limit", DEFAULT_SHOWN)), MAX_SHOWN)
    people, _ = members.page(None, limit)
    shown_count = account.followers_count if direction == "followers" else account.follows_count
    return JSONResponse(
        {
            "count": members.side.count,
            "shown_count": shown_count,
            "generated": members.side.generated,
            "people": [{"pk": str(person.pk), "username": person.username, "name": person.name} for person in people],
        }
        | (more or {})
    )
