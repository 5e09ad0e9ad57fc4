"""HTTP for comments."""

from fastapi import APIRouter

router = APIRouter(prefix="/inbox/comments", tags=["inbox"])
