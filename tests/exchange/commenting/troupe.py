"""A community whose consumers receive comments by its producers, at the API, the sandbox and the queue."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import undefer
from tests.exchange.organiser import Organiser
from tests.servers import Instagram

from autogram.core.ids import new_id
from autogram.core.runtime import Runtime
from autogram.exchange.commenting.messages import SendComments
from autogram.exchange.commenting.models import AiComment, Producer
from autogram.jobs.api import HANDLERS, MESSAGES, JobContext, JobMessage, RetryLater, enqueue

PASSWORD = "secret-word"
CAPTION = "Sourdough bread with rosemary from our oven"
# More turns than any test needs: who does not come to an end would go on for ever.
MOST_TURNS = 100


@dataclass
class Troupe:
    """Everybody, and what is done for them. Nobody waits between comments."""

    organiser: Organiser
    instagram: Instagram
    # What the jobs that would run later wait for.
    waiting_for: list[RetryLater] = field(default_factory=list)

    @property
    def runtime(self) -> Runtime:
        return self.organiser.runtime

    async def ask(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        return await self.organiser.ask(method, path, expect, **options)

    async def public(
        self, method: str, path: str, expect: int = 200, *, secret: str | None = None, **options: Any
    ) -> Any:
        """What a stranger gets, or whoever has the secret of a personal link."""
        headers = {"X-Link-Secret": secret} if secret else {}
        path = f"/api/v1/exchange/public/{self.organiser.slug}{path}"
        answer = await self.organiser.api.request(method, path, headers=headers, **options)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    async def has_a_helper(self) -> Instagram:
        """A helper reads for the community; its account."""
        account = self.instagram.personal(password=PASSWORD)
        await self.ask("POST", "/helpers", 201, json={"instagram_id": account.username, "password": PASSWORD})
        return account

    async def consumer(self, *, posts: int = 1, caption: str = CAPTION, **facts: Any) -> "Star":
        """An approved consumer with so many posts."""
        account = self.instagram.personal()
        made = account.posts(count=posts, caption=caption)
        registered = await self.public("POST", "/consumers", 201, json={"username": account.username} | facts)
        await self.ask("POST", f"/consumers/{registered['id']}/approve")
        return Star(account, made, registered["id"], registered["secret"])

    async def registers(self, account: Instagram, expect: int = 201, **facts: Any) -> Any:
        """Somebody registers as a producer."""
        body = {"username": account.username, "password": PASSWORD} | facts
        return await self.public("POST", "/producers", expect, json=body)

    async def producer(self, *, approval: str = "each", **login: Any) -> "Writer":
        """An approved producer."""
        account = self.instagram.personal(password=PASSWORD)
        registered = await self.registers(account, approval=approval)
        await self.ask("POST", f"/producers/{registered['id']}/approve")
        if login:
            account.logs_in_with(**login)
        return Writer(account, registered["id"], registered["secret"])

    async def run(self) -> dict[str, Any]:
        """A round of writing, with everything that comes of it; as it is shown in the end."""
        begun = await self.ask("POST", "/comment-runs", 202)
        await self.work()
        return dict(await self.ask("GET", f"/comment-runs/{begun['id']}"))

    async def comments(self, **wanted: Any) -> list[dict[str, Any]]:
        """The comments on record, oldest first."""
        listed = await self.ask("GET", "/comments", params=wanted)
        return list(reversed(listed["items"]))

    async def statuses(self) -> list[str]:
        return [comment["status"] for comment in await self.comments()]

    async def work(self, *, attempt: int = 1) -> None:
        """All jobs of the exchange are done, and what follows from them; who waits for long is in `waiting_for`."""
        self.waiting_for = []
        turns = 0
        while jobs := await self._claim():
            for message in jobs:
                turns += 1
                assert turns < MOST_TURNS, f"{message} comes to no end"
                await self._do(message, attempt)

    async def _do(self, message: JobMessage, attempt: int) -> None:
        policy = HANDLERS[message.name]
        try:
            await policy.handler(JobContext(self.runtime, 1, attempt, policy.max_attempts), message)
        except RetryLater as wish:
            if wish.delay > timedelta(seconds=1):
                self.waiting_for.append(wish)
                return
            async with self.runtime.database.transaction() as session:
                await enqueue(session, message)

    async def _claim(self) -> Sequence[JobMessage]:
        claim = text("DELETE FROM pgqueuer WHERE entrypoint LIKE 'exchange.%' RETURNING id, entrypoint, payload")
        async with self.runtime.database.transaction() as session:
            rows = sorted((await session.execute(claim)).all())
        return [MESSAGES[name].model_validate_json(payload) for _, name, payload in rows]

    async def send(self, writer: "Writer", *, attempt: int = 1) -> None:
        """The producer's job runs once more."""
        async with self.runtime.database.transaction() as session:
            await enqueue(session, SendComments(producer_id=UUID(writer.id)))
        await self.work(attempt=attempt)

    async def text_for(self, star: "Star", writer: "Writer", words: str = "Schön!", **facts: Any) -> dict[str, Any]:
        """A text that is approved, as if a run had written it."""
        post = star.posts[0]
        row = {
            "id": new_id(),
            "community_id": self.organiser.community_id,
            "consumer_id": UUID(star.id),
            "producer_id": UUID(writer.id),
            "media_id": f"{post['pk']}_{star.account.pk}",
            "shortcode": post["shortcode"],
            "caption": CAPTION,
            "text": words,
            "text_key": words,
            "model": "test",
            "status": "approved",
        }
        async with self.runtime.database.transaction() as session:
            session.add(AiComment(**(row | facts)))
        return await self.comment(row["id"])

    async def comment(self, comment_id: object) -> dict[str, Any]:
        (found,) = [one for one in await self.comments() if one["id"] == str(comment_id)]
        return found

    async def stored(self, writer: "Writer") -> Producer:
        """The producer's row with everything that is secret."""
        async with self.runtime.database.reading() as session:
            wanted = select(Producer).where(Producer.id == UUID(writer.id))
            return (await session.scalars(wanted.options(undefer(Producer.session)))).one()

    async def mails(self) -> list[str]:
        """The subjects of mails that wait to be sent to the organiser."""
        query = "SELECT payload FROM pgqueuer WHERE entrypoint = 'identity.send_notice' ORDER BY id"
        async with self.runtime.database.reading() as session:
            payloads = await session.scalars(text(query))
            return [MESSAGES["identity.send_notice"].model_validate_json(one).subject for one in payloads]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Star:
    """A consumer and its posts."""

    account: Instagram
    posts: list[dict[str, Any]]
    id: str
    secret: str

    def says(self, username: str, words: str) -> None:
        """Somebody comments on the first post by themselves."""
        body = {"username": username, "text": words}
        self.account.client.post(f"/_sandbox/media/{self.posts[0]['id']}/comments", json=body)

    def received(self, post: int = 0) -> list[tuple[str, str]]:
        """Who said what below a post."""
        return [(one["username"], one["text"]) for one in self.account.comment_list(self.posts[post]["id"])]


@dataclass(frozen=True)
class Writer:
    """A producer."""

    account: Instagram
    id: str
    secret: str

    @property
    def name(self) -> str:
        return self.account.username

    def times_sent(self) -> int:
        """How often Instagram was asked to write a comment."""
        return len(self.account.calls("mobile.comment"))


def without_waiting(organiser: Organiser, *, grace_seconds: int = 0, **unofficial: Any) -> Organiser:
    """The organiser's runtime, and the application's, in which nobody waits between comments or for them."""
    settings = organiser.runtime.settings
    changes = {"exchange_comment_pause_seconds": 0.0} | unofficial
    settings = replace(
        settings,
        unofficial=settings.unofficial.model_copy(update=changes),
        publishing=settings.publishing.model_copy(update={"publish_grace_seconds": grace_seconds}),
    )
    runtime = replace(organiser.runtime, settings=settings)
    organiser.api._transport.app.state.runtime = runtime  # type: ignore[attr-defined]
    return replace(organiser, runtime=runtime)
