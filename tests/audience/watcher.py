"""Somebody who keeps an eye on followers, and the work that is done for them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import text
from tests.identity.post import due_jobs
from tests.instagram.export.writer import written, zipped
from tests.people import Person, headers_of, make_user

from autogram.audience import service
from autogram.audience.service import ReadList
from autogram.audience.vocabulary import SnapshotSource
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.identity.messages import SendNotice
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.export.results import Era
from autogram.jobs.api import HANDLERS, MESSAGES, JobContext

Who = str | tuple[str | None, str] | tuple[str | None, str, datetime | None]


def people(*who: Who) -> ReadList:
    """A complete list of names, or of numbers and names."""
    return ReadList([_triple(each) for each in who], is_complete=True)


def cut_off(*who: Who) -> ReadList:
    """A list of which Instagram did not give the rest."""
    return ReadList([_triple(each) for each in who], is_complete=False, reasons=("Instagram stopped in between.",))


def _triple(who: Who) -> tuple[str | None, str, datetime | None]:
    if isinstance(who, str):
        return (None, who, None)
    return (who[0], who[1], who[2] if len(who) == 3 else None)


def an_export(name: str = "instagram-the.owner-2026-08-19-abcd.zip", **options: Any) -> dict[str, bytes]:
    """A ZIP of the newest layout, by its name."""
    era = options.pop("era", Era.LABELLED_2025)
    return packed(written(era, **options), name)


def packed(files: Mapping[str, bytes], name: str = "instagram-the.owner-2026-08-19-abcd.zip") -> dict[str, bytes]:
    """The files in a ZIP, by its name."""
    archive = zipped(files, name)
    archive.file.seek(0)
    return {name: archive.file.read()}


@dataclass(frozen=True)
class Watcher:
    """A signed-in user of the API."""

    api: httpx2.AsyncClient
    runtime: Runtime
    person: Person
    headers: dict[str, str]

    async def ask(self, method: str, path: str, expect: int = 200, **options: Any) -> Any:
        """Our API's JSON."""
        answer = await self.api.request(method, f"/api/v1/audience{path}", headers=self.headers, **options)
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    async def profile(self, username: str = "the.owner", **options: Any) -> str:
        made = await self.ask("POST", "/profiles", 201, json={"username": username} | options)
        return str(made["id"])

    async def take(
        self, profile_id: str, days_ago: float = 0, source: SnapshotSource = SnapshotSource.WEB, **lists: ReadList
    ) -> str:
        """A snapshot as a crawl would store it, with what follows from it done; its id."""
        async with self.runtime.database.transaction() as session:
            snapshot_id = await service.store_snapshot(
                session,
                UUID(profile_id),
                source=source,
                lists={ListKind(kind): each for kind, each in lists.items()},
                taken_at=clock.now() - timedelta(days=days_ago),
            )
        await self.work()
        return str(snapshot_id)

    async def upload(self, files: Mapping[str, bytes], path: str = "/exports", expect: int = 202) -> Any:
        """What the API says of files that are uploaded together."""
        form = [("file", (name, content)) for name, content in files.items()]
        return await self.ask("POST", path, expect, files=form)

    async def imported(self, files: Mapping[str, bytes], path: str = "/exports") -> Any:
        """The import after its job has run."""
        accepted = await self.upload(files, path)
        await self.work()
        return await self.ask("GET", f"/imports/{accepted['id']}")

    async def names(self, snapshot_id: str, name: str, **params: Any) -> list[str]:
        """The names on a page of a list."""
        page = await self.ask("GET", f"/snapshots/{snapshot_id}/lists/{name}", params=params)
        return [each["username"] for each in page["items"]]

    async def changed(self, snapshot_id: str, change: str, **params: Any) -> list[str]:
        """The names of those who came, left, returned or were renamed."""
        page = await self.ask("GET", f"/snapshots/{snapshot_id}/changes/{change}", params=params)
        return [each["username"] for each in page["items"]]

    async def csv(self, path: str, **params: Any) -> list[list[str]]:
        """The lines of a download, without their heading."""
        answer = await self.api.get(f"/api/v1/audience{path}", params=params, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return list(csv.reader(io.StringIO(answer.text)))[1:]

    async def work(self) -> None:
        """All waiting jobs of the audience are run, and those that come of them."""
        while jobs := await self._claim():
            for message in jobs:
                policy = HANDLERS[message.name]
                await policy.handler(JobContext(self.runtime, 1, 1, policy.max_attempts), message)

    async def _claim(self) -> Sequence[Any]:
        async with self.runtime.database.transaction() as session:
            rows = await session.execute(
                text("DELETE FROM pgqueuer WHERE entrypoint LIKE 'audience.%' RETURNING entrypoint, payload")
            )
            return [MESSAGES[name].model_validate_json(payload) for name, payload in rows]

    async def archives(self) -> list[list[str]]:
        """What is in each uploaded archive that waits to be read."""
        async with self.runtime.database.reading() as session:
            rows = await session.scalars(text("SELECT payload FROM audience_import_part ORDER BY file, number"))
            return [zipfile.ZipFile(io.BytesIO(payload)).namelist() for payload in rows]

    async def mails(self) -> list[SendNotice]:
        """Those to this person that wait to be sent."""
        jobs = await due_jobs(self.runtime)
        return [job for job in jobs if isinstance(job, SendNotice) and job.user_id == self.person.user_id]

    async def count(self, table: str, where: str = "true") -> int:
        async with self.runtime.database.reading() as session:
            return int(await session.scalar(text(f"SELECT count(*) FROM {table} WHERE {where}")) or 0)


async def a_watcher(api: httpx2.AsyncClient, runtime: Runtime) -> Watcher:
    async with runtime.database.transaction() as session:
        person = await make_user(session)
    return Watcher(api, runtime, person, await headers_of(api, person))


def some(count: int, prefix: str = "p", start: int = 0) -> Iterable[tuple[str, str]]:
    """Numbered people."""
    return [(str(1000 + number), f"{prefix}{number:05}") for number in range(start, start + count)]
