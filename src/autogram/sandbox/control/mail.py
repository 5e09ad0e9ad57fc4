"""Reading and emptying the mailbox."""

from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.control import views
from autogram.sandbox.world import World


async def listing(request: Request) -> JSONResponse:
    """`GET /_sandbox/mail?to=`: newest first."""
    world: World = request.app.state.world
    wanted = request.query_params.get("to", "").lower()
    found = [mail for mail in world.mail if not wanted or wanted in (name.lower() for name in mail.recipients)]
    return JSONResponse({"mail": [views.mail_view(mail) for mail in reversed(found)]})


async def clear(request: Request) -> JSONResponse:
    """`DELETE /_sandbox/mail`: empty the mailbox."""
    world: World = request.app.state.world
    count = len(world.mail)
    world.mail.clear()
    await world.store.flush()
    return JSONResponse({"deleted": count})
