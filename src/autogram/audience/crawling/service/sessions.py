"""Sessions that people leave here for scheduled snapshots: stored only when asked to, gone whenever asked to."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.crawling import queries
from autogram.audience.crawling.credentials import Credentials
from autogram.audience.crawling.errors import AccountBeingRead, NoStoredSession
from autogram.audience.crawling.service.ending import end
from autogram.audience.crawling.service.ordering import order_of_profile, place
from autogram.audience.models import AudienceJob, AudienceProfile
from autogram.audience.vocabulary import SnapshotSource, WorkStatus
from autogram.core import clock
from autogram.core.audit import record
from autogram.core.runtime import Runtime
from autogram.core.settings import Settings
from autogram.identity import service as identity
from autogram.identity.permissions import Actor

# Refusals after which the session itself is of no use any more, or Instagram wants its owner.
ENDING = {"session-expired", "bad-credentials", "checkpoint", "action-blocked"}
AT_ONCE = 50


def store_session(profile: AudienceProfile, credentials: Credentials, source: SnapshotSource) -> None:
    """The session is kept, encrypted, with the profile; a password never is."""
    profile.session_secrets, profile.session_source = replace(credentials, keep=False).dump(), source
    profile.session_stored_at, profile.session_problem = clock.now(), None
    plan_next(profile)


def plan_next(profile: AudienceProfile) -> None:
    """The next snapshot is as far away as the profile says."""
    hours = profile.snapshot_every_hours
    is_usable = profile.session_secrets is not None and profile.session_problem is None
    profile.next_snapshot_at = clock.now() + timedelta(hours=hours) if hours and is_usable else None


async def delete_session(session: AsyncSession, settings: Settings, actor: Actor, profile_id: UUID) -> None:
    """Nothing of the session is left, also where it is being used at this moment. Raises `NoStoredSession`."""
    profile = await queries.profile_of(session, actor.workspace_id, profile_id, lock=True)
    if profile is None or profile.session_source is None:
        raise NoStoredSession
    profile.session_secrets = profile.session_source = profile.session_stored_at = None
    profile.session_problem = profile.next_snapshot_at = None
    for crawl in await queries.active_with_stored_session(session, profile_id):
        await end(session, settings, crawl, WorkStatus.CANCELLED)
    record(
        session,
        "audience.session_deleted",
        f"profile:{profile_id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
    )


async def note_failure(session: AsyncSession, crawl: AudienceJob, code: str, reason: str) -> None:
    """If a stored session has come to its end, its profile says so, and its owners hear of it once."""
    if crawl.profile_id is None or crawl.workspace_id is None or code not in ENDING:
        return
    profile = await queries.profile_of(session, crawl.workspace_id, crawl.profile_id, lock=True)
    if profile is None or profile.session_secrets is None or profile.session_problem:
        return
    profile.session_problem, profile.next_snapshot_at = reason, None
    await identity.mail_workspace_owners(
        session,
        crawl.workspace_id,
        f"No more snapshots of @{profile.username}",
        f"The session that is stored for @{profile.username} can no longer be used. {reason}",
    )


async def take_due_snapshots(runtime: Runtime) -> None:
    """Profiles whose next snapshot is due have a crawl; one whose account is being read anyway waits for its next."""
    if not runtime.settings.unofficial.unofficial_enabled:
        return
    async with runtime.database.transaction() as session:
        for profile in await queries.due_profiles(session, AT_ONCE):
            plan_next(profile)
            try:
                async with session.begin_nested():
                    await place(session, runtime.settings, order_of_profile(profile))
            except (AccountBeingRead, NoStoredSession):
                continue
