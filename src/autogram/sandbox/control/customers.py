"""Creating customers, and reading what they and the account said to each other."""

from typing import Annotated, Any
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from autogram.sandbox.clock import iso_time
from autogram.sandbox.control.people import named_account
from autogram.sandbox.control.reading import read_body
from autogram.sandbox.customers import customer_named
from autogram.sandbox.inbox.documents import Customer, Message, Thread
from autogram.sandbox.world import World


class CustomerFacts(BaseModel):
    """What there is to know about a person; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    name: str | None = None
    follower_count: int | None = Field(default=None, ge=0)
    follows_business: bool | None = None
    followed_by_business: bool | None = None
    is_verified: bool | None = None
    is_tester: bool | None = None
    is_unavailable: bool | None = None


class NewCustomer(CustomerFacts):
    """A person to create; without a username they get one."""

    username: Annotated[str, Field(pattern=r"^[a-z0-9._]{1,30}$")] | None = None


async def create(request: Request) -> JSONResponse:
    """`POST /_sandbox/people`."""
    world: World = request.app.state.world
    new = await read_body(request, NewCustomer)
    username = new.username or f"person.{uuid4().hex[:10]}"
    if customer_named(world, username):
        raise HTTPException(409, f"person {username!r} exists already")
    facts = new.model_dump(exclude={"username"}, exclude_none=True)
    person = world.inbox.add_customer(Customer(id=username, **{"name": username, **facts}))
    return await _shown(request, person, 201)


async def listing(request: Request) -> JSONResponse:
    """`GET /_sandbox/people`."""
    world: World = request.app.state.world
    return JSONResponse({"people": [_view(world, person) for person in world.inbox.customers]})


async def read(request: Request) -> JSONResponse:
    """`GET /_sandbox/people/{username}`: with the id each account knows the person by."""
    return await _shown(request, _named(request))


async def change(request: Request) -> JSONResponse:
    """`PUT /_sandbox/people/{username}`: change the facts named."""
    person = _named(request)
    for name, value in (await read_body(request, CustomerFacts)).model_dump(exclude_none=True).items():
        setattr(person, name, value)
    request.app.state.world.inbox.customers.put(person)
    return await _shown(request, person)


async def conversations(request: Request) -> JSONResponse:
    """`GET /_sandbox/accounts/{username}/conversations?person=`: everything that was written, oldest first."""
    world: World = request.app.state.world
    account = named_account(request)
    threads = [found for key in world.inbox.threads_of[account.id] if (found := world.inbox.threads.get(key))]
    if wanted := request.query_params.get("person"):
        threads = [thread for thread in threads if wanted in (thread.username, thread.igsid)]
    return JSONResponse({"conversations": [_conversation(world, thread) for thread in threads]})


def _named(request: Request) -> Customer:
    person = customer_named(request.app.state.world, request.path_params["username"])
    if person is None:
        raise HTTPException(404, f"no person {request.path_params['username']!r}")
    return person


async def _shown(request: Request, person: Customer, status: int = 200) -> JSONResponse:
    world: World = request.app.state.world
    answer = JSONResponse(_view(world, person), status)
    await world.store.flush()
    return answer


def _view(world: World, person: Customer) -> dict[str, Any]:
    ids = {account.username: world.inbox.igsid(person, account.id) for account in world.professional_accounts()}
    return person.model_dump(exclude={"id", "ids"}) | {"username": person.id, "ids": ids}


def _conversation(world: World, thread: Thread) -> dict[str, Any]:
    found = [message for key in world.inbox.messages_of[thread.id] if (message := world.inbox.messages.get(key))]
    return thread.model_dump() | {
        "updated_at": iso_time(thread.updated_at),
        "heard_at": iso_time(thread.heard_at) if thread.heard_at is not None else None,
        "messages": [_message(message) for message in found],
    }


def _message(message: Message) -> dict[str, Any]:
    return message.model_dump(exclude={"id", "thread_id", "account_id"}) | {
        "mid": message.id,
        "at": iso_time(message.at),
    }
