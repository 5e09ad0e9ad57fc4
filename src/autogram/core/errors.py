"""Errors that the caller can act on, and nothing else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field of the input that cannot be accepted, and why, in words for a person."""

    field: str
    message: str


class AppError(Exception):
    """Something the caller can act on; never a bug.

    The class name is the stable `code`, `title` the sentence a person reads, `detail` what to do now.
    Keyword arguments become members of the problem document (RFC 9457).
    """

    status: ClassVar[int] = 400
    title: ClassVar[str] = "Bad request"

    def __init__(self, detail: str = "", *, headers: dict[str, str] | None = None, **fields: object) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.fields = fields
        self.headers = headers or {}

    @property
    def code(self) -> str:
        return problem_code(type(self))

    def as_problem(self) -> dict[str, object]:
        """The RFC 9457 document for this error."""
        return {
            "type": f"/problems/{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            **self.fields,
        }


def problem_code(error: type[Exception]) -> str:
    """`PostNotFound` → `post-not-found`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", error.__name__).lower()


class BadRequest(AppError):
    status, title = 400, "Bad request"


class Unauthenticated(AppError):
    status, title = 401, "Sign in first"

    def __init__(self, detail: str = "", **fields: object) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"}, **fields)


class Forbidden(AppError):
    status, title = 403, "Not allowed"


class NotFound(AppError):
    status, title = 404, "Not found"


class Conflict(AppError):
    status, title = 409, "Conflict"


class ContentTooLarge(AppError):
    status, title = 413, "The body is too large"


class InvalidInput(AppError):
    """Malformed or unacceptable input, with the reason per field."""

    status, title = 422, "The input has faults"

    def __init__(self, errors: Sequence[FieldError], detail: str = "") -> None:
        listed = [{"field": e.field, "message": e.message} for e in errors]
        summary = "; ".join(f"{e.field}: {e.message}" for e in errors)
        super().__init__(detail or summary, errors=listed)


class TooManyRequests(AppError):
    status, title = 429, "Too many requests"

    def __init__(self, retry_after_seconds: float, detail: str = "") -> None:
        wait = max(1, int(retry_after_seconds + 0.999))
        super().__init__(
            detail or f"Try again in {wait} seconds.", headers={"Retry-After": str(wait)}, retry_after=wait
        )


class UpstreamFailed(AppError):
    """Somebody else's server failed or refused; nothing of ours is broken."""

    status, title = 502, "The other side failed"


class ServiceUnavailable(AppError):
    status, title = 503, "Temporarily unavailable"
