"""Putting faults in force, watching them, releasing what they hold."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.control.reading import read_body
from autogram.sandbox.graph.faults import FaultBook, Rule


def _book(request: Request) -> FaultBook:
    book: FaultBook = request.app.state.endpoint.faults
    return book


def _rule(request: Request) -> Rule:
    rule = _book(request).rules.get(request.path_params["id"])
    if rule is None:
        raise HTTPException(404, "no such fault")
    return rule


async def add(request: Request) -> JSONResponse:
    """`POST /_sandbox/faults`: put a rule in force."""
    rule = await read_body(request, Rule)
    key = _book(request).add(rule)
    return JSONResponse({"id": key} | rule.report(), 201)


async def listing(request: Request) -> JSONResponse:
    """`GET /_sandbox/faults`: the rules in force, oldest first."""
    return JSONResponse({"faults": [{"id": key} | rule.report() for key, rule in _book(request).rules.items()]})


async def read(request: Request) -> JSONResponse:
    """`GET /_sandbox/faults/{id}`: a rule, with how many calls it has hit and holds now."""
    return JSONResponse({"id": request.path_params["id"]} | _rule(request).report())


async def release(request: Request) -> JSONResponse:
    """`POST /_sandbox/faults/{id}/release`: let the calls held now go on."""
    return JSONResponse({"released": _rule(request).release()})


async def remove(request: Request) -> JSONResponse:
    """`DELETE /_sandbox/faults/{id}`: take a rule out of force and release what it holds."""
    _rule(request)
    _book(request).remove(request.path_params["id"])
    return JSONResponse({"deleted": 1})


async def clear(request: Request) -> JSONResponse:
    """`DELETE /_sandbox/faults`: take every rule out of force."""
    count = len(_book(request).rules)
    _book(request).clear()
    return JSONResponse({"deleted": count})
