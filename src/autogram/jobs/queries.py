"""The queue as the rest of the product sees it: what is due, what is dead, who works."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Uuid, bindparam, column, delete, func, select, table, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.jobs.models import JobKey, ScheduleRun, Worker

WORKER_FORGOTTEN_AFTER = timedelta(days=1)
# While a worker's connection lives it holds an advisory lock, made of this number and its queue manager's id. The
# server lets go of it when the connection ends, however the worker ended; so which locks are held says who lives.
_LIFE = 0x6175746F  # "auto" in ASCII: any constant will do, as long as every release uses the same
_LIVES = (
    f"SELECT objid::bigint AS life FROM pg_locks WHERE locktype = 'advisory' AND classid = {_LIFE}"  # noqa: S608  a constant
    " AND objsubid = 2 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)
_queue = table(
    "pgqueuer", column("id"), column("status"), column("updated"), column("queue_manager_id"), column("attempts")
)


async def show_life(connection: asyncpg.Connection, queue_manager_id: UUID) -> None:
    """As long as `connection` lives, its worker is known to live."""
    # Shared, because two ids may have the same hash.
    await connection.execute("SELECT pg_advisory_lock_shared($1::int, hashtext($2))", _LIFE, str(queue_manager_id))


async def take_over(session: AsyncSession) -> int:
    """Jobs that were being done by workers that are gone wait again, to be done at once; how many those were.

    It counts as an attempt: a job that kills its worker every time must end some day.
    """
    gone = text(f"status = 'picked' AND hashtext(queue_manager_id::text)::bigint & 4294967295 NOT IN ({_LIVES})")
    attempts = _queue.c.attempts + 1
    waiting = {"status": text("'queued'"), "updated": func.now(), "queue_manager_id": None, "attempts": attempts}
    taken = await session.execute(update(_queue).where(gone).values(waiting).returning(_queue.c.id))
    return len(taken.all())


@dataclass(frozen=True, slots=True)
class DeadJob:
    """A job that has failed for good, with its last error."""

    id: int
    name: str
    payload: dict[str, Any]
    attempts: int
    created_at: datetime
    failed_at: datetime
    error: str | None


@dataclass(slots=True)
class WorkerReport:
    """What a worker counts while it works; written to its row now and then."""

    id: UUID
    host: str
    pid: int
    claimed_at: datetime | None = None
    jobs_done: int = 0


@dataclass(frozen=True, slots=True)
class QueueState:
    """Numbers that tell whether work is being done. Ages are in seconds; None where there is nothing to measure."""

    waiting: int
    running: int
    dead: int
    overdue_seconds: float | None
    workers: int
    last_claim_seconds: float | None


async def queue_state(session: ReadSession) -> QueueState:
    """One look at the queue and its workers. Jobs due in the future are not counted as waiting."""
    row = (
        await session.execute(
            text(
                "SELECT count(*) FILTER (WHERE status = 'queued' AND execute_after <= now()) AS waiting,"
                " count(*) FILTER (WHERE status = 'picked') AS running,"
                " count(*) FILTER (WHERE status = 'failed') AS dead,"
                " extract(epoch FROM now() - min(execute_after) FILTER (WHERE status = 'queued'"
                " AND execute_after <= now()))::float AS overdue FROM pgqueuer"
            )
        )
    ).one()
    workers = await session.scalar(select(func.count()).select_from(text(f"({_LIVES}) AS lives")))
    last_claim = await session.scalar(select(func.max(Worker.claimed_at)))
    age = (clock.now() - last_claim).total_seconds() if last_claim else None
    return QueueState(row.waiting, row.running, row.dead, row.overdue, workers or 0, age)


async def dead_jobs(session: ReadSession, *, before_id: int | None, limit: int) -> list[DeadJob]:
    """Dead jobs, newest first."""
    rows = await session.execute(
        text(
            "SELECT q.id, q.entrypoint, convert_from(q.payload, 'UTF8')::jsonb AS payload, q.attempts, q.created,"
            " q.updated, (SELECT l.traceback->>'exception_message' FROM pgqueuer_log l WHERE l.job_id = q.id"
            "  AND l.traceback IS NOT NULL ORDER BY l.id DESC LIMIT 1) AS error"
            " FROM pgqueuer q WHERE q.status = 'failed' AND (:before::bigint IS NULL OR q.id < :before)"
            " ORDER BY q.id DESC LIMIT :limit".replace(":before::bigint", "CAST(:before AS bigint)")
        ),
        {"before": before_id, "limit": limit},
    )
    return [
        DeadJob(row.id, row.entrypoint, row.payload, row.attempts + 1, row.created, row.updated, row.error)
        for row in rows
    ]


async def revive_jobs(session: AsyncSession, job_ids: list[int]) -> list[int]:
    """The dead among `job_ids` wait again, with all their attempts; returns which those were.

    Of those that were enqueued with the same `once` word only the newest, and none while such a job waits or runs.
    """
    revived = await session.execute(
        text(
            "UPDATE pgqueuer SET status = 'queued', execute_after = now(), updated = now(), attempts = 0,"
            " queue_manager_id = NULL WHERE id = ANY(:ids) AND status = 'failed' AND NOT EXISTS"
            " (SELECT FROM pgqueuer same WHERE same.dedupe_key = pgqueuer.dedupe_key AND (same.status <> 'failed'"
            "  OR same.id > pgqueuer.id AND same.id = ANY(:ids))) RETURNING id"
        ),
        {"ids": job_ids},
    )
    return [row.id for row in revived]


async def without_job(session: AsyncSession, name: str, field: str, ids: Sequence[UUID]) -> list[UUID]:
    """Those of `ids` that no waiting or running job of this kind has in its list `field`."""
    if not ids:
        return []
    named = text(
        "SELECT jsonb_array_elements_text(convert_from(payload, 'UTF8')::jsonb -> :field)::uuid AS id"
        " FROM pgqueuer WHERE entrypoint = :name AND status IN ('queued', 'picked')"
    ).bindparams(field=field, name=name)
    busy = named.columns(column("id", Uuid)).subquery()
    each = select(func.unnest(bindparam("ids", list(ids), ARRAY(Uuid))).column_valued("id"))
    return sorted(await session.scalars(each.except_(select(busy.c.id))))


async def take_key(session: AsyncSession, key: str, job_id: int, stale_after: timedelta) -> bool:
    """True when `job_id` now holds `key`: it was free, ours already, or its holder is no longer being run."""
    holder_runs = (
        select(1)
        .select_from(text("pgqueuer"))
        .where(
            text(
                "pgqueuer.id = job_key.job_id AND status = 'picked'"
                " AND heartbeat > now() - CAST(:stale_after AS interval)"
            )
        )
        .params(stale_after=stale_after)
        .exists()
    )
    claim = insert(JobKey).values(key=key, job_id=job_id)
    claim = claim.on_conflict_do_update(
        index_elements=[JobKey.key], set_={"job_id": job_id}, where=(JobKey.job_id == job_id) | ~holder_runs
    )
    return await session.scalar(claim.returning(JobKey.job_id)) is not None


async def release_key(session: AsyncSession, key: str, job_id: int) -> None:
    await session.execute(delete(JobKey).where(JobKey.key == key, JobKey.job_id == job_id))


async def forgive_attempt(session: AsyncSession, job_id: int) -> None:
    """The coming retry of `job_id` will not count."""
    await session.execute(text("UPDATE pgqueuer SET attempts = attempts - 1 WHERE id = :id"), {"id": job_id})


async def report_worker(session: AsyncSession, report: WorkerReport) -> None:
    """The worker's row says what it last did."""
    values = asdict(report) | {"seen_at": clock.now()}
    write = insert(Worker).values(values)
    changes = {name: values[name] for name in ("seen_at", "claimed_at", "jobs_done")}
    await session.execute(write.on_conflict_do_update(index_elements=[Worker.id], set_=changes))


