"""The switch that stops all comments of a community at once."""

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.db import ReadSession
from autogram.core.live import announce
from autogram.exchange.commenting.queries import comments, runs
from autogram.exchange.commenting.schemas import CommentsState
from autogram.exchange.commenting.service.telling import tell_run
from autogram.exchange.commenting.service.work import give_work
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.identity.permissions import Actor


async def read_state(session: ReadSession, actor: Actor) -> CommentsState:
    """Whether comments are stopped, since when and why."""
    return _state(await communities.require_community(session, actor.workspace_id))


async def stop_comments(session: AsyncSession, actor: Actor, reason: str) -> CommentsState:
    """From its commit on nothing is written or sent: a run that is on has ended. Who stopped first stays on record."""
    community = await _locked(session, actor)
    if community.comments_stopped_at is None:
        community.comments_stopped_at, community.comments_stopped_by = clock.now(), actor.user_id
        community.comments_stop_reason = reason
        await _note(session, actor, community, "stopped", reason)
    if run := await runs.running(session, community.id):
        run.finished_at, run.failure_reason = clock.now(), f"Comments were stopped: {reason}"
        await tell_run(session, actor.workspace_id, run)
    return _state(community)


async def resume_comments(session: AsyncSession, actor: Actor, reason: str) -> CommentsState:
    """What was approved goes out, and what was being sent is looked for first. Runs begin again when they are due."""
    community = await _locked(session, actor)
    if community.comments_stopped_at is not None:
        community.comments_stopped_at = community.comments_stopped_by = community.comments_stop_reason = None
        await give_work(session, await comments.producers_with_work(session, community.id))
        await _note(session, actor, community, "resumed", reason)
    return _state(community)


async def _locked(session: AsyncSession, actor: Actor) -> Community:
    """Locked against whoever is about to write or send (`switches.open_community`), not against foreign keys."""
    community = await communities.require_community(session, actor.workspace_id)
    await session.refresh(community, with_for_update={"key_share": True})
    return community


async def _note(session: AsyncSession, actor: Actor, community: Community, act: str, reason: str) -> None:
    record(
        session,
        f"exchange.comments_{act}",
        f"community:{community.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        reason=reason,
    )
    is_stopped = community.comments_stopped_at is not None
    await announce(session, actor.workspace_id, "exchange.comments_switched", is_stopped=is_stopped)


def _state(community: Community) -> CommentsState:
    stopped_at = community.comments_stopped_at
    return CommentsState(
        is_stopped=stopped_at is not None,
        stopped_at=stopped_at,
        stopped_by=community.comments_stopped_by,
        reason=community.comments_stop_reason,
    )
