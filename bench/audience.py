"""Follower analysis at a million: from an export file, between snapshots, in storage, and page by page.

Everything runs through the product's own code: `analysis` as the command line uses it, `service.store_snapshot` into a
real PostgreSQL, `service.read_page` as the API does. Names, numbers and times are drawn from a seed; a day's churn is
drawn too. What a year costs is measured over `--days` days and carried on to 365, with the whole lists that fall due.
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.export import SEED, usernames, write_archive
from bench.machine import median, percentile, print_table

PAGES = 300
SMALL = 10_000


def peak_megabytes() -> float:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024 / 1_000_000


def from_export(path: Path) -> tuple[int, ...]:
    """What `autogram audience analyze` works out."""
    from autogram.audience.analysis import analyse
    from autogram.instagram.export.reading import read_export

    lists = analyse(read_export(path)).lists
    return tuple(len(lists[name]) for name in ("not_following_back", "fans", "mutuals"))


def from_snapshots(path: Path) -> tuple[int, ...]:
    """What the product works out of two stored lists; the file holds them as they are stored."""
    import pickle

    from autogram.audience import calculations, packing

    older, newer = pickle.loads(path.read_bytes())
    found = calculations.changes(older, newer, True)
    return packing.count_of(found.gained), packing.count_of(found.lost), packing.count_of(found.renamed)


WAYS: dict[str, Callable[[Path], tuple[int, ...]]] = {"export": from_export, "difference": from_snapshots}


def measure(way: str, path: Path) -> None:
    """Run in the child: prints seconds, peak megabytes and what was found."""
    began = time.perf_counter()
    found = WAYS[way](path)
    seconds, busy = time.perf_counter() - began, time.process_time()
    print(json.dumps({"seconds": seconds, "cpu": busy, "megabytes": peak_megabytes(), "found": found}))


def in_a_child(way: str, path: Path, runs: int) -> tuple[tuple[object, ...], list[int]]:
    command = [sys.executable, "-m", "bench.audience", "--measure", way, str(path)]
    done = [json.loads(subprocess.check_output(command)) for _ in range(runs)]
    seconds = [run["seconds"] for run in done]
    row = (median(seconds), min(seconds), max(seconds), median([run["cpu"] for run in done]))
    return (*row, max(run["megabytes"] for run in done)), done[0]["found"]


class Crowd:
    """People who follow, and leave and come by a share each day."""

    def __init__(self, count: int) -> None:
        self._chance = random.Random(SEED)
        self._names = usernames(count + count // 5)
        self.people = [self._person(name) for name in self._names[:count]]
        self._next = count

    def _person(self, name: str) -> tuple[str, str, None]:
        return str(self._chance.randrange(10**6, 7 * 10**10)), name, None

    def a_day_passes(self, churn: float) -> None:
        """Half of the churn leaves, as many come."""
        for _ in range(int(len(self.people) * churn / 2)):
            place = self._chance.randrange(len(self.people))
            self.people[place] = self._person(self._names[self._next % len(self._names)] + f"_{self._next}")
            self._next += 1


@asynccontextmanager
async def installation(folder: Path) -> Any:
    """A runtime on a PostgreSQL of its own, and a workspace in it."""
    from autogram import registry
    from autogram.core.db import Database
    from autogram.core.embedded import EmbeddedPostgres
    from autogram.core.migrations import migrate
    from autogram.core.runtime import open_runtime
    from autogram.core.secrets import load_keyring
    from autogram.core.settings import load_settings
    from autogram.identity import service as identity

    registry.load()
    settings = load_settings(AUTOGRAM_HOME=folder, LOG_LEVEL="WARNING")
    server = EmbeddedPostgres(folder)
    url = await asyncio.to_thread(server.start)
    try:
        database = Database(url)
        await migrate(database)
        await database.close()
        async with open_runtime(settings, load_keyring(settings.core), url) as runtime:
            async with runtime.database.transaction() as session:
                user_id = await identity.create_user(session, "bench@example.test", password_hash="none")
                assert user_id is not None
                workspace_id = await identity.personal_workspace_of(session, user_id)
            yield runtime, workspace_id
    finally:
        await asyncio.to_thread(server.stop)


async def a_profile(runtime: Any, workspace_id: UUID, name: str) -> UUID:
    from autogram.audience import service

    async with runtime.database.transaction() as session:
        return await service.profile_named(session, workspace_id, name, None)


async def store(runtime: Any, profile_id: UUID, days: float, **lists: Iterable[Any]) -> tuple[UUID, float]:
    """The snapshot's id, and how long storing it took."""
    from autogram.audience import service
    from autogram.audience.vocabulary import SnapshotSource
    from autogram.core import clock
    from autogram.instagram.export.kinds import ListKind

    began = time.perf_counter()
    async with runtime.database.transaction() as session:
        snapshot_id = await service.store_snapshot(
            session,
            profile_id,
            source=SnapshotSource.WEB,
            lists={ListKind(kind): service.ReadList(each, is_complete=True) for kind, each in lists.items()},
            taken_at=clock.now() - timedelta(days=days),
        )
    return snapshot_id, time.perf_counter() - began


async def scalar(runtime: Any, query: str, **values: Any) -> int:
    from sqlalchemy import text

    async with runtime.database.reading() as session:
        return int(await session.scalar(text(query), values) or 0)


