"""Looking after runs and comments: none is forgotten."""

from datetime import timedelta

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.exchange.commenting.models import CommentStatus
from autogram.exchange.commenting.queries import comments, runs
from autogram.exchange.commenting.service.running import go_on
from autogram.exchange.commenting.service.work import give_work

# A turn reads a few posts, and a failing one is repeated within minutes.
SILENT = timedelta(minutes=30)
LOST = "It was being sent when its producer left; nobody can look for it any more."
# A call lasts seconds.
LONG_AGO = timedelta(minutes=10)


async def watch(runtime: Runtime) -> None:
    """Everything that can go on has a job; what nobody can account for any more says so."""
    now = clock.now()
    async with runtime.database.transaction() as session:
        for comment in await comments.left_behind(session, now - LONG_AGO):
            comment.status, comment.failure_code = CommentStatus.UNCONFIRMED, "producer-left"
            comment.failure_reason = LOST
        for run in await runs.silent_runs(session, now - SILENT):
            await go_on(session, run)
        if runtime.settings.unofficial.unofficial_enabled and not await accounts.is_everything_paused(session):
            await give_work(session, await comments.producers_with_work(session))
