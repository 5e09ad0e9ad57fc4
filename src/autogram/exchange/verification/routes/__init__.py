"""Verifications over HTTP."""

from fastapi import APIRouter

from autogram.exchange.verification.routes import appeals, boards, room, rows, runs

router = APIRouter(prefix="/exchange", tags=["exchange"])
router.include_router(runs.router)
router.include_router(boards.router)
router.include_router(rows.router)
router.include_router(appeals.router)
router.include_router(room.router)
