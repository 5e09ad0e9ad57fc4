"""HTTP for journal."""

from fastapi import APIRouter

router = APIRouter(prefix="/admin/webhooks", tags=["admin"])
