"""HTTP for conversations, one module per subject."""

from fastapi import APIRouter

from autogram.inbox.conversations.routes import conversations, keeping, messages, people

router = APIRouter(prefix="/inbox", tags=["inbox"])
for part in (conversations, messages, keeping, people):
    router.include_router(part.router)
