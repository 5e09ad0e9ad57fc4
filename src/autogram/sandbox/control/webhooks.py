"""Where webhooks go, what was delivered, and bodies of the developer's own."""

import secrets
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.clock import iso_time
from autogram.sandbox.control.reading import number_in_query, read_body
from autogram.sandbox.outbox.documents import Delivery
from autogram.sandbox.webhooks.body import written
from autogram.sandbox.world import World

DEFAULT_SHOWN = 100


class Callback(BaseModel):
    """Where the app listens; without `verify` nobody is asked first."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    url: Annotated[str, Field(pattern=r"^https?://")]
    verify_token: str | None = None
    verify: bool = True


class RawWebhook(BaseModel):
    """Any body: JSON that is written as Meta writes it, or `text` exactly as it is."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    body: Any = None
    text: str | None = None
    signature: Literal["good", "wrong", "missing"] = "good"
    is_truncated: bool = False


async def read_callback(request: Request) -> JSONResponse:
    """`GET /_sandbox/webhook`."""
    saved = request.app.state.world.values.get("webhook")
    return JSONResponse(saved.value if saved else {"url": None})


async def set_callback(request: Request) -> JSONResponse:
    """`PUT /_sandbox/webhook`: asks the app with Meta's handshake, and keeps the address if it answers rightly."""
    world: World = request.app.state.world
    wish = await read_body(request, Callback)
    token = wish.verify_token if wish.verify_token is not None else world.app.verify_token
    result = await _handshake(wish.url, token) if wish.verify else {"verified": None}
    if result["verified"] is False:
        return JSONResponse({"url": wish.url} | result, 400)
    world.save_value("webhook", {"url": wish.url})
    await world.store.flush()
    return JSONResponse({"url": wish.url} | result)


async def remove_callback(request: Request) -> JSONResponse:
    """`DELETE /_sandbox/webhook`: nobody is told anything any more."""
    world: World = request.app.state.world
    world.values.remove("webhook")
    await world.store.flush()
    return JSONResponse({"url": None})


async def listing(request: Request) -> JSONResponse:
    """`GET /_sandbox/webhooks?account=&field=&status=&limit=`: newest first."""
    world: World = request.app.state.world
    query = request.query_params
    account = world.account_named(query["account"]) if "account" in query else None
    if account is None and "account" in query:
        raise HTTPException(404, f"no account {query['account']!r}")
    limit = int(number_in_query(request, "limit", DEFAULT_SHOWN))
    found = [
        delivery
        for delivery in world.outbox.deliveries
        if query.get("status") in (None, delivery.status)
        and ("field" not in query or any(update.field == query["field"] for update in delivery.updates))
        and (account is None or any(update.account_id == account.id for update in delivery.updates))
    ]
    is_idle = request.app.state.postman.is_idle
    return JSONResponse(
        {"count": len(found), "is_idle": is_idle, "webhooks": [_view(one) for one in found[::-1][:limit]]}
    )


async def read(request: Request) -> JSONResponse:
    """`GET /_sandbox/webhooks/{id}`."""
    return JSONResponse(_view(_named(request)))


async def send_raw(request: Request) -> JSONResponse:
    """`POST /_sandbox/webhooks`: deliver this body to the app, signed over the bytes that are sent."""
    world: World = request.app.state.world
    raw = await read_body(request, RawWebhook)
    if not world.values.get("webhook"):
        raise HTTPException(409, "there is no callback: PUT /_sandbox/webhook first")
    text = raw.text if raw.text is not None else written(raw.body)
    now = world.clock.now()
    delivery = Delivery(
        id=world.new_id("delivery"),
        body=text[: len(text) // 2] if raw.is_truncated else text,
        signing=raw.signature,
        created_at=now,
        next_at=now,
    )
    world.outbox.add(delivery)
    await world.store.flush()
    return JSONResponse(_view(delivery), 201)


async def redeliver(request: Request) -> JSONResponse:
    """`POST /_sandbox/webhooks/{id}/redeliver`: the same body once more, whatever came of it before."""
    world: World = request.app.state.world
    delivery = _named(request)
    delivery.status, delivery.next_at = "waiting", world.clock.now()
    world.outbox.deliveries.put(delivery)
    world.outbox.schedule(delivery)
    await world.store.flush()
    return JSONResponse(_view(delivery))


async def clear(request: Request) -> JSONResponse:
    """`DELETE /_sandbox/webhooks`: forget all deliveries, also those that wait."""
    world: World = request.app.state.world
    count = len(world.outbox.deliveries)
    world.outbox.clear()
    await world.store.flush()
    return JSONResponse({"deleted": count})


async def _handshake(url: str, verify_token: str) -> dict[str, Any]:
    import httpx2

    challenge = str(secrets.randbelow(2**31))
    query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": verify_token}
    try:
        async with httpx2.AsyncClient(timeout=10, trust_env=False) as client:
            reply = await client.get(url, params=query)
    except httpx2.HTTPError as problem:
        return {"verified": False, "problem": str(problem) or type(problem).__name__}
    is_right = reply.status_code == 200 and reply.text == challenge
    return {"verified": is_right, "status": reply.status_code, "answer": reply.text[:500]}


def _named(request: Request) -> Delivery:
    delivery: Delivery | None = request.app.state.world.outbox.deliveries.get(request.path_params["id"])
    if delivery is None:
        raise HTTPException(404, "no such webhook")
    return delivery


def _view(delivery: Delivery) -> dict[str, Any]:
    return delivery.model_dump() | {
        "created_at": iso_time(delivery.created_at),
        "next_at": iso_time(delivery.next_at) if delivery.status == "waiting" else None,
        "fields": [update.field for update in delivery.updates],
    }