async def remove_worker(session: AsyncSession, worker_id: UUID) -> None:
    """A worker that has stopped in order is no longer counted; its last claim stays known for a minute."""
    await session.execute(update(Worker).where(Worker.id == worker_id).values(seen_at=clock.now() - timedelta(hours=1)))


async def clean_up(session: AsyncSession, *, keep_log: timedelta) -> None:
    """Old log lines and long-gone workers are forgotten."""
    await session.execute(
        text("DELETE FROM pgqueuer_log WHERE created < now() - CAST(:keep AS interval)"), {"keep": keep_log}
    )
    await session.execute(delete(Worker).where(Worker.seen_at < clock.now() - WORKER_FORGOTTEN_AFTER))


async def note_run(session: AsyncSession, name: str, began: datetime, error: str | None) -> None:
    """How the scheduled job's last run went is known to everybody."""
    values = {"started_at": began, "finished_at": clock.now(), "error": error}
    row = insert(ScheduleRun).values(name=name, **values)
    await session.execute(row.on_conflict_do_update(index_elements=["name"], set_=values))


async def schedule_runs(session: AsyncSession | ReadSession) -> dict[str, ScheduleRun]:
    """The last run of each scheduled job that has run, by its name."""
    return {run.name: run for run in (await session.scalars(select(ScheduleRun))).all()}


async def next_runs(session: AsyncSession | ReadSession) -> dict[str, datetime]:
    """When each schedule that a worker has taken up comes next."""
    rows = await session.execute(text("SELECT entrypoint, min(next_run) FROM pgqueuer_schedules GROUP BY entrypoint"))
    return {row[0]: row[1] for row in rows}
