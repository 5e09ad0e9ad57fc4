"""`/api/user-action-verification`: who was to comment on what, and whether the comment was seen."""

from typing import Annotated

from fastapi import APIRouter, Query

from autogram.compat.exchange.asking import Limit, SeenBy, Skip
from autogram.compat.exchange.requests import Username
from autogram.compat.exchange.shapes import PageOf, VerificationRow
from autogram.core.db import Reading
from autogram.exchange.community import service as communities
from autogram.exchange.community.access import limited
from autogram.exchange.verification import service
from autogram.identity.access import public

router = APIRouter(prefix="/api/user-action-verification", dependencies=[public, limited])

IsVerified = Annotated[bool | None, Query(description="Only rows of which this is true, or only the others.")]


@router.get("")
async def list_verifications(
    session: Reading,
    onlooker: SeenBy,
    username: Username = None,
    is_verified: IsVerified = None,
    skip: Skip = 0,
    limit: Limit = 100,
) -> PageOf[VerificationRow]:
    """A row for each member and each post of a week, oldest first. Only `finding: missing` says that nobody commented.

    Names are as open as the community wants; who sees none cannot search for one.
    """
    if not onlooker.sees_members or (username is not None and not onlooker.sees_names):
        return PageOf(items=[], total=0, skip=skip, limit=limit)
    found, total = await service.verifications(
        session, onlooker.community_id, username=username, is_verified=is_verified, skip=skip, limit=limit
    )
    members = await communities.members_by_id(session, onlooker.community_id, {row.member_id for row in found})
    rows = [
        VerificationRow(
            id=row.number,
            user_id=members[row.member_id].number,
            username=onlooker.name_of(row.username) or "",
            request_id=row.request_number,
            instagram_link=row.instagram_link,
            link_owner_username=onlooker.name_of(row.owner_username) or "",
            is_verified=row.is_verified,
            verified_at=row.verified_at,
            finding=row.finding.value,
            created_at=row.created_at,
        )
        for row in found
        if row.member_id in members
    ]
    return PageOf(items=rows, total=total, skip=skip, limit=limit)
