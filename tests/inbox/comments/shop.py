"""A shop whose posts people comment on, really connected to the sandbox, with somebody who answers."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from tests.identity.post import due_jobs
from tests.people import Person, headers_of, make_user
from tests.servers import Instagram

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.live import LiveEvent
from autogram.core.runtime import Runtime
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
from autogram.inbox.comments import service
from autogram.inbox.comments.jobs import send_comment_reply
from autogram.inbox.comments.messages import SendCommentReply
from autogram.inbox.comments.models import Comment
from autogram.inbox.comments.schemas import IncomingComment
from autogram.inbox.conversations.models import Message
from autogram.jobs.api import JobContext, RetryLater

BASE = "/api/v1/inbox/comments"


@dataclass(frozen=True)
class Shop:
    """Somebody who answers comments, at the API, with an account and a post at Instagram."""

    runtime: Runtime
    session: AsyncSession
    browser: httpx2.AsyncClient
    headers: dict[str, str]
    person: Person
    account_id: UUID
    instagram: Instagram
    media_id: str

    async def ask(self, method: str, path: str = "", expect: int = 200, **options: Any) -> Any:
        """Our API's JSON to the signed-in user."""
        answer = await self.browser.request(method, f"{BASE}{path}", headers=self.headers, **options)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    async def comment(self, text: str = "How much is it?", *, who: str | None = None, **said: Any) -> UUID:
        """Somebody comments on the post at Instagram, and we hear of it; the id of the row."""
        who = who or self.instagram.customer()
        parent = said.get("parent_comment_id")
        instagram_id = self.instagram.comments_on(self.media_id, text, person=who, parent_id=parent)
        return await self.hear(instagram_id, text=text, person_instagram_id=who, **said)

    async def hear(self, instagram_id: str | None, **said: Any) -> UUID:
        """We are told of a comment, whether it is there or not."""
        facts: dict[str, Any] = {
            "media_id": self.media_id,
            "media_product_type": "FEED",
            "commented_at": clock.now(),
            "found_by": "webhook",
            "username": "ben",
            "person_instagram_id": "9001",
        }
        incoming = IncomingComment(
            account_id=self.account_id,
            workspace_id=self.person.workspace_id,
            comment_id=instagram_id,
            **(facts | said),
        )
        async with self.runtime.database.transaction() as session:
            received = await service.receive_comment(session, incoming)
        assert received is not None
        return received.comment_id

    async def reply(self, comment_id: UUID, text: str = "Ten euros.", expect: int = 202) -> dict[str, Any]:
        """The reply as the API shows it, on its way."""
        shown: dict[str, Any] = await self.ask("POST", f"/{comment_id}/reply", expect, json={"text": text})
        return shown

    async def jobs(self) -> list[SendCommentReply]:
        """Replies that wait to be sent."""
        return [job for job in await due_jobs(self.runtime) if isinstance(job, SendCommentReply)]

    async def run(self, reply_id: Any) -> timedelta | None:
        """One run of the reply's job; how long it wants to wait before the next, if it wants to."""
        (message,) = [job for job in await self.jobs() if str(job.comment_id) == str(reply_id)]
        wish: RetryLater | None = None
        try:
            await send_comment_reply(JobContext(self.runtime, 1, 1, 10), message)
        except RetryLater as later:
            wish = later
        assert wish is None or not wish.counts
        return wish.delay if wish else None

    async def run_until_settled(self, reply_id: Any, *, at_most: int = 20) -> list[float]:
        """The job, run again after each wait it asks for, with the clock moved on by that wait; the waits."""
        waits: list[float] = []
        while True:
            with clock.shifted(timedelta(seconds=sum(waits))):
                wait = await self.run(reply_id)
            if wait is None:
                return waits
            waits.append(wait.total_seconds() + 0.01)
            assert len(waits) < at_most, f"still not settled after {waits}"

    async def row(self, comment_id: Any) -> Comment:
        """The comment as it is stored now."""
        comment = await self.session.get(Comment, UUID(str(comment_id)), populate_existing=True)
        assert comment is not None
        return comment

    async def own_rows(self) -> Sequence[Comment]:
        rows = select(Comment).where(Comment.account_id == self.account_id, Comment.is_own).order_by(Comment.created_at)
        return (await self.session.scalars(rows.execution_options(populate_existing=True))).all()

    async def messages(self) -> Sequence[Message]:
        rows = select(Message).where(Message.account_id == self.account_id)
        return (await self.session.scalars(rows.execution_options(populate_existing=True))).all()

    async def told(self) -> list[dict[str, Any]]:
        """What screens were told about comments that changed."""
        rows = select(LiveEvent).where(LiveEvent.workspace_id == self.person.workspace_id).order_by(LiveEvent.id)
        return [event.data for event in await self.session.scalars(rows) if event.kind == "comment.updated"]

    def texts_at_instagram(self) -> list[str]:
        """Everything below the post, oldest first."""
        return [comment["text"] for comment in self.instagram.comment_list(self.media_id)]

    async def key(self, *scopes: str) -> dict[str, str]:
        """The headers of a script with these permissions."""
        made = await self.browser.post(
            "/api/v1/api-keys", headers=self.headers, json={"name": "script", "scopes": scopes}
        )
        assert made.status_code == 201, made.text
        return {"Authorization": f"Bearer {made.json()['key']}"}


def publish(instagram: Instagram) -> str:
    """A picture is on the account; the id of the media."""
    headers = {"authorization": f"Bearer {instagram.token()}"}
    picture = f"{str(instagram.client.base_url).rstrip('/')}/_sandbox/samples/sample.jpg"
    made = instagram.client.post("/graph.instagram.com/me/media", data={"image_url": picture}, headers=headers)
    assert made.is_success, made.text
    published = instagram.client.post(
        "/graph.instagram.com/me/media_publish", data={"creation_id": made.json()["id"]}, headers=headers
    )
    assert published.is_success, published.text
    return str(published.json()["id"])


@asynccontextmanager
async def a_shop(app: FastAPI, runtime: Runtime, session: AsyncSession, instagram: Instagram) -> AsyncIterator[Shop]:
    """Somebody new, with an account of their own."""
    async with runtime.database.transaction() as writing:
        person = await make_user(writing)
    actor = Actor(person.user_id, person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])
    account = await accounts.connect_with_token(runtime, actor, instagram.token())
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=runtime.settings.core.public_url) as browser:
        headers = await headers_of(browser, person)
        yield Shop(runtime, session, browser, headers, person, account.id, instagram, publish(instagram))


def days_ago(days: float) -> datetime:
    return clock.now() - timedelta(days=days)
