"""Routes of `/api/v1/exchange/…`: commenting."""

from fastapi import APIRouter

from autogram.exchange.commenting.routes import comments, consumers, producers, public_consumers, public_producers

router = APIRouter(prefix="/exchange", tags=["exchange"])
for part in (public_consumers, public_producers, consumers, producers, comments):
    router.include_router(part.router)
