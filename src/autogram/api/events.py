"""Live updates over server-sent events."""

from fastapi import APIRouter

router = APIRouter(prefix="/events", tags=["live"])
