"""Somebody with an Instagram account, at the API and in a browser; and what the tests look at afterwards."""

import base64
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer
from tests.identity.post import due_jobs
from tests.people import Person, headers_of, make_user
from tests.servers import Instagram

from autogram.accounts.models import InstagramAccount
from autogram.core import clock
from autogram.core.audit import AuditEntry
from autogram.core.runtime import Runtime
from autogram.identity.messages import SendNotice
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
from autogram.jobs.api import HANDLERS, JobContext, JobMessage

CALLBACK = "/api/v1/accounts/oauth/callback"
AS_BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@dataclass(frozen=True)
class Owner:
    """A user, signed in, in a browser of their own, with an account at Instagram."""

    runtime: Runtime
    session: AsyncSession
    browser: httpx2.AsyncClient
    headers: dict[str, str]
    person: Person
    instagram: Instagram

    @property
    def actor(self) -> Actor:
        return Actor(self.person.user_id, self.person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])

    def with_account(self, instagram: Instagram) -> "Owner":
        """The same person at another Instagram account."""
        return replace(self, instagram=instagram)

    async def ask(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """Our API's JSON to the signed-in user."""
        answer = await self.browser.request(method, f"/api/v1{path}", headers=self.headers, **options)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    async def start(self) -> dict[str, Any]:
        started: dict[str, Any] = await self.ask("POST", "/accounts/oauth/start")
        return started

    def consent(self, authorize_url: str, **wish: str) -> dict[str, str]:
        """What Instagram appends to the redirect after the person agreed, or with `_sandbox_deny=1` did not."""
        wish = wish or {"_sandbox_user": self.instagram.username}
        sent = self.instagram.client.get(authorize_url, params=httpx2.URL(authorize_url).params.merge(wish))
        assert sent.status_code == 302, sent.text
        back = httpx2.URL(sent.headers["location"])
        assert back.path == CALLBACK
        return dict(back.params)

    async def come_back(self, appended: dict[str, str], **options: Any) -> httpx2.Response:
        """The browser follows Instagram's redirect to us."""
        return await self.browser.get(CALLBACK, params=appended, **options)

    async def connect(self) -> dict[str, Any]:
        """The whole round in the browser; the account as the API shows it."""
        started = await self.start()
        back = await self.come_back(self.consent(started["authorize_url"]))
        assert back.status_code == 303, back.text
        return await self.only_account()

    async def paste(self, expect: int = 201, **fields: Any) -> Any:
        """Connect with a token of the sandbox, unless the fields name another."""
        fields = {"access_token": fields.pop("access_token", None) or self.instagram.token(), **fields}
        return await self.ask("POST", "/accounts/token", expect, json=fields)

    async def only_account(self) -> dict[str, Any]:
        (account,) = (await self.ask("GET", "/accounts"))["items"]
        return dict(account)

    async def row(self, account_id: Any) -> InstagramAccount:
        """The account as it is stored now, with its token."""
        self.session.expire_all()
        found = select(InstagramAccount).where(InstagramAccount.id == UUID(str(account_id)))
        account = await self.session.scalar(found.options(undefer(InstagramAccount.token)))
        assert account is not None
        return account

    async def change(self, account_id: Any, **values: Any) -> None:
        """The stored account is changed by the test."""
        account = await self.row(account_id)
        for name, value in values.items():
            setattr(account, name, value)
        await self.session.commit()

    async def mails(self) -> list[SendNotice]:
        """Those to this person that wait to be sent, oldest first."""
        jobs = await due_jobs(self.runtime)
        return [job for job in jobs if isinstance(job, SendNotice) and job.user_id == self.person.user_id]

    async def audited(self, prefix: str = "") -> list[str]:
        """What is on record for the person's workspace, oldest first."""
        return [entry.action for entry in await self.entries() if entry.action.startswith(prefix)]

    async def entries(self) -> Sequence[AuditEntry]:
        self.session.expire_all()
        rows = select(AuditEntry).where(AuditEntry.workspace_id == self.person.workspace_id)
        return (await self.session.scalars(rows.order_by(AuditEntry.created_at, AuditEntry.id))).all()


@asynccontextmanager
async def a_browser(app: FastAPI, runtime: Runtime) -> AsyncIterator[httpx2.AsyncClient]:
    """A browser that knows nobody yet."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=runtime.settings.core.public_url) as browser:
        yield browser


@asynccontextmanager
async def an_owner(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Owner]:
    """Somebody new."""
    async with a_browser(app, runtime) as browser:
        async with runtime.database.transaction() as writing:
            person = await make_user(writing)
        yield Owner(runtime, session, browser, await headers_of(browser, person), person, instagram)


async def run(runtime: Runtime, message: JobMessage, *, attempt: int = 1) -> None:
    """The job's handler, as the worker would run it."""
    policy = HANDLERS[message.name]
    await policy.handler(JobContext(runtime, 1, attempt, policy.max_attempts), message)


async def jobs_of(runtime: Runtime, kind: type[JobMessage]) -> list[Any]:
    """The waiting jobs of one kind."""
    return [job for job in await due_jobs(runtime) if isinstance(job, kind)]


def signed_request(payload: dict[str, Any], secret: str = "sandbox-secret") -> str:
    """As Meta signs: HMAC-SHA256 over the encoded payload."""
    body = _encoded(json.dumps(payload).encode())
    return f"{_encoded(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest())}.{body}"


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def deauthorisation(user_id: str, **changes: Any) -> dict[str, Any]:
    """What Meta tells of somebody who leaves."""
    issued_at = int((clock.now() + timedelta(seconds=1)).timestamp())
    return {"user_id": user_id, "algorithm": "HMAC-SHA256", "issued_at": issued_at} | changes
