"""Routes of `/api/v1/exchange/…`: helpers."""

from fastapi import APIRouter

router = APIRouter(prefix="/exchange", tags=["exchange"])
