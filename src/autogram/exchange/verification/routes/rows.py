"""HTTP for rows: who was to comment on what, and what is known of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from autogram.core.db import Reading, Session
from autogram.core.paging import Page
from autogram.exchange.community.access import Keeping, Viewed
from autogram.exchange.verification import service
from autogram.exchange.verification.routes.asking import CSV, attachment
from autogram.exchange.verification.schemas import Because, EvidenceRead, VerificationFilter, VerificationRead
from autogram.identity.access import Running

router = APIRouter()

Wanted = Annotated[VerificationFilter, Query()]


@router.get("/verifications")
async def list_verifications(session: Reading, community: Viewed, wanted: Wanted) -> Page[VerificationRead]:
    """Rows, newest first: of a member, of a week, with a finding, verified or not."""
    return await service.list_verifications(session, community, wanted)


@router.get("/verifications.csv", response_class=StreamingResponse)
async def download_verifications(runtime: Running, community: Viewed, wanted: Wanted) -> StreamingResponse:
    """The same list, whole, oldest first, as a spreadsheet."""
    body = service.verifications_as_csv(runtime, community.id, wanted)
    return StreamingResponse(body, media_type=CSV, headers=attachment("verifications.csv"))


@router.get("/verifications/{verification_id}")
async def read_verification(verification_id: UUID, session: Reading, community: Viewed) -> EvidenceRead:
    """One row with its evidence: the comment, where it is, and how the post was read."""
    return await service.read_verification(session, community, verification_id)


@router.post("/verifications/{verification_id}/accept")
async def accept(verification_id: UUID, body: Because, session: Session, keeping: Keeping) -> EvidenceRead:
    """Let a row count as done, whatever readings say."""
    return await service.decide(
        session, keeping.community, verification_id, accept=True, reason=body.reason, by_user=keeping.by_user
    )


@router.post("/verifications/{verification_id}/take-back")
async def take_back(verification_id: UUID, body: Because, session: Session, keeping: Keeping) -> EvidenceRead:
    """Let a row count as not done, whatever readings say."""
    return await service.decide(
        session, keeping.community, verification_id, accept=False, reason=body.reason, by_user=keeping.by_user
    )


@router.delete("/verifications/{verification_id}/decision")
async def release(verification_id: UUID, session: Session, keeping: Keeping) -> EvidenceRead:
    """Let readings say again what counts."""
    return await service.release(session, keeping.community, verification_id, by_user=keeping.by_user)
