"""Reading and checking what the control API is sent."""

import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request

M = TypeVar("M", bound=BaseModel)


class InvalidInput(Exception):
    """What was sent is not understood; `problems` names each field and the reason."""

    def __init__(self, problems: list[dict[str, str]]) -> None:
        super().__init__("invalid input")
        self.problems = problems


async def read_json(request: Request) -> Any:
    """Return the JSON body; an empty body is an empty object."""
    try:
        return json.loads(await request.body() or b"{}")
    except ValueError as broken:
        raise InvalidInput([{"field": "", "reason": f"the body is not JSON: {broken}"}]) from None


async def read_body(request: Request, model: type[M]) -> M:
    """Return the checked body; raises InvalidInput, answered as 422."""
    return check(model, await read_json(request))


def check(model: type[M], values: Any) -> M:
    """Check values against a model; raises InvalidInput."""
    try:
        return model.model_validate(values)
    except ValidationError as wrong:
        problems = [{"field": ".".join(map(str, error["loc"])), "reason": error["msg"]} for error in wrong.errors()]
        raise InvalidInput(problems) from None


def number_in_query(request: Request, name: str, default: float) -> float:
    """Read a number from the query, or refuse it with 422."""
    text = request.query_params.get(name)
    try:
        return default if text is None else float(text)
    except ValueError:
        raise HTTPException(422, f"{name} must be a number") from None
