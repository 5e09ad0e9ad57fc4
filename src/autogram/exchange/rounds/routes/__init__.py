"""Routes of `/api/v1/exchange/…`: requests and imports."""

from fastapi import APIRouter

from autogram.exchange.rounds.routes import imports, requests, room

router = APIRouter(prefix="/exchange", tags=["exchange"])
router.include_router(requests.router)
router.include_router(imports.router)
router.include_router(room.router)
