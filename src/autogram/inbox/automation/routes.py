"""HTTP for automation."""

from fastapi import APIRouter

from autogram.inbox.automation import menu_routes

router = APIRouter(prefix="/inbox/automation", tags=["automation"])
router.include_router(menu_routes.router)
