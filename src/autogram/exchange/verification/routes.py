"""Routes of `/api/v1/exchange/…`: verification."""

from fastapi import APIRouter

router = APIRouter(prefix="/exchange", tags=["exchange"])
