"""One call to the emulated API, and the operations it can be for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from autogram.sandbox.documents import Account, Token
from autogram.sandbox.graph.errors import unknown_object
from autogram.sandbox.graph.fields import Field, parse_fields
from autogram.sandbox.graph.params import Params
from autogram.sandbox.store import Document
from autogram.sandbox.world import World

INSTAGRAM_GRAPH = "graph.instagram.com"
FACEBOOK_GRAPH = "graph.facebook.com"
GRAPH_HOSTS = (INSTAGRAM_GRAPH, FACEBOOK_GRAPH)
AI_HOST = "api.openai.com"


# Performs another call on the same host with the same rights; None when it gets no answer.
Again = Callable[[str, str, dict[str, Any]], Awaitable[Response | None]]


@dataclass(slots=True)
class Call:
    """A request after reading: where it goes, what it says and on whose behalf."""

    world: World
    method: str
    host: str
    version: str
    path: tuple[str, ...]
    params: Params
    again: Again
    credential: str = ""
    token: Token | None = None
    node: Document | None = None
    # What a fault makes of the answer of the AI service.
    twist: str | None = None

    @property
    def account(self) -> Account:
        """The professional account the call is about."""
        if isinstance(self.node, Account):
            return self.node
        raise unknown_object(self.method, self.path[0] if self.path else "")

    @property
    def asked(self) -> list[Field]:
        """The parsed `fields` parameter."""
        return parse_fields(",".join(self.params.names("fields")))

    @property
    def caller(self) -> Token:
        """The token of a call that needs one."""
        if self.token is None:
            raise unknown_object(self.method, self.path[0] if self.path else "")
        return self.token

    def own(self, account_id: str) -> Account:
        """Return the account, if the token speaks for it."""
        account = self.world.accounts.get(account_id)
        if account is None or account_id not in self.caller.account_ids:
            raise unknown_object(self.method, self.path[0] if self.path else account_id)
        return account


Answer = Any | Response
Handler = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Operation:
    """Something the API can do; `name` is what faults and the request log call it.

    `needs` is the permission without its prefix (`content_publish`); None means any valid token will do.
    """

    name: str
    handler: Handler
    needs: str | None = None
    is_public: bool = False
