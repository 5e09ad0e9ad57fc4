"""Steering the sandbox as a whole: clock, switches, reset; and what it has been asked."""

import time
from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, model_validator
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox import people
from autogram.sandbox.clock import iso_time
from autogram.sandbox.control.reading import check, number_in_query, read_body, read_json
from autogram.sandbox.switches import Switches
from autogram.sandbox.world import World

DEFAULT_REQUESTS = 500


class ClockChange(BaseModel):
    """Exactly one way to set the clock."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    offset_seconds: float | None = None
    advance_seconds: float | None = None
    now: AwareDatetime | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if sum(value is not None for value in (self.offset_seconds, self.advance_seconds, self.now)) != 1:
            raise ValueError("give exactly one of offset_seconds, advance_seconds and now")
        return self

    def offset(self, current: float) -> float:
        """The new offset of the clock in seconds."""
        if self.offset_seconds is not None:
            return self.offset_seconds
        if self.advance_seconds is not None:
            return current + self.advance_seconds
        assert isinstance(self.now, datetime)
        return self.now.timestamp() - time.time()


async def read_clock(request: Request) -> JSONResponse:
    """`GET /_sandbox/clock`."""
    world: World = request.app.state.world
    return JSONResponse({"now": iso_time(world.clock.now()), "offset_seconds": world.clock.offset_seconds})


async def set_clock(request: Request) -> JSONResponse:
    """`PUT /_sandbox/clock`: move the time by which tokens, containers and quotas age."""
    world: World = request.app.state.world
    change = await read_body(request, ClockChange)
    world.clock.offset_seconds = change.offset(world.clock.offset_seconds)
    world.save_value("clock", world.clock.offset_seconds)
    await world.store.flush()
    request.app.state.postman.wake()
    return await read_clock(request)


async def read_settings(request: Request) -> JSONResponse:
    """`GET /_sandbox/settings`: every switch."""
    world: World = request.app.state.world
    return JSONResponse(world.switches.model_dump())


async def change_settings(request: Request) -> JSONResponse:
    """`PUT /_sandbox/settings`: change the switches named, keep the others."""
    world: World = request.app.state.world
    world.switches = check(Switches, _merged(world.switches.model_dump(), await read_json(request)))
    world.save_value("switches", world.switches.model_dump())
    await world.store.flush()
    return await read_settings(request)


async def reset(request: Request) -> JSONResponse:
    """`POST /_sandbox/reset`: as on the first start, but ids go on, so none is ever used twice."""
    world: World = request.app.state.world
    endpoint = request.app.state.endpoint
    endpoint.faults.clear()
    endpoint.journal.clear()
    world.reset()
    people.seed(world)
    await world.store.flush()
    return JSONResponse({"reset": True})


async def requests(request: Request) -> JSONResponse:
    """`GET /_sandbox/requests?op=&since=&limit=`: newest first; `since` is a Unix time of the sandbox's clock."""
    journal = request.app.state.endpoint.journal
    found = journal.newest(
        op=request.query_params.get("op"),
        since=number_in_query(request, "since", 0),
        limit=int(number_in_query(request, "limit", DEFAULT_REQUESTS)),
    )
    return JSONResponse({"count": journal.count, "requests": [entry.model_dump() for entry in found]})


def _merged(current: dict[str, Any], changes: Any) -> Any:
    if not isinstance(changes, dict):
        return changes
    nested = {
        name: current[name] | value
        for name, value in changes.items()
        if isinstance(value, dict) and isinstance(current.get(name), dict)
    }
    return current | changes | nested
