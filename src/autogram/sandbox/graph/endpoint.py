"""From an HTTP request to an operation and back: log, latency, faults, token, answer."""

import asyncio
import json
import re
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from autogram.sandbox.connection import ConnectionDropped, Silence, drop, until_disconnect
from autogram.sandbox.documents import Account
from autogram.sandbox.graph import tokens
from autogram.sandbox.graph.call import AI_HOST, GRAPH_HOSTS, Call, Operation
from autogram.sandbox.graph.errors import GraphError, unknown_object, unknown_path
from autogram.sandbox.graph.faults import FaultBook, Rule
from autogram.sandbox.graph.journal import Journal
from autogram.sandbox.graph.nodes import account_id_of, find_node
from autogram.sandbox.graph.params import Params, read_params
from autogram.sandbox.graph.usage import Usage, ai_rate_limited, rate_limited
from autogram.sandbox.store import Document
from autogram.sandbox.world import World

VERSION = re.compile(r"v\d+\.\d+")
BROKEN_PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1>"
    "<p>We're working on getting this fixed as soon as we can.</p></body></html>"
)
NOWHERE = "unknown"
# Meta's SDK, generated from Meta's own description of graph.instagram.com, writes these edges without underscores.
EDGE_SPELLINGS = {
    "mediapublish": "media_publish",
    "messageattachments": "message_attachments",
    "passthreadcontrol": "pass_thread_control",
    "releasethreadcontrol": "release_thread_control",
    "requestthreadcontrol": "request_thread_control",
    "takethreadcontrol": "take_thread_control",
}


class OperationTable:
    """What each path and each object can do."""

    def __init__(
        self,
        paths: dict[tuple[str, str, str], Operation],
        edges: dict[tuple[str, type[Document], str], Operation],
    ) -> None:
        self.paths = paths
        self.edges = edges

    def find(self, call: Call) -> Operation | None:
        """Return the operation for a call and set the object it is about."""
        if named := self._find_path(call):
            return named
        if call.host not in GRAPH_HOSTS or not 1 <= len(call.path) <= 2:
            return None
        kind, call.node = find_node(call)
        edge = call.path[1] if len(call.path) == 2 else ""
        return self.edges.get((call.method, kind, EDGE_SPELLINGS.get(edge, edge)))

    def _find_path(self, call: Call) -> Operation | None:
        if "ids" in call.params and call.host in GRAPH_HOSTS and call.method == "GET":
            return self.paths.get(("GET", call.host, "?ids"))
        if named := self.paths.get((call.method, call.host, "/".join(call.path))):
            return named
        return self.paths.get((call.method, call.host, f"{call.path[0]}/*")) if len(call.path) > 1 else None


