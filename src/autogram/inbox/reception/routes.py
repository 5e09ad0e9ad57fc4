"""HTTP for reception."""

from fastapi import APIRouter

router = APIRouter(prefix="/inbox/coverage", tags=["inbox"])
