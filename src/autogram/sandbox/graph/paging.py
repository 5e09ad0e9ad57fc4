"""Cursor paging: pages of a list, and the links to the next and previous one."""

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import urlencode

from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import GraphError, Json
from autogram.sandbox.store import Document

DEFAULT_LIMIT, MAX_LIMIT = 25, 100
D = TypeVar("D", bound=Document)


def page(
    items: Sequence[D],
    render: Callable[[D], Json],
    *,
    options: Mapping[str, str],
    link: str = "",
    default_limit: int = DEFAULT_LIMIT,
    max_limit: int = MAX_LIMIT,
) -> Json:
    """Return one page of `items` with its cursors; `link` is the address that `next` and `previous` extend.

    A cursor names the object it stands at, so pages stay right while new objects appear at the top.
    """
    limit = _limit(options, default_limit, max_limit)
    start, end = _window(items, options, limit)
    shown = items[start:end]
    answer: Json = {"data": [render(item) for item in shown]}
    if not shown:
        return answer
    cursors = {"before": cursor_of(shown[0]), "after": cursor_of(shown[-1])}
    answer["paging"] = {"cursors": cursors}
    if link and end < len(items):
        answer["paging"]["next"] = f"{link}&limit={limit}&after={cursors['after']}"
    if link and start > 0:
        answer["paging"]["previous"] = f"{link}&limit={limit}&before={cursors['before']}"
    return answer


def link_to(call: Call) -> str:
    """The full address of a call without its position; as on Instagram the token is in it."""
    kept = {
        name: call.params.text(name) for name in call.params if name not in ("after", "before", "limit", "access_token")
    }
    path = "/".join(part for part in (call.host, call.version, *call.path) if part)
    return f"{call.world.public_url}/{path}?{urlencode({'access_token': call.credential, **kept})}"


def cursor_of(item: Document) -> str:
    """An opaque name for a position in a list."""
    return base64.urlsafe_b64encode(item.id.encode()).decode().rstrip("=")


def _limit(options: Mapping[str, str], default: int, most: int) -> int:
    try:
        return max(1, min(most, int(options.get("limit", default))))
    except ValueError:
        raise GraphError(100, "(#100) Param limit must be an integer") from None


def _window(items: Sequence[Document], options: Mapping[str, str], limit: int) -> tuple[int, int]:
    if after := options.get("after"):
        start = _position(items, after) + 1
        return start, min(start + limit, len(items))
    if before := options.get("before"):
        end = _position(items, before)
        return max(0, end - limit), end
    return 0, min(limit, len(items))


def _position(items: Sequence[Document], cursor: str) -> int:
    wanted = _id_in(cursor)
    for position, item in enumerate(items):
        if item.id == wanted:
            return position
    raise GraphError(100, "(#100) Invalid cursors values", subcode=33)


def _id_in(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        return ""
