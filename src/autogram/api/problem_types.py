"""What each problem type means: the page that a problem's `type` leads to."""

from fastapi import APIRouter
from pydantic import BaseModel

from autogram.core.errors import AppError, NotFound, problem_code
from autogram.identity.access import public

router = APIRouter(prefix="/problems", tags=["problems"], dependencies=[public])


class ProblemType(BaseModel):
    """A kind of problem, with the status it comes with and what to do about it."""

    type: str
    code: str
    title: str
    status: int
    meaning: str


class ProblemTypeNotFound(NotFound):
    """No error of this installation has that code."""

    title = "No such problem type"


def problem_types() -> dict[str, type[AppError]]:
    """Every error that can be answered, by its code."""
    found: dict[str, type[AppError]] = {}
    waiting = [AppError]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found[problem_code(kind)] = kind
    return found


@router.get("/{code}")
async def read_problem_type(code: str) -> ProblemType:
    """What a problem's `type` stands for."""
    kind = problem_types().get(code)
    if kind is None:
        raise ProblemTypeNotFound
    meaning = " ".join((kind.__doc__ or kind.title).split())
    return ProblemType(type=f"/problems/{code}", code=code, title=kind.title, status=kind.status, meaning=meaning)
