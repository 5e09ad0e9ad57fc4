"""Somebody with rules, an account that is really connected to the sandbox, and people who write to it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from tests.inbox.comments.shop import publish
from tests.inbox.conversations.desk import Desk

from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.inbox.automation.execution.deciding import decide_about_messages
from autogram.inbox.automation.messages import AnswerWithAi, DeliverWebhook
from autogram.inbox.automation.models import Decision
from autogram.inbox.comments import service as comments
from autogram.inbox.comments.messages import CommentArrived, SendCommentReply
from autogram.inbox.comments.schemas import IncomingComment
from autogram.inbox.conversations.messages import MessageArrived, SendMessage, SettleMessage
from autogram.inbox.conversations.models import MessageKind
from autogram.jobs.api import HANDLERS, MESSAGES, JobContext, JobMessage, RetryLater

OURS = (MessageArrived, CommentArrived, AnswerWithAi, DeliverWebhook)
SENDING = (SendMessage, SettleMessage, SendCommentReply)


@dataclass
class Robot:
    """The desk, and what its rules do."""

    desk: Desk
    customer: str
    waits: list[float] = field(default_factory=list)

    @property
    def runtime(self) -> Runtime:
        return self.desk.runtime

    async def ask(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """Our API's JSON to the signed-in user."""
        return await self.desk.ask(method, f"/automation{path}", expect, **options)

    async def rule(self, trigger: Any = "any_message", *actions: Any, on: bool = True, **more: Any) -> dict[str, Any]:
        """A rule, made over the API; without actions it says “hi”."""
        made = await self.ask("POST", "/rules", 201, json=self.wish(trigger, *actions, **more))
        if on:
            await self.ask("POST", f"/rules/{made['id']}/enable")
        return dict(made)

    def wish(self, trigger: Any = "any_message", *actions: Any, **more: Any) -> dict[str, Any]:
        return {
            "account_id": str(self.desk.account_id),
            "name": more.pop("name", "a rule"),
            "trigger": {"type": trigger} if isinstance(trigger, str) else trigger,
            "actions": list(actions) or [says("hi")],
            **more,
        }

    async def writes(self, said: str | None = "hello", *, who: str | None = None, **more: Any) -> UUID:
        """Somebody writes, at Instagram and to us; the id of the conversation. Rules have not been asked yet."""
        who = who or self.customer
        mid = self.desk.instagram.says(who, said or "(a picture)")
        moment = clock.now() - more.pop("ago", timedelta(0))
        return await self.desk.has(who, said, mid=mid, sent_at=moment, **more)

    async def taps(self, payload: str) -> UUID:
        mid = self.desk.instagram.posts_back(self.customer, payload)
        details = {"postback": {"title": "Tap", "payload": payload}}
        kind = MessageKind.POSTBACK
        return await self.desk.has(self.customer, "Tap", mid=mid, sent_at=clock.now(), kind=kind, details=details)

    async def comments(self, media_id: str, said: str = "link please", **more: Any) -> UUID:
        """Somebody comments, at Instagram and to us; the id of the comment."""
        who = more.pop("who", self.customer)
        instagram_id = self.desk.instagram.comments_on(media_id, said, person=who)
        fields = {"text": said, "username": "ben", "person_instagram_id": who, "found_by": "webhook"} | more
        incoming = IncomingComment(
            account_id=self.desk.account_id,
            workspace_id=self.desk.person.workspace_id,
            comment_id=instagram_id,
            media_id=media_id,
            commented_at=clock.now(),
            **fields,
        )
        async with self.runtime.database.transaction() as session:
            received = await comments.receive_comment(session, incoming)
        assert received is not None
        return received.comment_id

    async def decides_only(self) -> None:
        """Rules are asked; what follows waits."""
        await self.work_on(MessageArrived, CommentArrived)

    async def decides_together(self) -> None:
        """Rules are asked about all that waits at once, as a worker does that has much to do."""
        messages = [message for message in await self.take(MessageArrived) if isinstance(message, MessageArrived)]
        await decide_about_messages(self.runtime, [message.message_id for message in messages])

    async def work_on(self, *kinds: type[JobMessage]) -> None:
        """Only jobs of these kinds are done."""
        await self._run(kinds)

    async def decides(self) -> None:
        """Rules are asked, models and webhooks too; nothing is sent yet. Retries come at once."""
        await self._run(OURS)

    async def works(self) -> None:
        """All of that, and what is to be sent is sent."""
        await self._run((*OURS, *SENDING))

    async def _run(self, kinds: Sequence[type[JobMessage]]) -> None:
        waiting = [(message, 1) for message in await self.take(*kinds)]
        while waiting:
            assert len(self.waits) < 60, "still not settled"
            message, attempt = waiting.pop(0)
            policy = HANDLERS[message.name]
            try:
                with clock.shifted(timedelta(seconds=sum(self.waits))):
                    await policy.handler(JobContext(self.runtime, 1, attempt, policy.max_attempts), message)
            except RetryLater as wish:
                self.waits.append(wish.delay.total_seconds() + 0.01)
                waiting.append((message, attempt + wish.counts))
            waiting += [(more, 1) for more in await self.take(*kinds)]

    async def take(self, *kinds: type[JobMessage]) -> list[JobMessage]:
        """The waiting jobs of these kinds, which wait no longer."""
        async with self.runtime.database.transaction() as session:
            taken = await session.execute(
                text("DELETE FROM pgqueuer WHERE entrypoint = ANY(:names) RETURNING id, entrypoint, payload"),
                {"names": [kind.name for kind in kinds]},
            )
            return [MESSAGES[row.entrypoint].model_validate_json(row.payload) for row in sorted(taken.all())]

    async def log(self, **filters: Any) -> list[dict[str, Any]]:
        """Decisions as the API shows them, oldest first."""
        page = await self.ask("GET", "/decisions", params={"limit": 100} | filters)
        return list(reversed(page["items"]))

    async def codes(self) -> list[str]:
        return [decision["reason_code"] for decision in await self.log()]

    async def decision(self) -> dict[str, Any]:
        (decision,) = await self.log()
        return decision

    async def stored(self) -> Sequence[Decision]:
        rows = select(Decision).where(Decision.workspace_id == self.desk.person.workspace_id).order_by(Decision.id)
        return (await self.desk.session.scalars(rows.execution_options(populate_existing=True))).all()

    def heard(self, who: str | None = None) -> list[str]:
        """What the person has from us at Instagram, oldest first."""
        return self.desk.arrived(who or self.customer)

    def post(self) -> str:
        """A new post of the account, to comment on; Instagram's id."""
        return publish(self.desk.instagram)

    def replies(self, media_id: str) -> list[str]:
        """What we wrote below the post."""
        listed = self.desk.instagram.comment_list(media_id)
        return [one["text"] for one in listed if one["username"] == self.desk.instagram.username]

    def with_settings(self, group: str, **changes: Any) -> "Robot":
        """The same, on an installation with other settings; the API keeps the present ones."""
        settings = self.runtime.settings
        changed = replace(settings, **{group: getattr(settings, group).model_copy(update=changes)})
        return Robot(replace(self.desk, runtime=replace(self.runtime, settings=changed)), self.customer)


def says(*texts: str, **more: Any) -> dict[str, Any]:
    return {"type": "send_text", "texts": list(texts), **more}


def words(*any_of: str, kind: str = "message_keyword", **more: Any) -> dict[str, Any]:
    return {"type": kind, "any": list(any_of), **more}
