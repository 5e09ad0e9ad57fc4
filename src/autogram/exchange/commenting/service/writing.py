"""One turn of a run: texts for the latest posts of one consumer."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content.ai.errors import AiBudgetSpent, AiNotConfigured
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.exchange.commenting.errors import CommentingStopped
from autogram.exchange.commenting.models import CommentingRun
from autogram.exchange.commenting.queries import participants, runs
from autogram.exchange.commenting.service.posts import recent_posts
from autogram.exchange.commenting.service.running import go_on
from autogram.exchange.commenting.service.switches import open_community, reason_to_wait
from autogram.exchange.commenting.service.telling import tell_run
from autogram.exchange.commenting.service.texts import write_for_post
from autogram.exchange.commenting.service.turns import RunHasEnded, Skipped, Turn, turn_of
from autogram.exchange.community import service as communities
from autogram.exchange.helpers.errors import NoHelperAvailable
from autogram.instagram.web.errors import WebError
from autogram.instagram.web.posts import SeenPost
from autogram.instagram.web.switch import UnofficialAccessDisabled

Skips = list[dict[str, str]]


async def take_turn(runtime: Runtime, run_id: UUID, number: int) -> None:
    """The next consumer has its texts, or the run has ended. Does nothing if it is not this turn's time.

    A turn that is taken again writes nothing twice: a producer has one text for a post.
    """
    turn = await _begin(runtime, run_id, number)
    if turn is None:
        return
    skipped: Skips = []
    seen, ended_by = 0, None
    try:
        for post in await _posts(runtime, turn):
            if reason := await _write(runtime, turn, post):
                skipped.append(_skip(turn, reason, post.shortcode))
            seen += 1
    except Skipped as reason:
        skipped.append(_skip(turn, str(reason)))
    except RunHasEnded:
        return
    except (CommentingStopped, UnofficialAccessDisabled, AiNotConfigured, AiBudgetSpent) as closed:
        ended_by = closed.detail
    await _note(runtime, turn, seen, skipped, ended_by)


async def _begin(runtime: Runtime, run_id: UUID, number: int) -> Turn | None:
    """The turn; None if it is another's, or there is nobody left, in which case the run has ended."""
    async with runtime.database.transaction() as session:
        known = await session.get(CommentingRun, run_id)
        if known is None:
            return None
        closed = await reason_to_wait(session, runtime.settings, known.community_id)
        run = await runs.locked_run(session, run_id)
        if run is None or run.finished_at is not None or run.turn != number:
            return None
        community = await communities.get_community(session, run.community_id)
        consumer = await participants.next_consumer(session, run.community_id, run.after_number)
        if closed is None and consumer is not None:
            return turn_of(run, community, consumer)
        await _finish(session, community.workspace_id, run, closed)
        return None


async def _posts(runtime: Runtime, turn: Turn) -> list[SeenPost]:
    async with runtime.database.transaction() as session:
        await open_community(session, runtime.settings, turn.community_id)
    try:
        return await recent_posts(runtime, turn.community_id, turn.username, turn.posts)
    except WebError as error:
        raise Skipped(str(error)) from None
    except NoHelperAvailable as error:
        raise Skipped(error.detail) from None


async def _write(runtime: Runtime, turn: Turn, post: SeenPost) -> str | None:
    """Why the post, or some texts for it, were left out; None if nothing was."""
    try:
        return await write_for_post(runtime, turn, post)
    except Skipped as reason:
        return str(reason)


def _skip(turn: Turn, reason: str, shortcode: str | None = None) -> dict[str, str]:
    named = {"shortcode": shortcode} if shortcode else {}
    return {"consumer": turn.username, "reason": reason} | named


async def _note(runtime: Runtime, turn: Turn, seen: int, skipped: Skips, ended_by: str | None) -> None:
    """What the turn has done is written down together with what comes next, so that it counts once."""
    async with runtime.database.transaction() as session:
        run = await runs.locked_run(session, turn.run_id)
        if run is None or run.turn != turn.number:
            return
        run.posts_seen += seen
        run.skipped = [*run.skipped, *skipped]
        if run.finished_at is not None:
            return
        if ended_by is not None:
            await _finish(session, turn.workspace_id, run, ended_by)
            return
        run.after_number = turn.consumer_number
        await go_on(session, run)


async def _finish(session: AsyncSession, workspace_id: UUID, run: CommentingRun, reason: str | None) -> None:
    run.finished_at, run.failure_reason = clock.now(), reason
    await tell_run(session, workspace_id, run)


async def give_up(runtime: Runtime, run_id: UUID, number: int, error: Exception) -> None:
    """After the last attempt of a job that fails by a fault of ours, the run says so instead of waiting for ever."""
    async with runtime.database.transaction() as session:
        run = await runs.locked_run(session, run_id)
        if run is None or run.finished_at is not None or run.turn != number:
            return
        community = await communities.get_community(session, run.community_id)
        reason = f"A fault in Autogram stopped it ({type(error).__name__}); the log says more."
        await _finish(session, community.workspace_id, run, reason)
