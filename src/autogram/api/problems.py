"""Every error becomes an RFC 9457 problem document; a bug never shows its insides."""

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from starlette.exceptions import HTTPException

from autogram.core.db import DatabaseUnreachable
from autogram.core.errors import AppError, FieldError, InvalidInput
from autogram.core.logging import get_logger

log = get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
# PostgreSQL's text has no NUL character, in JSON neither.
NOT_STORABLE = frozenset({"22021", "22P05"})


def problem_response(error: AppError) -> JSONResponse:
    return JSONResponse(error.as_problem() | _request_id(), error.status, headers=error.headers, media_type=MEDIA_TYPE)


def _request_id() -> dict[str, str]:
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    return {"request_id": request_id} if request_id else {}


async def _app_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AppError)
    return problem_response(error)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    # For those who write errors in another way.
    request.state.validation_errors = error.errors()
    return problem_response(InvalidInput([_field_error(e) for e in error.errors()]))


def _field_error(error: dict[str, object]) -> FieldError:
    location = error["loc"]
    assert isinstance(location, tuple)
    if error["type"] == "json_invalid":
        return FieldError("body", f"is not JSON: an error at character {location[-1]}")
    path = [str(part) for part in location[1:]] or [str(location[0])]
    return FieldError(".".join(path), str(error["msg"]).removeprefix("Value error, "))


async def _http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    body = {"type": "about:blank", "title": str(error.detail), "status": error.status_code, "detail": str(error.detail)}
    return JSONResponse(
        body | {"code": f"http-{error.status_code}"} | _request_id(),
        error.status_code,
        headers=dict(error.headers or {}),
        media_type=MEDIA_TYPE,
    )


async def _database_error(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in NOT_STORABLE:
        return problem_response(InvalidInput([FieldError("body", "may not contain the character NUL")]))
    lost = isinstance(error, InterfaceError | NoConnectionFree | DatabaseUnreachable)
    if lost or (isinstance(error, DBAPIError) and error.connection_invalidated):
        log.error("database unreachable", reason=str(error).splitlines()[0])
        return problem_response(DatabaseUnreachable("Try again in a moment.", headers={"Retry-After": "5"}))
    return bug_response(error)


def bug_response(error: Exception) -> JSONResponse:
    """Says that something went wrong, and where it is logged; what went wrong stands in the log only."""
    log.error("unhandled error", exc_info=error)
    body = {
        "type": "/problems/internal-error",
        "title": "Something went wrong on our side",
        "status": 500,
        "detail": "The error has been logged with the id of this request.",
        "code": "internal-error",
    }
    return JSONResponse(body | _request_id(), 500, media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """`app` answers every foreseen error as a problem document; `BugNet` does the rest."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(DBAPIError, _database_error)
    app.add_exception_handler(NoConnectionFree, _database_error)
    app.add_exception_handler(DatabaseUnreachable, _database_error)
