"""Every path of the comment exchange."""

from fastapi import APIRouter

from autogram.compat.exchange import (
    admins,
    approvals,
    health,
    helpers,
    notices,
    participants,
    requests,
    sns_users,
    verifications,
)

router = APIRouter(tags=["/api exchange"])
for part in (notices, requests, verifications, participants, admins, sns_users, helpers, approvals, health):
    router.include_router(part.router)
