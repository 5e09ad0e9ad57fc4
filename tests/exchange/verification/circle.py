"""A community, its posts on the sandbox, and the verification of its weeks."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.exchange.organiser import Organiser
from tests.servers import Instagram

from autogram.core import clock
from autogram.exchange.community import service as communities
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds.links import link_of
from autogram.exchange.rounds.models import RequestSource, WeeklyRequest
from autogram.exchange.weeks import Week
from autogram.jobs.api import HANDLERS, JobContext

PASSWORD = "secret-word"
DAY = timedelta(days=1)


@dataclass
class Circle:
    """Everybody in it, and Instagram. Unless something else is said, it is about last week."""

    organiser: Organiser
    instagram: Instagram

    @property
    def runtime(self) -> Any:
        return self.organiser.runtime

    async def ask(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        return await self.organiser.ask(method, path, expect, **options)

    async def helper(self, **wish: Any) -> Instagram:
        """An account that reads for the community."""
        account = self.instagram.personal(password=PASSWORD)
        body = {"instagram_id": account.username, "password": PASSWORD, "requests_per_hour": 1000} | wish
        await self.ask("POST", "/helpers", 201, json=body)
        return account

    def week(self) -> Week:
        return Week.of(clock.now(), "Asia/Seoul").previous

    def post(self, comments: int = 0, owner: Instagram | None = None) -> dict[str, Any]:
        """A post of an account that nobody has connected."""
        return (owner or self.instagram.personal()).posts(1, comments=comments)[0]

    def says(self, post: dict[str, Any], username: str, text: str = "Lovely!", parent: str | None = None) -> str:
        """Somebody comments; the comment's id."""
        body = {"username": username, "text": text} | ({"parent_id": parent} if parent else {})
        made = self.instagram.client.post(f"/_sandbox/media/{post['id']}/comments", json=body)
        assert made.is_success, made.text
        return str(made.json()["id"])

    def deletes(self, comment: str) -> None:
        """The owner of the post, who is `instagram`, deletes a comment."""
        self._officially("DELETE", comment)

    def hides(self, comment: str) -> None:
        self._officially("POST", comment, data={"hide": "true"})

    def switches_comments_off(self, post: dict[str, Any]) -> None:
        """Below a post of `instagram`."""
        self._officially("POST", post["id"], data={"comment_enabled": "false"})

    def _officially(self, method: str, subject: str, **options: Any) -> None:
        headers = {"authorization": f"Bearer {self.instagram.token()}"}
        answer = self.instagram.client.request(method, f"/graph.instagram.com/{subject}", headers=headers, **options)
        assert answer.is_success, answer.text

    async def asks(
        self,
        member: MemberFacts,
        post: dict[str, Any],
        *,
        week: Week | None = None,
        at: datetime | None = None,
        source: RequestSource = RequestSource.MEMBER,
    ) -> UUID:
        """The member asks for comments; on the first day of the week unless `at` says otherwise."""
        week = week or self.week()
        async with self.runtime.database.transaction() as session:
            made = WeeklyRequest(
                community_id=self.organiser.community_id,
                member_id=member.id,
                iso_year=week.year,
                iso_week=week.number,
                shortcode=post["shortcode"],
                instagram_link=link_of(post["shortcode"]),
                source=source,
                requested_at=at or week.begins_at("Asia/Seoul"),
            )
            session.add(made)
            await session.flush()
            return made.id

    async def begin(self, week: Week | None = None, expect: int = 202) -> Any:
        return await self.ask("POST", f"/weeks/{week or self.week()}/verify", expect)

    async def step(self) -> None:
        """The jobs that wait now are run, and not those that come of them."""
        for message in await self.organiser._claim():
            policy = HANDLERS[message.name]
            await policy.handler(JobContext(self.runtime, 1, 1, policy.max_attempts), message)

    async def verify(self, week: Week | None = None) -> dict[str, Any]:
        """The week is verified, with all that follows; the run in the end."""
        begun = await self.begin(week)
        await self.organiser.work()
        return dict(await self.ask("GET", f"/verification-runs/{begun['id']}"))

    async def rows(self, **filters: Any) -> list[dict[str, Any]]:
        """The rows on record, by the names of those who were to comment."""
        listed = await self.ask("GET", "/verifications", params={"limit": 100} | filters)
        return sorted(listed["items"], key=lambda row: (row["username"], row["request_number"]))

    async def row(self, username: str) -> dict[str, Any]:
        """The only row of a member."""
        (found,) = [row for row in await self.rows() if row["username"] == username]
        return found

    async def findings(self, week: Week | None = None) -> dict[str, str]:
        """What is known of each member, where there is one post."""
        return {row["username"]: row["finding"] for row in await self.rows(week=str(week or self.week()))}

    async def now(self, member: MemberFacts) -> MemberFacts:
        """The member as they are known now."""
        async with self.runtime.database.reading() as session:
            return await communities.member_by_id(session, self.organiser.community_id, member.id)

    async def history(self, member: MemberFacts) -> list[tuple[str, str]]:
        """What happened to the member after joining, oldest first: kind and reason."""
        listed = await self.ask("GET", f"/members/{member.id}/events")
        return [(event["kind"], event["reason"]) for event in reversed(listed["items"]) if event["kind"] != "joined"]
