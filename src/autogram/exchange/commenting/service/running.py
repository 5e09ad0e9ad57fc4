"""Beginning rounds of writing: by button, by the community's schedule, and again after a worker that died."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.audit import record
from autogram.core.runtime import Runtime
from autogram.exchange.commenting.errors import CommentingRunIsOn
from autogram.exchange.commenting.messages import WriteComments
from autogram.exchange.commenting.models import CommentingRun
from autogram.exchange.commenting.queries import runs
from autogram.exchange.commenting.schemas import RunRead
from autogram.exchange.commenting.service.switches import open_community
from autogram.exchange.commenting.service.telling import tell_run
from autogram.exchange.community import service as communities
from autogram.identity.permissions import Actor
from autogram.jobs.api import enqueue


async def start_run(runtime: Runtime, session: AsyncSession, actor: Actor) -> RunRead:
    """Texts are being written for every active consumer.

    Raises `CommentingRunIsOn`, `CommentingStopped`, `UnofficialAccessDisabled`.
    """
    community = await communities.require_community(session, actor.workspace_id)
    await open_community(session, runtime.settings, community.id)
    run = await runs.begin_run(session, community.id, actor.user_id)
    if run is None:
        raise CommentingRunIsOn
    record(
        session,
        "exchange.commenting_started",
        f"run:{run.id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
    )
    await go_on(session, run)
    await tell_run(session, actor.workspace_id, run)
    return RunRead.model_validate(run)


async def start_due(runtime: Runtime) -> None:
    """Communities whose time has come have a run, and know when the next one is due."""
    if not runtime.settings.unofficial.unofficial_enabled:
        return
    async with runtime.database.transaction() as session:
        if await accounts.is_everything_paused(session):
            return
        for community in await communities.due_for_comments(session, clock.now()):
            community.next_comments_at = clock.now() + timedelta(hours=community.comments_every_hours)
            if run := await runs.begin_run(session, community.id, None):
                await go_on(session, run)
                await tell_run(session, community.workspace_id, run)


async def go_on(session: AsyncSession, run: CommentingRun) -> None:
    """The run has a new turn and a job for it; a message of an earlier turn does nothing."""
    run.turn += 1
    await enqueue(session, WriteComments(run_id=run.id, turn=run.turn))
