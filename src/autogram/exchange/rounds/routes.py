"""Routes of `/api/v1/exchange/…`: rounds."""

from fastapi import APIRouter

router = APIRouter(prefix="/exchange", tags=["exchange"])
