"""Several calls in one: batches and `?ids=`."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from starlette.responses import Response

from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import GraphError, Json, bad_parameter

MAX_BATCH = 50


async def batch(call: Call) -> list[Json | None]:
    """`POST /` with `batch=[{method,relative_url,body}]`: an answer for each, null for one that got none."""
    items = call.params.json("batch")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise bad_parameter("Param batch must be an array of objects")
    if len(items) > MAX_BATCH:
        raise GraphError(100, f"(#100) Too many requests in batch message. Maximum batch size is {MAX_BATCH}")
    has_headers = call.params.flag("include_headers", True)
    return list(await asyncio.gather(*(_item(call, item, has_headers) for item in items)))


async def by_ids(call: Call) -> Any:
    """`GET /?ids=1,2`: an object of objects; one bad id fails all."""
    kept = {name: value for name, value in call.params.items() if name != "ids"}
    params = kept | {"access_token": call.credential}
    path = "/".join(call.path)
    answers: Json = {}
    for key in call.params.names("ids"):
        reply = await call.again("GET", f"{call.version}/{key}/{path}", params)
        if reply is None or reply.status_code != 200:
            return reply
        answers[key] = json.loads(bytes(reply.body))
    return answers


async def _item(call: Call, item: Json, has_headers: bool) -> Json | None:
    method = str(item.get("method", "GET")).upper()
    address = urlsplit(str(item.get("relative_url", "")))
    params: dict[str, Any] = dict(parse_qsl(address.query, keep_blank_values=True))
    params |= dict(parse_qsl(str(item.get("body", "")), keep_blank_values=True))
    reply = await call.again(method, address.path, {"access_token": call.credential} | params)
    return _written(reply, has_headers) if reply else None


def _written(reply: Response, has_headers: bool) -> Json:
    answer: Json = {"code": reply.status_code}
    if has_headers:
        answer["headers"] = [{"name": name.title(), "value": value} for name, value in reply.headers.items()]
    return answer | {"body": bytes(reply.body).decode()}
