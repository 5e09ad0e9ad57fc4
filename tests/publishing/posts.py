"""Accounts, media and posts for the tests of publishing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from tests.content.makers import jpeg
from tests.people import make_user
from tests.servers import Instagram

from autogram.accounts import service as accounts
from autogram.content import service as content
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
from autogram.jobs.api import JobContext, RetryLater
from autogram.publishing import service
from autogram.publishing.execution.publish import publish
from autogram.publishing.messages import PublishPost
from autogram.publishing.models import Post, PostType, Publication
from autogram.publishing.schemas import PostCreate, PostRead


@dataclass(frozen=True)
class Studio:
    """A person with a connected account and a picture in the library."""

    runtime: Runtime
    session: AsyncSession
    actor: Actor
    account_id: UUID
    media_id: UUID

    async def post(self, **wish: Any) -> PostRead:
        """A photo, due this moment unless the wish says otherwise."""
        fields = {
            "post_type": "photo",
            "caption": "Hello",
            "account_id": self.account_id,
            "media": [{"media_id": self.media_id}],
            "scheduled_time": clock.now(),
        }
        async with self.runtime.database.transaction() as session:
            return await service.create_post(
                self.runtime.settings, session, self.actor, PostCreate.model_validate(fields | wish)
            )

    async def add_picture(self, width: int, height: int) -> UUID:
        added = await content.add_bytes(
            self.runtime, jpeg(width, height), workspace_id=self.actor.workspace_id, name="more.jpg"
        )
        return added.item.id

    async def row(self, post_id: UUID) -> Post:
        """The post as it is stored now."""
        self.session.expire_all()
        post = await self.session.get(Post, post_id)
        assert post is not None
        return post

    async def publications(self, post_id: UUID) -> Sequence[Publication]:
        self.session.expire_all()
        rows = select(Publication).where(Publication.post_id == post_id).order_by(Publication.created_at)
        return (await self.session.scalars(rows)).all()

    async def steps(self, post_id: UUID) -> list[str]:
        """The names of the steps of every try."""
        return [step["step"] for publication in await self.publications(post_id) for step in publication.steps]

    async def run(self, post_id: UUID, *, job_id: int = 1) -> timedelta | None:
        """One run of the post's job; how long it wants to wait before the next, if it wants to."""
        post = await self.row(post_id)
        message = PublishPost(post_id=post_id, revision=post.revision)
        try:
            await publish(JobContext(self.runtime, job_id, 1, 20), message)
        except RetryLater as wish:
            return wish.delay
        return None

    async def run_until_settled(self, post_id: UUID, *, at_most: int = 12) -> list[float]:
        """The job, run again after each wait it asks for, with the clock moved on by that wait; the waits."""
        waits: list[float] = []
        while (wait := await self._run_shifted(post_id, sum(waits))) is not None:
            waits.append(wait.total_seconds() + 0.01)
            assert len(waits) < at_most, f"still not settled after {waits}"
        return waits

    async def _run_shifted(self, post_id: UUID, seconds: float) -> timedelta | None:
        with clock.shifted(timedelta(seconds=seconds)):
            return await self.run(post_id)


async def make_studio(runtime: Runtime, session: AsyncSession, instagram: Instagram) -> Studio:
    """Really connected with a token of the sandbox, with a really uploaded picture."""
    person = await make_user(session)
    await session.commit()
    actor = Actor(person.user_id, person.workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])
    account = await accounts.connect_with_token(runtime, actor, instagram.token())
    added = await content.add_bytes(runtime, jpeg(1080, 1350), workspace_id=actor.workspace_id, name="hills.jpg")
    return Studio(runtime, session, actor, account.id, added.item.id)


def in_seconds(seconds: float) -> datetime:
    return clock.now() + timedelta(seconds=seconds)


def parameters(media: dict[str, Any]) -> dict[str, Any]:
    """What a published media was created with, JSON read."""
    return {
        name: json.loads(value) if str(value).startswith(("[", "{")) else value
        for name, value in media["parameters"].items()
    }


__all__ = ["PostType", "Studio", "in_seconds", "make_studio", "parameters"]
