"""Steering the sandbox as a whole: clock, switches, reset."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox import people
from autogram.sandbox.world import World


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
