"""The health check of the predecessor's first mount."""

from fastapi import APIRouter
from pydantic import BaseModel

from autogram import __version__
from autogram.identity.access import public

router = APIRouter(prefix="/api/py", dependencies=[public])


class Alive(BaseModel):
    status: str = "healthy"
    app: str = "Autogram"
    version: str = __version__


@router.get("/health")
async def read_health() -> Alive:
    """It answers."""
    return Alive()
