"""How routes learn who is asking, and refuse those who may not."""

import ipaddress
from typing import Annotated, Any
from uuid import UUID

import structlog
from fastapi import Depends, Header, Request
from fastapi.security import OAuth2PasswordBearer

from autogram.core.errors import Unauthenticated
from autogram.core.runtime import Runtime
from autogram.identity import service
from autogram.identity.errors import PermissionMissing, SignInRequired
from autogram.identity.permissions import Actor, Permission

_bearer = OAuth2PasswordBearer(
    tokenUrl="/api/v1/auth/login", auto_error=False, description="An access token, or an API key (`ag_…`)."
)


BearerToken = Annotated[str | None, Depends(_bearer)]


async def signed_in(
    request: Request,
    token: BearerToken,
    x_workspace_id: Annotated[UUID | None, Header(description="One of your workspaces; else your own.")] = None,
) -> Actor:
    """Who is asking, looked up afresh on each request. No transaction is left open."""
    if not token:
        raise Unauthenticated("Send an access token or an API key: Authorization: Bearer …")
    actor = await service.authenticate(request.app.state.runtime, token, workspace_id=x_workspace_id)
    structlog.contextvars.bind_contextvars(user_id=str(actor.user_id))
    return actor


SignedIn = Annotated[Actor, Depends(signed_in)]


def requires(*permissions: Permission, api_keys: bool = True) -> Any:
    """A dependency that gives the `Actor`, who has all `permissions`; with `api_keys=False` a person, not a key."""

    async def check(actor: SignedIn) -> Actor:
        missing = [permission.value for permission in permissions if permission not in actor.permissions]
        if missing:
            raise PermissionMissing(f"This needs the permission {', '.join(missing)}.", permissions=missing)
        if actor.api_key_id and not api_keys:
            raise SignInRequired
        return actor

    check.permissions = permissions  # type: ignore[attr-defined]  # read by the test that no route lacks one
    return Depends(check)


async def _anyone() -> None:
    """No sign-in is needed."""


_anyone.permissions = ()  # type: ignore[attr-defined]  # read by the test that no route lacks one
public = Depends(_anyone)


def runtime_of(request: Request) -> Runtime:
    runtime: Runtime = request.app.state.runtime
    return runtime


Running = Annotated[Runtime, Depends(runtime_of)]


def client_address(request: Request) -> str:
    """Who to count a request against: the address our outermost trusted proxy saw; of IPv6 the /64 network."""
    direct = request.client.host if request.client else "unknown"
    proxies = runtime_of(request).settings.core.trusted_proxies
    seen = [part.strip() for line in request.headers.getlist("x-forwarded-for") for part in line.split(",")]
    # Only what our own proxies appended can be believed; they append on the right.
    claimed = seen[-proxies] if 0 < proxies <= len(seen) else direct
    return _network(claimed) or _network(direct) or direct


def _network(address: str) -> str | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


ClientAddress = Annotated[str, Depends(client_address)]
