"""Whether it lives, whether it works, and its numbers."""

import asyncio
from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from pydantic import BaseModel

from autogram import __version__
from autogram.api.console import Console, wants_page
from autogram.audience.crawling import service as crawling
from autogram.core import clock
from autogram.core.logging import get_logger
from autogram.core.migrations import is_current
from autogram.core.runtime import Runtime
from autogram.identity.access import public
from autogram.inbox.journal import service as journal
from autogram.jobs import queries as jobs

log = get_logger(__name__)

router = APIRouter(tags=["health"], dependencies=[public])

# Three times the interval at which workers prove that they claim.
CLAIM_FRESH_SECONDS = 60.0

DATABASE_UP = Gauge("autogram_database_up", "1 while the database answers; at 0 the numbers of jobs are old.")
JOBS_WAITING = Gauge("autogram_jobs_waiting", "Jobs that are due and not yet claimed.")
JOBS_DEAD = Gauge("autogram_jobs_dead", "Jobs that have failed for good.")
JOBS_OVERDUE_SECONDS = Gauge("autogram_jobs_overdue_seconds", "Age of the oldest job that is due and not claimed.")
WEBHOOK_NEWEST_SECONDS = Gauge("autogram_webhook_newest_seconds", "Age of the newest delivery that Meta had signed.")
WEBHOOK_PENDING_SECONDS = Gauge(
    "autogram_webhook_oldest_pending_seconds", "Age of the oldest delivery that is not processed yet."
)
WEBHOOK_FAILED = Gauge("autogram_webhook_failed", "Deliveries that failed and can be replayed.")
WORKERS = Gauge("autogram_workers", "Workers that have reported within a minute.")


class Check(BaseModel):
    """One thing that must hold, and what was found."""

    name: Literal["database", "migrations", "worker", "overdue"]
    ok: bool
    detail: str


class Readiness(BaseModel):
    """`ready` only if every check holds."""

    status: Literal["ready", "not ready"]
    checks: list[Check]


class Health(BaseModel):
    status: Literal["healthy"] = "healthy"
    timestamp: datetime
    version: str


class JobsHealth(Health):
    """With the follower analyser's jobs; null where the database cannot be asked."""

    active_jobs: int | None
    queued_jobs: int | None


@router.get("/api/health")
async def follower_health(request: Request) -> JobsHealth:
    """The same as `/health`, as the follower analyser's clients ask it: with the jobs that run and wait."""
    runtime: Runtime = request.app.state.runtime
    running = waiting = None
    try:
        # Whether the process lives must be told soon, whatever the database does.
        async with asyncio.timeout(2), runtime.database.reading() as session:
            now = await crawling.queue_now(session, runtime.settings)
            running, waiting = now.running, now.waiting
    except Exception as error:
        log.warning("crawls not counted", reason=type(error).__name__)
    return JobsHealth(timestamp=clock.now(), version=__version__, active_jobs=running, queued_jobs=waiting)


@router.get("/health")
async def health() -> Health:
    """The process answers. Says nothing about work being done: ask `/ready`."""
    return Health(timestamp=clock.now(), version=__version__)


@router.get("/health-check", response_class=PlainTextResponse)
async def health_check() -> str:
    """The same as `/health`, as an older client asks it: `OK`."""
    return "OK"


@router.get("/running")
async def running() -> dict[str, str]:
    """The same as `/health`, as an older client asks it."""
    return {"status": "running"}


@router.get("/ready", response_model=Readiness, responses={503: {"model": Readiness}})
async def ready(request: Request) -> JSONResponse:
    """200 only while the database answers, the schema is current, and due work is really being claimed."""
    checks = await readiness(request.app.state.runtime)
    good = all(check.ok for check in checks)
    body = Readiness(status="ready" if good else "not ready", checks=checks)
    return JSONResponse(body.model_dump(), 200 if good else 503)


async def readiness(runtime: Runtime) -> list[Check]:
    """Every check, from one look at the database."""
    try:
        async with runtime.database.reading() as session:
            if not await is_current(session):
                answers = Check(name="database", ok=True, detail="answers")
                return [answers, Check(name="migrations", ok=False, detail="run: autogram migrate")]
            state = await jobs.queue_state(session)
    except Exception as error:
        return [Check(name="database", ok=False, detail=f"does not answer ({type(error.__cause__ or error).__name__})")]
    limit = runtime.settings.worker.overdue_alarm_seconds
    claim, overdue = state.last_claim_seconds, state.overdue_seconds or 0.0
    claiming = state.workers > 0 and claim is not None and claim < CLAIM_FRESH_SECONDS
    claimed = "never claimed a job" if claim is None else f"last claimed a job {claim:.0f} s ago"
    return [
        Check(name="database", ok=True, detail="answers"),
        Check(name="migrations", ok=True, detail="current"),
        Check(name="worker", ok=claiming, detail=f"{state.workers} running, {claimed}"),
        Check(name="overdue", ok=overdue < limit, detail=f"oldest unclaimed job is {overdue:.0f} s overdue"),
    ]


@router.get("/metrics", response_class=PlainTextResponse)
async def metrics(request: Request) -> Response:
    """Prometheus metrics of this process and of the shared queue."""
    try:
        async with request.app.state.runtime.database.reading() as session:
            state = await jobs.queue_state(session)
            inbound = await journal.journal_state(session)
    except Exception as error:
        # What this process has counted is wanted most when the database is away.
        log.warning("queue not measured", reason=type(error).__name__)
        DATABASE_UP.set(0)
    else:
        DATABASE_UP.set(1)
        JOBS_WAITING.set(state.waiting)
        JOBS_DEAD.set(state.dead)
        JOBS_OVERDUE_SECONDS.set(state.overdue_seconds or 0.0)
        WORKERS.set(state.workers)
        WEBHOOK_NEWEST_SECONDS.set(inbound.newest_seconds or 0.0)
        WEBHOOK_PENDING_SECONDS.set(inbound.oldest_pending_seconds or 0.0)
        WEBHOOK_FAILED.set(inbound.failed)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


@router.head("/", response_model=None, include_in_schema=False)
@router.get("/", response_model=None)
async def root(request: Request) -> Response | dict[str, Any]:
    """A browser gets the console; everyone else gets name and version."""
    console: Console = request.app.state.console
    if wants_page(request.scope):
        return console.page()
    return {"message": "Autogram", "version": __version__}
