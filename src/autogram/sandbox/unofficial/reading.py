"""Reading what browsers and phones send: query, form, signed body, GraphQL variables."""

import gzip
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from autogram.sandbox.unofficial.visit import VisitParams


async def read_params(request: Request) -> VisitParams:
    """Collect every parameter; the innermost wins."""
    values: dict[str, Any] = dict(parse_qsl(request.url.query, keep_blank_values=True))
    if request.method == "POST":
        values |= _body(await request.body(), request.headers.get("content-encoding", ""))
    for inner in ("signed_body", "variables"):
        if isinstance(values.get(inner), str):
            values |= _object(values.pop(inner).partition(".")[2] if inner == "signed_body" else values.pop(inner))
    return VisitParams(values)


def _body(body: bytes, encoding: str) -> dict[str, Any]:
    if encoding == "gzip":
        try:
            body = gzip.decompress(body)
        except OSError:
            return {}
    if body.lstrip().startswith(b"{"):
        return _object(body.decode("utf-8", "replace"))
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _object(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
