"""Reading bodies as the predecessor's clients send them."""

import json
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError

from autogram.audience.crawling.schemas import CookieCrawl
from autogram.compat.followers.errors import BodyNotJson, ContentTypeUnsupported, RequestIncomplete

FIELDS = ("csrf_token", "session_id")


def described_body(model: type[BaseModel]) -> dict[str, Any]:
    """What the API's description says of a body that is read by ourselves."""
    content = {"application/json": {"schema": model.model_json_schema()}}
    return {"requestBody": {"required": True, "content": content}}


class AnalyzeBody(BaseModel):
    """The cookies `csrftoken` and `sessionid` of a browser that is logged in to Instagram."""

    csrf_token: str
    session_id: str


async def json_object(request: Request) -> dict[str, Any]:
    """The body's JSON object. Raises `ContentTypeUnsupported`, `BodyNotJson`."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise ContentTypeUnsupported("Send Content-Type: application/json.")
    try:
        body = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise BodyNotJson("The body is not valid JSON.") from None
    if not isinstance(body, dict):
        raise BodyNotJson("The body must be a JSON object.")
    return body


async def _cookies(body: Annotated[dict[str, Any], Depends(json_object)]) -> CookieCrawl:
    """The two cookies. Raises `RequestIncomplete` for what is missing or cannot be one."""
    for name in FIELDS:
        if not body.get(name):
            raise RequestIncomplete(f"{name} is required", error=f"{name} is required")
    try:
        return CookieCrawl.model_validate({"source": "web"} | {name: body[name] for name in FIELDS})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        reason = str(first["msg"]).removeprefix("Value error, ")
        raise RequestIncomplete(f"{first['loc'][-1]} {reason}") from None


Cookies = Annotated[CookieCrawl, Depends(_cookies)]
