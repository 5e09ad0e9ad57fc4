"""Routes of `/api/v1/analytics`."""

from fastapi import APIRouter

router = APIRouter(prefix="/analytics", tags=["analytics"])