async def a_year(runtime: Any, workspace_id: UUID, count: int, churn: float, days: int) -> tuple[object, ...]:
    """One row of the table of storage."""
    from autogram.audience.archive import LARGEST_SHARE, MOST_LINKS

    crowd = Crowd(count)
    profile_id = await a_profile(runtime, workspace_id, f"churn.{churn}".replace(".", "_"))
    _, first_seconds = await store(runtime, profile_id, days + 1, followers=crowd.people)
    seconds = []
    for day in range(days, 0, -1):
        crowd.a_day_passes(churn)
        seconds.append((await store(runtime, profile_id, day, followers=crowd.people))[1])
    of_profile = (
        "FROM audience_list l JOIN audience_snapshot s ON s.id = l.snapshot_id WHERE s.profile_id = :id AND l.links"
    )
    whole = await scalar(runtime, f"SELECT avg(stored_bytes) {of_profile} = 0", id=profile_id)
    change = await scalar(runtime, f"SELECT avg(stored_bytes) {of_profile} > 0", id=profile_id)
    touched = await scalar(runtime, f"SELECT max(touched) {of_profile} > 0", id=profile_id)
    # Whole again after so many differences, or when they touch too many people.
    chain = min(MOST_LINKS, int(LARGEST_SHARE * count * days / max(1, touched)))
    year = 365 / (chain + 1) * (whole + chain * change)
    return f"{churn:.1%}", whole / 1e6, change / 1e3, chain, year / 1e6, first_seconds, median(seconds)


async def times(ask: Callable[[], Awaitable[Any]], count: int = PAGES) -> list[float]:
    found = []
    for _ in range(count):
        began = time.perf_counter()
        await ask()
        found.append((time.perf_counter() - began) * 1000)
    return found


async def pages(runtime: Any, workspace_id: UUID, count: int) -> dict[str, list[float]]:
    """Milliseconds of pages of 50 at random places, of the first ask, and of searches."""
    from autogram.audience import service
    from autogram.audience.vocabulary import Ordering

    profile_id = await a_profile(runtime, workspace_id, f"pages_{count}")
    crowd = Crowd(count)
    following = [*crowd.people[count // 2 :], *((str(n), f"only.{n:07}", None) for n in range(count // 2))]
    snapshot_id, _ = await store(runtime, profile_id, 1, followers=crowd.people, following=following)
    chance, wanted = random.Random(SEED), service.Wanted(snapshot_id, "not_following_back", Ordering.NAME)
    total = count // 2

    async def ask(**options: Any) -> Any:
        return await service.read_page(runtime, workspace_id, wanted, limit=50, **options)

    first = await times(ask, 1)
    return {
        "first, which lays it out": first,
        "page": await times(lambda: ask(cursor=str(chance.randrange(total)))),
        "begins with": await times(lambda: ask(starts_with=f"only.{chance.randrange(total):07}"[:9])),
        "contains": await times(lambda: ask(contains=f"{chance.randrange(total):07}"), 10),
    }


async def run(options: argparse.Namespace, folder: Path) -> None:
    async with installation(folder) as (runtime, workspace_id):
        rows = [await a_year(runtime, workspace_id, options.accounts, churn, options.days) for churn in (0.001, 0.005)]
        headings = ("churn a day", "whole MB", "day kB", "days in a chain", "year MB", "first s", "next s")
        print_table(f"{options.accounts:,} followers, a snapshot a day", headings, rows)

        stored = await two_stored(runtime)
        path = folder / "two.pickle"
        path.write_bytes(stored)
        row, found = in_a_child("difference", path, options.runs)
        title = f"Difference of two snapshots of {options.accounts:,}: {found[0]:,} gained, {found[1]:,} lost"
        print_table(title, ("", "s", "min", "max", "CPU s", "peak MB"), [("Autogram", *row)])

        small, large = [await pages(runtime, workspace_id, count) for count in (SMALL, options.accounts)]
        table: list[Sequence[object]] = []
        for name in small:
            few, many = median(small[name]), median(large[name])
            table.append((name, few, many, many / few, percentile(large[name], 0.99)))
        of_pages = ("milliseconds", f"p50 at {SMALL:,}", f"p50 at {options.accounts:,}", "ratio", "p99")
        print_table("Pages of 50 of those who do not follow back", of_pages, table)


async def two_stored(runtime: Any) -> bytes:
    """Two lists a day apart, as they are stored."""
    import pickle

    from sqlalchemy import text

    from autogram.audience.queries import lists

    async with runtime.database.reading() as session:
        rows = await session.scalars(text("SELECT id FROM audience_list ORDER BY count DESC, links DESC LIMIT 2"))
        return pickle.dumps([await lists.stored(session, each) for each in reversed(rows.all())])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure[0], Path(options.measure[1]))
        return
    with tempfile.TemporaryDirectory(prefix="ag-") as folder:
        path = Path(folder, "instagram-bench-2026-11-22-AbCdEfGh.zip")
        write_archive(path, options.accounts)
        row, found = in_a_child("export", path, options.runs)
        title = f"{options.accounts:,} by {options.accounts:,}, from a ZIP of {path.stat().st_size / 1e6:.0f} MB"
        print_table(title, ("", "s", "min", "max", "CPU s", "peak MB"), [("Autogram", *row)])
        assert sum(found) == options.accounts * 3 // 2, f"found {found}"
        asyncio.run(run(options, Path(folder)))


if __name__ == "__main__":
    main()
