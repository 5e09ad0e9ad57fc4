"""HTTP for crawls and the sessions that are stored for them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body

from autogram.audience.crawling import service
from autogram.audience.crawling.schemas import CrawlCreate, CrawlRead
from autogram.audience.crawling.switched import SwitchedOn
from autogram.core.db import Reading, Session
from autogram.core.paging import Cursor, Limit, Page
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission

Viewer = Annotated[Actor, requires(Permission.VIEW_AUDIENCE)]
Manager = Annotated[Actor, requires(Permission.MANAGE_AUDIENCE)]

router = APIRouter(prefix="/audience", tags=["audience"])


@router.post("/crawls", status_code=202)
async def begin_crawl(runtime: SwitchedOn, actor: Manager, body: Annotated[CrawlCreate, Body()]) -> CrawlRead:
    """Read an account's followers and following with its owner's session. Follow it with `GET`."""
    return await service.begin_crawl(runtime, actor, body)


@router.get("/crawls")
async def list_crawls(
    runtime: SwitchedOn, session: Reading, actor: Viewer, cursor: Cursor = None, limit: Limit = 50
) -> Page[CrawlRead]:
    """The workspace's crawls, newest first."""
    return await service.list_crawls(session, runtime.settings, actor, cursor=cursor, limit=limit)


@router.get("/crawls/{crawl_id}")
async def read_crawl(crawl_id: UUID, runtime: SwitchedOn, session: Reading, actor: Viewer) -> CrawlRead:
    """How far a crawl is, or where it stands in the queue."""
    return await service.read_crawl(session, runtime.settings, actor, crawl_id)


@router.post("/crawls/{crawl_id}/cancel")
async def cancel_crawl(crawl_id: UUID, runtime: SwitchedOn, session: Session, actor: Manager) -> CrawlRead:
    """Read nothing more. The session is forgotten at once."""
    return await service.cancel_crawl(session, runtime.settings, actor, crawl_id)


@router.delete("/profiles/{profile_id}/session", status_code=204)
async def delete_session(profile_id: UUID, runtime: Running, session: Session, actor: Manager) -> None:
    """Erase the stored session; there are no more scheduled snapshots. Works also while reading is switched off."""
    await service.delete_session(session, runtime.settings, actor, profile_id)
