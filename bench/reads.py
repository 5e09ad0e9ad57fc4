"""Lists and overviews with ten thousand and with a million rows of each, in one workspace of a real PostgreSQL.

Through the product's own services, as the API calls them, with the answer written as JSON. Each kind is filled from one
row as the product stores it; posts, media and conversations lie an hour apart, so a million of them reach back 114
years, and a period holds the same posts in both runs (`--minutes` puts them closer). How an overview grows with the
posts of its period stands below.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.audience import installation
from bench.machine import console, median, percentile, print_table

SMALL, SEED, ROUNDS, GOAL = 10_000, 6, 200, 1.2
FIRST = 2**40
Read = Callable[[], Awaitable[Any]]


@dataclass(frozen=True)
class Filled:
    """A workspace with its first row of everything, from which the others are made."""

    runtime: Any
    actor: Any
    account_id: UUID
    newest: datetime
    apart: timedelta

    async def execute(self, statement: str) -> None:
        from sqlalchemy import text

        async with self.runtime.database.transaction() as session:
            await session.execute(text(statement))

    async def grow(self, since: int, until: int) -> None:
        """The rows from the `since`-th to before the `until`-th of every kind, each `apart` older than the last."""
        hours = f"generate_series({since}, {until - 1}) AS n"
        age = f"- n * interval '{self.apart.total_seconds()} seconds'"
        born = {"id": _uuid("n"), "created_at": f"created_at {age}"}
        await self._copy("media", hours, born | {"key": "key || n", "sha256": "sha256 || n"})
        await self._copy("post", hours, born | {name: f"{name} {age}" for name in ("publish_at", "published_at")})
        spread = {name: f"(hashtext('{name}' || n) & 1023)" for name in ("views", "reach", "likes", "saves")}
        rate = {"engagement_rate": "(hashtext('rate' || n) & 1023) / 100.0"}
        gone = {"post_id": _uuid("n"), "published_at": f"published_at {age}"}
        await self._copy("post_figures", hours, gone | spread | rate)
        await self._copy("inbox_person", hours, born | {"instagram_id": "instagram_id || n"})
        last = {"person_id": _uuid("n"), "last_message_at": f"last_message_at {age}"}
        await self._copy("inbox_conversation", hours, born | last)

    async def _copy(self, name: str, hours: str, changed: dict[str, str]) -> None:
        """Rows like the first, which is the one that nothing was made of."""
        from autogram.core.db import Model

        table = Model.metadata.tables[name]
        columns = [column.name for column in table.columns if column.computed is None]
        values = ", ".join(changed.get(column, column) for column in columns)
        key = next(iter(table.primary_key.columns)).name
        first = f"SELECT * FROM {name} WHERE {key} = {_uuid('0')}"
        await self.execute(
            f"INSERT INTO {name} ({', '.join(columns)}) SELECT {values} FROM ({first}) AS first CROSS JOIN {hours}"
        )

    async def settle(self) -> None:
        """What autovacuum would do in a while."""
        async with self.runtime.database.engine.connect() as connection:
            alone = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await alone.exec_driver_sql("VACUUM ANALYZE")
            await alone.exec_driver_sql("CHECKPOINT")

    def before(self, number: int) -> str:
        """The cursor of what follows the row with this number."""
        from autogram.core.paging import encode_cursor

        return encode_cursor(self.newest - number * self.apart, UUID(int=FIRST - number))


def _uuid(number: str) -> str:
    """Newer rows have greater ids, as in the product; the first is the newest."""
    return f"lpad(to_hex({FIRST} - ({number})), 32, '0')::uuid"


async def filled(runtime: Any, workspace_id: UUID, apart: timedelta) -> Filled:
    from autogram.accounts.models import InstagramAccount
    from autogram.analytics.models import AccountDay, PostFigures
    from autogram.content.models import Media
    from autogram.core import clock
    from autogram.identity.permissions import ROLE_PERMISSIONS, Actor, Role
    from autogram.inbox.conversations.models import Conversation, Direction, Person
    from autogram.publishing.models import Post, PostStatus, PostType

    newest, first = clock.now().replace(microsecond=0) - timedelta(minutes=1), UUID(int=FIRST)
    account = InstagramAccount(workspace_id=workspace_id, instagram_user_id="1", username="bench")
    same = {"id": first, "workspace_id": workspace_id, "created_at": newest}
    async with runtime.database.transaction() as session:
        session.add(account)
        await session.flush()
        picture = {"kind": "image", "content_type": "image/jpeg", "size_bytes": 90_000, "width": 1080, "height": 1350}
        session.add(Media(**same, **picture, key="a.jpg", sha256="0", original_name="a.jpg"))
        session.add(
            Post(
                **same,
                account_id=account.id,
                post_type=PostType.PHOTO,
                caption="A lamp of oak, for evenings with a book. " * 4,
                hashtags=["#oak", "#lamps", "#evening"],
                media=[{"media_id": str(first), "alt_text": None, "user_tags": []}],
                status=PostStatus.PUBLISHED,
                publish_at=newest,
                published_at=newest,
            )
        )
        session.add(Person(**same, account_id=account.id, instagram_id="1", username="somebody"))
        await session.flush()
        session.add(
            Conversation(
                **same,
                account_id=account.id,
                person_id=first,
                last_message_at=newest,
                last_message_text="Is it still there?",
                last_message_direction=Direction.INBOUND,
                last_inbound_at=newest,
            )
        )
        figures = {"views": 900, "reach": 500, "likes": 40, "comments": 5, "shares": 3, "saves": 2}
        session.add(
            PostFigures(
                post_id=first,
                workspace_id=workspace_id,
                account_id=account.id,
                post_type="photo",
                published_at=newest,
                instagram_media_id="1",
                taken_at=newest,
                engagement_rate=10.0,
                **figures,
            )
        )
        for age in range(400):
            session.add(
                AccountDay(
                    account_id=account.id,
                    workspace_id=workspace_id,
                    day=newest.date() - timedelta(days=age),
                    taken_at=newest,
                    is_final=age > 2,
                    followers_count=9_000 - age,
                    **figures,
                )
            )
    actor = Actor(UUID(int=0), workspace_id, Role.USER, ROLE_PERMISSIONS[Role.USER])
    return Filled(runtime, actor, account.id, newest, apart)


def reads(place: Filled, count: int) -> dict[str, Read]:
    """What is measured, by name; pages lie at random places of the whole list."""
    from autogram.analytics import schemas
    from autogram.analytics import service as analytics
    from autogram.content import service as content
    from autogram.inbox.conversations.schemas import ConversationFilter
    from autogram.inbox.conversations.service.reading import list_conversations
    from autogram.publishing import service as publishing
    from autogram.publishing.schemas import PostFilter

    chance, settings = random.Random(SEED), place.runtime.settings
    workspace_id = place.actor.workspace_id

    def cursor() -> str:
        return place.before(chance.randrange(1, count))

    def posts(**wanted: Any) -> Callable[[Any], Awaitable[Any]]:
        return lambda session: publishing.list_posts(settings, session, workspace_id, PostFilter(limit=50, **wanted))

    def month() -> Callable[[Any], Awaitable[Any]]:
        begins = place.newest - chance.randrange(count) * place.apart
        return posts(due_from=begins, due_to=begins + timedelta(days=31))

    def figures(**asked: Any) -> Callable[[Any], Awaitable[Any]]:
        return lambda session: analytics.list_posts(session, workspace_id, schemas.PostsAsked(limit=50, **asked))

    def overview(session: Any) -> Awaitable[Any]:
        return analytics.overview(session, workspace_id, schemas.OverviewAsked())

    def compared(session: Any) -> Awaitable[Any]:
        return analytics.compare(session, workspace_id, schemas.ComparedAsked(by="hashtag"))

    ways: dict[str, Callable[[], Callable[[Any], Awaitable[Any]]]] = {
        "posts, the newest": posts,
        "posts, a page anywhere": lambda: posts(cursor=cursor()),
        "calendar, any month": month,
        "media, a page anywhere": lambda: (
            lambda session: content.list_media(session, workspace_id, settings=settings, cursor=cursor())
        ),
        "conversations, the newest": lambda: (
            lambda session: list_conversations(session, place.actor, ConversationFilter())
        ),
        "conversations, a page anywhere": lambda: (
            lambda session: list_conversations(session, place.actor, ConversationFilter(cursor=cursor()))
        ),
        "analytics, overview of 30 days": lambda: overview,
        "analytics, posts of 30 days": figures,
        "analytics, posts by reach": lambda: figures(sort="reach"),
        "analytics, hashtags compared": lambda: compared,
        "analytics, best times": lambda: (
            lambda session: analytics.best_times(session, place.account_id, time_zone="Asia/Seoul")
        ),
    }

    def read(way: Callable[[], Callable[[Any], Awaitable[Any]]]) -> Read:
        async def once() -> None:
            async with place.runtime.database.reading() as session:
                found = await way()(session)
            if hasattr(found, "model_dump_json"):
                found.model_dump_json()

        return once

    return {name: read(way) for name, way in ways.items()}


async def measure(place: Filled, count: int, rounds: int) -> dict[str, list[float]]:
    """Milliseconds; every kind takes its turn in each round, so that a busy moment hits all alike."""
    ways = reads(place, count)
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for round_number in range(-20, rounds):
        for name, once in ways.items():
            began = time.perf_counter()
            await once()
            if round_number >= 0:
                taken[name].append((time.perf_counter() - began) * 1000)
    return taken


async def periods(place: Filled, rounds: int) -> list[tuple[object, ...]]:
    """The overview of an account by how many posts the period holds."""
    from autogram.analytics import schemas
    from autogram.analytics import service as analytics

    rows: list[tuple[object, ...]] = []
    for days in (7, 30, 90, 366):
        last = place.newest.date()
        asked = schemas.OverviewAsked(start_date=last - timedelta(days=days - 1), end_date=last)
        taken = []
        for _ in range(rounds // 4):
            began = time.perf_counter()
            async with place.runtime.database.reading() as session:
                found = await analytics.overview(session, place.actor.workspace_id, asked)
            taken.append((time.perf_counter() - began) * 1000)
        rows.append((days, f"{found.content_metrics.posts:,}", median(taken), percentile(taken, 0.99)))
    return rows


async def run(options: argparse.Namespace, folder: Path) -> bool:
    async with installation(folder) as (runtime, workspace_id):
        place = await filled(runtime, workspace_id, timedelta(minutes=options.minutes))
        found = []
        for since, until in ((1, SMALL), (SMALL, options.rows)):
            await place.grow(since, until)
            await place.settle()
            found.append(await measure(place, until, options.rounds))
        rows: list[tuple[object, ...]] = []
        for name, few in found[0].items():
            small, large = median(few), median(found[1][name])
            rows.append((name, small, large, large / small, percentile(few, 0.99), percentile(found[1][name], 0.99)))
        headings = ("ms", f"p50 at {SMALL:,}", f"p50 at {options.rows:,}", "ratio", "p99", "p99")
        print_table("Reading", headings, rows)
        of_periods = ("days", "posts", "p50 ms", "p99 ms")
        print_table(
            f"Overview by its period, {options.rows:,} stored", of_periods, await periods(place, options.rounds)
        )
        worst = max(float(str(row[3])) for row in rows)
        console.print(f"The worst ratio is {worst:.2f}; the goal is {GOAL}.")
        return worst <= GOAL


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--minutes", type=float, default=60, help="between one post and the next")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ag-") as folder:
        kept = asyncio.run(run(options, Path(folder)))
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
