"""For admins: what runs by itself, when it last did, how that went, and when it comes next."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from autogram.core import audit
from autogram.core.db import Reading, Session
from autogram.core.errors import NotFound
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission
from autogram.jobs import queries as jobs
from autogram.jobs.api import SCHEDULES, JobSchedule, enqueue
from autogram.jobs.models import ScheduleRun

router = APIRouter(prefix="/admin/schedules", tags=["admin"])

Admin = Annotated[Actor, requires(Permission.MANAGE_JOBS)]


class ScheduleNotFound(NotFound):
    """No job of this name runs by itself."""

    title = "There is no such schedule"


class ScheduleRead(BaseModel):
    """A job that runs by itself. `result` is null until it has run once."""

    name: str
    does: str
    cron: str = Field(description="Minute, hour, day of the month, month, day of the week, in UTC.")
    last_run_at: datetime | None
    last_seconds: float | None
    result: str | None = Field(description="`done` or `failed`.")
    error: str | None
    next_run_at: datetime | None = Field(description="Null until a worker has taken it up.")


@router.get("")
async def list_schedules(session: Reading, actor: Admin) -> list[ScheduleRead]:
    """Everything that runs by itself, by name, with how the last run went."""
    runs, upcoming = await jobs.schedule_runs(session), await jobs.next_runs(session)
    ordered = sorted(SCHEDULES, key=lambda schedule: schedule.message.name)
    return [
        _as_read(schedule, runs.get(schedule.message.name), upcoming.get(schedule.message.name)) for schedule in ordered
    ]


@router.post("/{name}/run", status_code=202)
async def run_now(name: str, session: Session, actor: Admin) -> ScheduleRead:
    """Have it run now, beside its hours; nothing happens while it runs or waits already. 202."""
    schedule = next((one for one in SCHEDULES if one.message.name == name), None)
    if schedule is None:
        raise ScheduleNotFound(name=name)
    await enqueue(session, schedule.message(), once=f"schedule:{name}")
    audit.record(session, "jobs.run_schedule", f"schedule:{name}", actor_id=actor.user_id)
    runs, upcoming = await jobs.schedule_runs(session), await jobs.next_runs(session)
    return _as_read(schedule, runs.get(name), upcoming.get(name))


def _as_read(schedule: JobSchedule, run: ScheduleRun | None, upcoming: datetime | None) -> ScheduleRead:
    return ScheduleRead(
        name=schedule.message.name,
        does=(schedule.message.__doc__ or "").strip().split("\n")[0],
        cron=schedule.cron,
        last_run_at=run.started_at if run else None,
        last_seconds=(run.finished_at - run.started_at).total_seconds() if run else None,
        result=None if run is None else "failed" if run.error else "done",
        error=run.error if run else None,
        next_run_at=upcoming,
    )
