"""Routes of `/api/v1/exchange/…`: commenting."""

from fastapi import APIRouter

router = APIRouter(prefix="/exchange", tags=["exchange"])
