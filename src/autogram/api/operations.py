"""For admins: dead jobs, and bringing them back to life."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from autogram.core import audit
from autogram.core.db import Reading, Session
from autogram.core.paging import Limit
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission
from autogram.jobs import queries as jobs

router = APIRouter(prefix="/admin/jobs", tags=["admin"])

Admin = Annotated[Actor, requires(Permission.MANAGE_JOBS)]


JobId = Annotated[int, Field(ge=1, le=2**63 - 1)]


class DeadJobRead(BaseModel):
    """A job that has failed for good, and why."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    name: str
    payload: dict[str, Any]
    attempts: int
    created_at: datetime
    failed_at: datetime
    error: str | None


class DeadJobs(BaseModel):
    """Newest first; hand `next_before` back as `before` for more."""

    items: list[DeadJobRead]
    next_before: int | None


class QueueRead(BaseModel):
    """The queue at this moment. Ages in seconds."""

    model_config = ConfigDict(from_attributes=True)

    waiting: int
    running: int
    dead: int
    overdue_seconds: float | None
    workers: int
    last_claim_seconds: float | None


class RetryMany(BaseModel):
    ids: list[JobId] = Field(min_length=1, max_length=1000)


class Retried(BaseModel):
    """Which of the jobs wait again; the others were not dead, or the same work waits or runs already."""

    retried: list[int]


@router.get("")
async def read_queue(session: Reading, actor: Admin) -> QueueRead:
    """How much waits, runs and has died, and whether anybody works."""
    return QueueRead.model_validate(await jobs.queue_state(session))


@router.get("/dead")
async def list_dead_jobs(session: Reading, actor: Admin, before: JobId | None = None, limit: Limit = 50) -> DeadJobs:
    """Jobs that failed for good, with their last error."""
    found = await jobs.dead_jobs(session, before_id=before, limit=limit)
    items = [DeadJobRead.model_validate(job) for job in found]
    return DeadJobs(items=items, next_before=items[-1].id if len(items) == limit else None)


@router.post("/retry")
async def retry_jobs(body: RetryMany, session: Session, actor: Admin) -> Retried:
    """Dead jobs run again, with all their attempts."""
    retried = await jobs.revive_jobs(session, body.ids)
    for job_id in retried:
        audit.record(session, "jobs.retry", f"job:{job_id}", actor_id=actor.user_id)
    return Retried(retried=retried)
