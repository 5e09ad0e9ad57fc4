"""What was read becomes a result: whole lists a snapshot and differences, lists with gaps only what they are."""

import asyncio
import json
import zlib
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience import service as audience
from autogram.audience.crawling import queries
from autogram.audience.crawling.credentials import Credentials
from autogram.audience.crawling.progress import PHASE_OF, Counts, Progress, unpack
from autogram.audience.crawling.service.ending import end, fail
from autogram.audience.crawling.service.sessions import store_session
from autogram.audience.models import AudienceJob, AudienceProfile
from autogram.audience.vocabulary import WorkStatus
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.instagram.export.kinds import ListKind
from autogram.instagram.web.errors import Incomplete

LIMITED = "Instagram shows this session only a part of the list."


@dataclass(frozen=True, slots=True)
class Found:
    """A list as it was read: names by number, each person once; and why it is not complete, if it is not."""

    names: dict[str, str] = field(repr=False)
    expected: int
    reasons: tuple[str, ...]

    def as_list(self) -> audience.ReadList:
        people = [(number, username, None) for number, username in self.names.items()]
        return audience.ReadList(people, is_complete=not self.reasons, reasons=self.reasons)


async def finish(runtime: Runtime, crawl_id: UUID, turn: int, progress: Progress) -> None:
    """The crawl has ended, and what it found is stored: for somebody as a snapshot, for nobody for some minutes."""
    found = {kind: await _find(runtime, crawl_id, kind, progress) for kind in PHASE_OF}
    async with runtime.database.reading() as session:
        crawl = await session.get(AudienceJob, crawl_id)
        is_anonymous = crawl is not None and crawl.workspace_id is None
    result = await asyncio.to_thread(_compare, found) if is_anonymous else None
    async with runtime.database.transaction() as session:
        crawl = await queries.locked(session, crawl_id, with_secrets=True)
        if crawl is None or crawl.status is not WorkStatus.PROCESSING or crawl.turn != turn:
            return
        crawl.users_read = sum(len(each.names) for each in found.values())
        reasons = [reason for each in found.values() for reason in each.reasons]
        crawl.summary = {"is_complete": not reasons, "reasons": reasons}
        if crawl.workspace_id is not None:
            await _keep(session, crawl, progress, found)
        elif result is None:
            await fail(session, runtime.settings, crawl, "incomplete", " ".join(reasons))
            return
        else:
            counts, crawl.result = result
            crawl.summary = {**crawl.summary, **counts, "completed_at": clock.now().isoformat()}
        await end(session, runtime.settings, crawl, WorkStatus.COMPLETED)


async def _find(runtime: Runtime, crawl_id: UUID, kind: ListKind, progress: Progress) -> Found:
    async with runtime.database.reading() as session:
        payloads = [payload async for payload in queries.pages(session, crawl_id, kind)]
    names = await asyncio.to_thread(_names, payloads)
    expected = progress.expected(kind)
    reasons = []
    if len(names) < expected:
        reasons.append(str(Incomplete(kind.value, len(names), expected)))
    elif progress.walk(kind).is_limited:
        reasons.append(LIMITED)
    return Found(names, expected, tuple(reasons))


def _names(payloads: list[bytes]) -> dict[str, str]:
    return {number: username for payload in payloads for number, username in unpack(payload)}


def _compare(found: dict[ListKind, Found]) -> tuple[dict[str, int], bytes] | None:
    """Counts, and who does not follow back, packed; None from lists with gaps."""
    if any(each.reasons for each in found.values()):
        return None
    compared = audience.compare_lists(found[ListKind.FOLLOWERS].as_list(), found[ListKind.FOLLOWING].as_list())
    unfollowers = [person.username for person in compared.not_following_back]
    counts = {
        "followers_count": compared.followers_count,
        "following_count": compared.following_count,
        "unfollowers_count": len(unfollowers),
    }
    return counts, zlib.compress(json.dumps(unfollowers).encode())


def unfollowers_in(result: bytes) -> list[str]:
    """The names in the stored result of an anonymous crawl."""
    return list(json.loads(zlib.decompress(result)))


async def _keep(session: AsyncSession, crawl: AudienceJob, progress: Progress, found: dict[ListKind, Found]) -> None:
    """The lists are a snapshot of the account's profile, which is there from now on."""
    assert progress.before is not None, "an account was met before its lists were read"
    profile = await _profile(session, crawl, progress.before)
    used_stored_session, crawl.profile_id = crawl.profile_id == profile.id, profile.id
    crawl.snapshot_id = await audience.store_snapshot(
        session,
        profile.id,
        source=crawl.source,
        lists={kind: each.as_list() for kind, each in found.items()},
        expected_counts={kind: each.expected for kind, each in found.items()},
        instagram_id=progress.before.id,
    )
    assert crawl.secrets is not None, "who is being read has secrets"
    credentials = Credentials.load(crawl.secrets)
    if credentials.keep:
        store_session(profile, credentials, crawl.source)
    elif used_stored_session:
        profile.session_problem = None


async def _profile(session: AsyncSession, crawl: AudienceJob, account: Counts) -> AudienceProfile:
    assert crawl.workspace_id is not None, "nobody keeps nothing"
    return await queries.profile_for(
        session, crawl.workspace_id, account.id, account.username.lower(), created_by=crawl.user_id
    )
