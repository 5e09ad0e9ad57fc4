"""What the community's screens and admins are told."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core.live import announce
from autogram.exchange.commenting.models import AiComment, CommentingRun, Producer


async def tell_producer(session: AsyncSession, workspace_id: UUID, producer: Producer) -> None:
    about = {"producer_id": producer.id, "status": producer.status.value}
    await announce(session, workspace_id, "exchange.producer_changed", **about)


async def tell_comment(session: AsyncSession, workspace_id: UUID, comment: AiComment) -> None:
    about = {"ai_comment_id": comment.id, "status": comment.status.value}
    await announce(session, workspace_id, "exchange.comment_changed", **about)


async def tell_run(session: AsyncSession, workspace_id: UUID, run: CommentingRun) -> None:
    about = {"run_id": run.id, "is_finished": run.finished_at is not None}
    await announce(session, workspace_id, "exchange.commenting_changed", **about)
