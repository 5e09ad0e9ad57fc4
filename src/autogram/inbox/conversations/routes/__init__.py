"""HTTP for conversations, one module per subject."""

from fastapi import APIRouter

from autogram.inbox.conversations.routes import conversations, keeping, messages

router = APIRouter(prefix="/inbox", tags=["inbox"])
for part in (conversations, messages, keeping):
    router.include_router(part.router)
