"""HTTP for comments, rounds of writing, and the switch that stops both."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse

from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.exchange.commenting import service
from autogram.exchange.commenting.models import CommentStatus
from autogram.exchange.commenting.routes.asking import Manager, SwitchedOn, Viewer, only_switched_on
from autogram.exchange.commenting.schemas import Because, CommentFilter, CommentRead, CommentsState, RunRead
from autogram.identity.access import Running

router = APIRouter()


def _wanted(
    status: CommentStatus | None = None,
    producer_id: UUID | None = None,
    consumer_id: UUID | None = None,
    run_id: UUID | None = None,
) -> CommentFilter:
    return CommentFilter(status, producer_id, consumer_id, run_id)


Wanted = Annotated[CommentFilter, Depends(_wanted)]


@router.get("/comments")
async def list_comments(
    session: Reading, actor: Viewer, wanted: Wanted, cursor: Cursor = None, limit: Limit = 50
) -> Page[CommentRead]:
    """The community's comments, newest first: who, what, where, by which model, at which cost."""
    return await service.list_comments(session, actor, wanted, cursor=cursor, limit=limit)


@router.get("/comments.csv", response_class=StreamingResponse)
async def download_comments(runtime: Running, actor: Viewer, wanted: Wanted) -> StreamingResponse:
    """The same list, whole, as a spreadsheet."""
    body = await service.comments_as_csv(runtime, actor, wanted)
    headers = {"content-disposition": 'attachment; filename="comments.csv"', "cache-control": "no-store"}
    return StreamingResponse(body, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/comments/state")
async def read_state(session: Reading, actor: Viewer) -> CommentsState:
    """Whether comments are stopped, since when and why."""
    return await service.read_state(session, actor)


@router.post("/comments/stop")
async def stop_comments(session: Session, actor: Manager, body: Because) -> CommentsState:
    """Stop writing and sending at once, for the whole community. Works also while switched off."""
    return await service.stop_comments(session, actor, body.reason)


@router.post("/comments/resume", dependencies=[only_switched_on])
async def resume_comments(session: Session, actor: Manager, body: Because) -> CommentsState:
    """Go on; what was approved goes out."""
    return await service.resume_comments(session, actor, body.reason)


@router.post("/comments/{comment_id}/approve", dependencies=[only_switched_on])
async def approve_comment(comment_id: UUID, session: Session, actor: Manager) -> CommentRead:
    """Let a waiting text go out."""
    return await service.decide(session, actor, comment_id, approve=True)


@router.post("/comments/{comment_id}/reject")
async def reject_comment(comment_id: UUID, session: Session, actor: Manager) -> CommentRead:
    """Let a waiting text never go out."""
    return await service.decide(session, actor, comment_id, approve=False)


@router.post("/comments/{comment_id}/retry", dependencies=[only_switched_on])
async def retry_comment(comment_id: UUID, session: Session, actor: Manager) -> CommentRead:
    """Send once more what surely was not written."""
    return await service.try_again(session, actor, comment_id)


@router.post("/comments/{comment_id}/check", dependencies=[only_switched_on])
async def check_comment(comment_id: UUID, session: Session, actor: Manager) -> CommentRead:
    """Look once more for a comment that is unconfirmed; nothing is sent."""
    return await service.look_again(session, actor, comment_id)


@router.get("/comment-runs")
async def list_runs(session: Reading, actor: Viewer, cursor: Cursor = None, limit: Limit = 50) -> Page[RunRead]:
    """Rounds of writing, newest first, each with what it left out and why."""
    return await service.list_runs(session, actor, cursor=cursor, limit=limit)


@router.post("/comment-runs", status_code=202)
async def start_run(runtime: SwitchedOn, session: Session, actor: Manager) -> RunRead:
    """Write texts for the latest posts of every active consumer now."""
    return await service.start_run(runtime, session, actor)


@router.get("/comment-runs/{run_id}")
async def read_run(run_id: UUID, session: Reading, actor: Viewer) -> RunRead:
    """How far a round is."""
    return await service.read_run(session, actor, run_id)
