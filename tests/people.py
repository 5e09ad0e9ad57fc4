"""People for everybody's tests: made directly in the database, or signed up over the API."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import httpx2
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.identity import service
from autogram.identity.permissions import Role

PASSWORD = "correct-horse-1"
# The argon2 hash of PASSWORD, worked out once and with little work.
PASSWORD_HASH = "$argon2id$v=19$m=64,t=1,p=1$qi+f1I2bW7I0BDWkaS8PwA$+jtCUB6nUfONgOQBMg1LmJotMw7Tl5h0pCOfcUmPXss"


@dataclass(frozen=True)
class Person:
    """A user of a test and what they sign in with."""

    user_id: UUID
    workspace_id: UUID
    email: str
    password: str = PASSWORD


def an_email() -> str:
    return f"{uuid4().hex[:12]}@example.test"


async def make_user(
    session: AsyncSession,
    *,
    email: str | None = None,
    full_name: str | None = None,
    role: Role = Role.USER,
    verified: bool = True,
    active: bool = True,
) -> Person:
    """A user with a personal workspace, whose password is `PASSWORD`."""
    email = email or an_email()
    user_id = await service.create_user(
        session,
        email,
        full_name=full_name,
        password_hash=PASSWORD_HASH,
        role=role,
        verified_at=clock.now() if verified else None,
        is_active=active,
    )
    assert user_id is not None, f"{email} has an account already"
    workspace_id = await service.personal_workspace_of(session, user_id)
    assert workspace_id is not None
    return Person(user_id, workspace_id, email)


async def make_admin(session: AsyncSession, *, email: str | None = None) -> Person:
    return await make_user(session, email=email, role=Role.ADMIN)


def runtime_of(api: httpx2.AsyncClient) -> Runtime:
    """The runtime of the application behind a test's client."""
    runtime: Runtime = api._transport.app.state.runtime  # type: ignore[attr-defined]  # an ASGITransport
    return runtime


async def headers_of(api: httpx2.AsyncClient, person: Person) -> dict[str, str]:
    """Headers of a fresh sign-in of somebody who has an account."""
    runtime = runtime_of(api)
    async with runtime.database.transaction() as session:
        pair = await service.start_session(session, runtime, person.user_id, 0)
    return {"Authorization": f"Bearer {pair.access_token}"}


async def signed_in(api: httpx2.AsyncClient, *, email: str | None = None, role: Role = Role.USER) -> dict[str, str]:
    """Headers of a new, confirmed user."""
    async with runtime_of(api).database.transaction() as session:
        person = await make_user(session, email=email, role=role)
    return await headers_of(api, person)


async def signed_in_admin(api: httpx2.AsyncClient) -> dict[str, str]:
    """Headers of a new admin."""
    return await signed_in(api, role=Role.ADMIN)


async def sign_up(api: httpx2.AsyncClient, email: str | None = None, password: str = PASSWORD) -> dict[str, str]:
    """Headers of somebody who registered and signed in over the API, like a customer. Slower, and rate-limited."""
    email = email or an_email()
    registered = await api.post("/api/v1/auth/register", json={"email": email, "password": password})
    assert registered.status_code == 201, registered.text
    signed = await api.post("/api/v1/auth/login", data={"username": email, "password": password})
    assert signed.status_code == 200, signed.text
    return {"Authorization": f"Bearer {signed.json()['access_token']}"}
