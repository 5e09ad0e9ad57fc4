"""HTTP for conversations."""

from fastapi import APIRouter

router = APIRouter(prefix="/inbox", tags=["inbox"])
