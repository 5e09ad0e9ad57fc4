"""`/api/analyze` and what belongs to it."""

from typing import Annotated, Any

from fastapi import APIRouter

from autogram.audience.crawling import service
from autogram.audience.crawling.errors import AccountBeingRead, CrawlIsActive, CrawlNotFound
from autogram.audience.crawling.switched import SwitchedOn, only_switched_on
from autogram.compat.followers import shapes
from autogram.compat.followers.bodies import AnalyzeBody, Cookies, described_body
from autogram.compat.followers.errors import CannotDeleteActiveJob, JobAlreadyExists, JobNotFound
from autogram.core.db import Reading, ReadSession, Session
from autogram.core.runtime import Runtime
from autogram.identity.access import ClientAddress, public, requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/api", tags=["/api followers"], dependencies=[only_switched_on])

Admin = Annotated[Actor, requires(Permission.MANAGE_JOBS)]


@router.post("/analyze", dependencies=[public], openapi_extra=described_body(AnalyzeBody))
async def analyze(runtime: SwitchedOn, address: ClientAddress, cookies: Cookies) -> dict[str, Any]:
    """Begin a job with the cookies of a browser: `{csrf_token, session_id}`. Its id is made of both."""
    await service.spend_for_address(runtime, address)
    order = service.order_with_cookies(cookies)
    job_id = service.credential_id(cookies.csrf_token.get_secret_value(), cookies.session_id.get_secret_value())
    try:
        return shapes.submitted(await service.begin_anonymous(runtime, order, job_id))
    except AccountBeingRead as busy:
        raise await _already(runtime, job_id, busy) from None


async def _already(runtime: Runtime, job_id: str, busy: AccountBeingRead) -> JobAlreadyExists:
    """The refusal; it names the job only to who has the same secrets, and so could name it themselves."""
    async with runtime.database.reading() as session:
        try:
            mine = shapes.status_of(await service.read_anonymous(session, runtime.settings, job_id))
        except CrawlNotFound:
            return JobAlreadyExists(f"This account already has a job with status: {busy.fields['crawl_status']}")
    return JobAlreadyExists(f"This account already has a job with status: {mine}", job_id=job_id, job_status=mine)


@router.get("/status/{job_id}", dependencies=[public])
async def job_status(job_id: str, runtime: SwitchedOn, session: Reading) -> dict[str, Any]:
    """A job and its result. Who can name the id has the secrets that it is made of."""
    return shapes.status(await _job(session, runtime, job_id))


@router.get("/queue", dependencies=[public])
async def queue(runtime: SwitchedOn, session: Reading) -> dict[str, Any]:
    """How many jobs run and wait."""
    return shapes.queue(await service.queue_now(session, runtime.settings))


@router.delete("/job/{job_id}", dependencies=[public])
async def delete_job(job_id: str, runtime: SwitchedOn, session: Session) -> dict[str, Any]:
    """Delete a job that has ended, with its result."""
    try:
        ended = await service.delete_anonymous(session, job_id)
    except CrawlNotFound:
        raise JobNotFound from None
    except CrawlIsActive as active:
        status = str(active.fields["crawl_status"])
        raise CannotDeleteActiveJob(f"Job is currently {status}. Wait for it to end.", job_status=status) from None
    now = await service.queue_now(session, runtime.settings)
    return {
        "message": "Job deleted successfully",
        "deleted_job_status": shapes.STATUSES.get(ended, ended.value),
        "remaining_jobs": now.kept,
    }


@router.get("/debug/{job_id}", dependencies=[public])
async def debug_job(job_id: str, runtime: SwitchedOn, session: Reading) -> dict[str, Any]:
    """The job without its result; for its owner, who can name it."""
    return shapes.debug(await _job(session, runtime, job_id))


@router.get("/jobs")
async def list_jobs(runtime: SwitchedOn, session: Reading, actor: Admin) -> dict[str, Any]:
    """Every job that is kept, for admins: whoever sees ids sees results."""
    jobs = await service.list_anonymous(session, runtime.settings)
    now = await service.queue_now(session, runtime.settings)
    return {
        "jobs": {job.public_id: shapes.brief(job) for job in jobs},
        "total_jobs": len(jobs),
        "active_sessions_count": now.running,
        "queue_length": now.waiting,
    }


@router.post("/cleanup")
async def clean_up(runtime: SwitchedOn, session: Session, actor: Admin) -> dict[str, Any]:
    """Delete every job that has ended, for admins."""
    count = await service.forget_ended(session)
    now = await service.queue_now(session, runtime.settings)
    return {"message": f"Cleaned up {count} completed jobs", "remaining_jobs": now.kept}


async def _job(session: ReadSession, runtime: Runtime, job_id: str) -> service.AnonymousCrawl:
    try:
        return await service.read_anonymous(session, runtime.settings, job_id)
    except CrawlNotFound:
        raise JobNotFound from None
