"""One request of a browser or a phone, and the operations it can be for."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from autogram.sandbox.community.documents import LoginSession
from autogram.sandbox.documents import Account
from autogram.sandbox.graph.faults import PageTwist
from autogram.sandbox.graph.params import Params
from autogram.sandbox.world import World

WEB_HOST = "www.instagram.com"
MOBILE_HOSTS = ("i.instagram.com", "b.i.instagram.com")

MAX_DIGITS = 20

Json = dict[str, Any]

# Requests of these surfaces carry passwords, codes and session ids under many names: only what is named here is logged.
SHOWN_PARAMETERS = frozenset(
    (
        "after", "amount", "can_support_threading", "comment_ids_to_delete", "comment_text", "count", "doc_id", "edit",
        "first", "id", "max_id", "media_id", "min_id", "page_size", "permalink_enabled", "query", "query_hash",
        "replied_to_comment_id", "search_surface", "shortcode", "username",
    )
)  # fmt: skip


class VisitParams(Params):
    """The parameters of a request, from query, form, signed body and GraphQL variables together."""

    def without_secrets(self) -> Json:
        """Return what may be shown and logged."""
        return {name: value for name, value in self.items() if name in SHOWN_PARAMETERS}


@dataclass(slots=True)
class Visit:
    """A request after reading: where it goes, what it says and who is logged in."""

    world: World
    method: str
    host: str
    path: tuple[str, ...]
    params: VisitParams
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    session: LoginSession | None = None
    account: Account | None = None
    # The ids in the path, for operations whose path has some.
    names: tuple[str, ...] = ()
    # What a fault makes of one page of a list.
    twist: PageTwist | None = None

    @property
    def viewer(self) -> Account:
        """Who is logged in; only for operations that need somebody."""
        assert self.account is not None
        return self.account


Answer = Json | Response
Handler = Callable[[Visit], Answer]


@dataclass(frozen=True, slots=True)
class Operation:
    """Something website and app can do; `name` is what faults and the request log call it."""

    name: str
    handler: Handler
    is_public: bool = False
    is_write: bool = False


class Refusal(Exception):
    """An answer that is not what was asked for, in Instagram's words."""

    def __init__(self, status: int, body: Json | str, headers: dict[str, str] | None = None) -> None:
        super().__init__(str(body))
        self.status = status
        self.body = body
        self.headers = headers or {}

    def response(self) -> Response:
        """The answer to send."""
        if isinstance(self.body, str):
            return Response(self.body, self.status, self.headers, media_type="text/html; charset=utf-8")
        return json_response(self.body, self.status, self.headers)


def whole_number(text: str) -> int | None:
    """The number in a text of nothing but a few digits."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= MAX_DIGITS else None


def json_response(body: Json, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Write JSON as both surfaces do, without spaces."""
    text = json.dumps(body, separators=(",", ":"))
    return Response(text, status, headers, media_type="application/json; charset=utf-8")


def raw_json(text: str) -> Response:
    """JSON that is already written."""
    return Response(text, media_type="application/json; charset=utf-8")
