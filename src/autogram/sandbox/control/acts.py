"""Playing the people: customers who write, tap and comment, and owners with their phone."""

from pydantic import RootModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.acts.doing import do
from autogram.sandbox.acts.kinds import Act, AnyAct
from autogram.sandbox.control.reading import read_body
from autogram.sandbox.customers import customer
from autogram.sandbox.world import World


class WhatHappens(RootModel[AnyAct]):
    """One act; `act` says which."""


async def perform(request: Request) -> JSONResponse:
    """`POST /_sandbox/acts`: someone does something; what they caused comes back."""
    world: World = request.app.state.world
    act = (await read_body(request, WhatHappens)).root
    account = world.account_named(act.account)
    if account is None:
        raise HTTPException(404, f"no account {act.account!r}")
    before = world.outbox.added
    answer = dict(do(world, account, act))
    if isinstance(act, Act):
        person = customer(world, act.person)
        answer |= {"person": person.id, "person_id": world.inbox.igsid(person, account.id)}
    await world.store.flush()
    return JSONResponse({"act": act.act, "webhooks": world.outbox.added - before} | answer, 201)