class GraphEndpoint:
    """Answers every emulated host from one table of operations."""

    def __init__(self, world: World, table: OperationTable) -> None:
        self.world = world
        self.table = table
        self.faults = FaultBook()
        self.journal = Journal()
        self.usage = Usage()

    async def __call__(self, request: Request, host: str) -> Response:
        """Answer one HTTP request."""
        try:
            params = await read_params(request)
        except GraphError as refusal:
            return self._refuse(host, None, refusal)
        call = self.make_call(host, request.method, request.path_params.get("path", ""), params, _bearer(request))
        try:
            return await self.perform(call, until_disconnect(request))
        except ConnectionDropped:
            return await drop(request)

    def make_call(self, host: str, method: str, path: str, params: dict[str, Any], bearer: str = "") -> Call:
        """Put a call together; `method` as a parameter of a POST overrides the verb, as on the Graph API."""
        parts = tuple(part for part in path.split("/") if part)
        version = parts[0] if parts and VERSION.fullmatch(parts[0]) else ""
        if method == "POST" and str(params.get("method", "")).upper() in ("GET", "DELETE"):
            method = params.pop("method").upper()
        credential = str(params.get("access_token") or bearer)
        again = partial(self._again, host)
        call = Call(
            self.world, method, host, version, parts[1:] if version else parts, Params(params), again, credential
        )
        call.token = tokens.find_token(self.world, host, credential)
        return call

    async def perform(self, call: Call, silence: Silence) -> Response:
        """Run one call through log, latency and faults."""
        operation = self.table.find(call)
        op = operation.name if operation else NOWHERE
        account = self.world.accounts.get(account_id_of(self.world, call.node, call.token) or "")
        entry = self.journal.start(call, op, account.username if account else None, self.world.clock.now())
        try:
            response = await self._answer(call, operation, op, account, silence)
        except ConnectionDropped:
            entry.status = 0
            raise
        finally:
            await self.world.store.flush()
        entry.status = response.status_code
        return response

    async def _again(self, host: str, method: str, path: str, params: dict[str, Any]) -> Response | None:
        async def silence(seconds: float | None) -> None:
            """An inner call that is never answered must not hold up the others."""

        try:
            return await self.perform(self.make_call(host, method, path, params), silence)
        except ConnectionDropped:
            return None

    async def _answer(
        self, call: Call, operation: Operation | None, op: str, account: Account | None, silence: Silence
    ) -> Response:
        if latency := self.world.switches.latency_ms:
            await asyncio.sleep(latency / 1_000)
        account_id = account.id if account else None
        before = self.faults.take(call, op, account, after=False)
        if before and (replaced := await self._strike(before, call, account_id, silence)):
            return replaced
        call.twist = before.action.ai if before else None
        response = await self._execute(call, operation, account_id)
        behind = self.faults.take(call, op, account, after=True)
        if behind:
            await self.world.store.flush()
            return await self._strike(behind, call, account_id, silence) or response
        return response

    async def _execute(self, call: Call, operation: Operation | None, account_id: str | None) -> Response:
        try:
            if call.host in GRAPH_HOSTS:
                self.usage.count(self.world, account_id)
            _admit(call, operation)
            assert operation is not None
            answer = await operation.handler(call)
        except GraphError as refusal:
            return self._refuse(call.host, account_id, refusal)
        if isinstance(answer, Response):
            return answer
        return self._reply(call.host, account_id, 200, answer)

    async def _strike(self, rule: Rule, call: Call, account_id: str | None, silence: Silence) -> Response | None:
        await rule.wait()
        action = rule.action
        if action.timeout:
            await silence(None if action.timeout is True else float(action.timeout))
            raise ConnectionDropped
        if action.drop:
            raise ConnectionDropped
        if action.status:
            return HTMLResponse(BROKEN_PAGE, action.status)
        if action.reply:
            return action.reply.response()
        if action.rate_limited:
            if call.host == AI_HOST:
                return self._refuse(call.host, account_id, ai_rate_limited())
            code = 4 if action.rate_limited is True else int(action.rate_limited)
            return self._refuse(call.host, account_id, rate_limited(code), is_limited=True)
        if error := action.error:
            fields = error.model_dump(exclude={"code", "message", "type"})
            return self._refuse(call.host, account_id, GraphError(error.code, error.message, kind=error.type, **fields))
        return None

    def _refuse(self, host: str, account_id: str | None, refusal: GraphError, *, is_limited: bool = False) -> Response:
        status = refusal.http_status(self.world.switches.http_status)
        if host == AI_HOST:
            return self._reply(host, account_id, status, refusal.ai_envelope())
        if host not in GRAPH_HOSTS:
            body = {"error_type": refusal.kind, "code": status, "error_message": refusal.message}
            return self._reply(host, account_id, status, body)
        limited = is_limited or refusal.code in (4, 17, 80002)
        return self._reply(host, account_id, status, refusal.envelope(), is_limited=limited)

    def _reply(
        self, host: str, account_id: str | None, status: int, body: Any, *, is_limited: bool = False
    ) -> Response:
        headers = {"cache-control": "private, no-store"}
        if host in GRAPH_HOSTS:
            headers |= self.usage.headers(self.world, account_id, is_limited=is_limited)
        text = json.dumps(body, separators=(",", ":")).replace("/", "\\/")
        return Response(text, status, headers, media_type="application/json; charset=UTF-8")


def _admit(call: Call, operation: Operation | None) -> None:
    """Refuse a call in the order Instagram does: token, object, path, permission."""
    if operation and operation.is_public:
        return
    if operation is None and call.host not in GRAPH_HOSTS:
        raise unknown_path(call.host, "/".join(call.path))
    if operation is None and not call.path:
        raise GraphError(100, "Unsupported get request.", kind="GraphMethodException")
    tokens.check_token(call)
    if operation is None:
        if call.node is None:
            raise unknown_object(call.method, call.path[0])
        raise unknown_path(call.host, "/".join(call.path[1:]))
    owner = account_id_of(call.world, call.node, call.token)
    if call.node is not None and owner is not None and owner not in call.caller.account_ids:
        raise unknown_object(call.method, call.path[0])
    tokens.check_permission(call, operation.needs)


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() in ("bearer", "oauth") else ""
