"""HTTP for automation."""

from fastapi import APIRouter

router = APIRouter(prefix="/inbox/automation", tags=["automation"])
