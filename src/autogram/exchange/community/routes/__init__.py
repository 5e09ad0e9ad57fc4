"""The community over HTTP."""

from fastapi import APIRouter

from autogram.exchange.community.routes import links, members, notices, public, settings

router = APIRouter(prefix="/exchange", tags=["exchange"])
router.include_router(settings.router)
router.include_router(members.router)
router.include_router(links.router)
router.include_router(notices.router)
router.include_router(public.router)
