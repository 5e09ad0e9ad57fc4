"""From a request of a browser or a phone to an operation and back: log, latency, faults, session, answer."""

import asyncio
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from autogram.sandbox.community.documents import Demand
from autogram.sandbox.connection import ConnectionDropped, Silence, drop, until_disconnect
from autogram.sandbox.graph.errors import GraphError
from autogram.sandbox.graph.faults import FaultBook, Rule, Signal
from autogram.sandbox.graph.journal import Journal
from autogram.sandbox.unofficial.reading import read_params
from autogram.sandbox.unofficial.refusals import logged_out, refuse, signal
from autogram.sandbox.unofficial.sessions import session_of
from autogram.sandbox.unofficial.table import find_operation, named_account
from autogram.sandbox.unofficial.visit import Operation, Refusal, Visit, json_response
from autogram.sandbox.world import World

NOWHERE = "unknown"
DEMANDS: dict[Demand, Signal] = {
    "challenge": "challenge_required",
    "checkpoint": "checkpoint_required",
    "suspended": "suspended",
}
BROKEN_PAGE = "<!DOCTYPE html><html lang='en'><head><title>Error</title></head><body><h1>Oops</h1></body></html>"


class UnofficialEndpoint:
    """Answers for website and app, with the log and the faults of the whole sandbox."""

    def __init__(self, world: World, faults: FaultBook, journal: Journal) -> None:
        self.world = world
        self.faults = faults
        self.journal = journal

    async def __call__(self, request: Request, host: str) -> Response:
        """Answer one HTTP request."""
        path = tuple(part for part in request.path_params.get("path", "").split("/") if part)
        params = await read_params(request)
        visit = Visit(self.world, request.method, host, path, params, request.headers, request.cookies)
        visit.session = session_of(self.world, request.headers, request.cookies)
        visit.account = self.world.accounts.get(visit.session.account_id) if visit.session else None
        operation = find_operation(visit)
        op = operation.name if operation else NOWHERE
        account = visit.account or named_account(visit)
        entry = self.journal.start(visit, op, account.username if account else None, self.world.clock.now())
        take = partial(self.faults.take, visit, op, account)
        try:
            response = await self._answer(visit, operation, take, until_disconnect(request))
            entry.status = response.status_code
            return response
        except ConnectionDropped:
            entry.status = 0
            return await drop(request)
        finally:
            await self.world.store.flush()

    async def _answer(
        self, visit: Visit, operation: Operation | None, take: partial[Rule | None], silence: Silence
    ) -> Response:
        if latency := self.world.switches.latency_ms:
            await asyncio.sleep(latency / 1_000)
        if before := take(after=False):
            if replaced := await _strike(before, visit, silence):
                return replaced
            visit.twist = before.action.page
        response = _execute(visit, operation)
        if behind := take(after=True):
            await self.world.store.flush()
            return await _strike(behind, visit, silence) or response
        return response


def _execute(visit: Visit, operation: Operation | None) -> Response:
    try:
        if operation is None:
            raise refuse("Not found", 404)
        _admit(visit, operation)
        answer = operation.handler(visit)
    except Refusal as refusal:
        return refusal.response()
    except GraphError as broken:
        return refuse(broken.message).response()
    return answer if isinstance(answer, Response) else json_response(answer)


def _admit(visit: Visit, operation: Operation) -> None:
    """Refuse who is logged out, whom Instagram wants something from, and who may not write at the moment."""
    if visit.account is None:
        if operation.is_public:
            return
        raise logged_out(visit.world, visit.host, "/" + "/".join(visit.path))
    login = visit.world.community.logins.get(visit.account.id)
    if login is None or operation.is_public:
        return
    if login.demand:
        raise signal(DEMANDS[login.demand])
    if login.is_action_blocked and operation.is_write:
        raise signal("feedback_required")


async def _strike(rule: Rule, visit: Visit, silence: Silence) -> Response | None:
    await rule.wait()
    action = rule.action
    if action.timeout:
        await silence(None if action.timeout is True else float(action.timeout))
        raise ConnectionDropped
    if action.drop:
        raise ConnectionDropped
    if action.status:
        return Response(BROKEN_PAGE, action.status, media_type="text/html")
    if action.reply:
        return action.reply.response()
    if action.rate_limited:
        return signal("rate_limited").response()
    if action.signal:
        return signal(action.signal, "/" + "/".join(visit.path)).response()
    if action.error:
        return refuse(action.error.message, action.error.status or 400).response()
    return None
