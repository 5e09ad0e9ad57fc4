"""Routes of `/api/v1/exchange/…`: community."""

from fastapi import APIRouter

router = APIRouter(prefix="/exchange", tags=["exchange"])
