"""What waits for a person, over all parts of the product: one question for the console's first page."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from autogram.core.db import Reading
from autogram.exchange.commenting import service as commenting
from autogram.exchange.community import service as community
from autogram.exchange.verification import service as verification
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission
from autogram.publishing import service as publishing

router = APIRouter(prefix="/needs", tags=["live"])


class NeedsRead(BaseModel):
    """How much waits; what waits in the inbox stands in its own summary."""

    posts_failed: int
    posts_late: int
    posts_unconfirmed: int
    posts_published: int = Field(description="Waits for nobody; tells whether the first post is out.")
    has_community: bool
    comments_to_approve: int
    appeals_open: int


@router.get("")
async def read_needs(
    actor: Annotated[Actor, requires(Permission.VIEW_POSTS, Permission.VIEW_EXCHANGE)], session: Reading
) -> NeedsRead:
    """How much waits for a person in the workspace: posts, comments to approve, appeals."""
    posts = await publishing.count_posts(session, actor.workspace_id)
    ours = await community.find_community_id(session, actor.workspace_id)
    return NeedsRead(
        **{f"posts_{status}": posts[status] for status in ("failed", "late", "unconfirmed", "published")},
        has_community=ours is not None,
        comments_to_approve=await commenting.count_waiting(session, ours) if ours else 0,
        appeals_open=await verification.count_open_appeals(session, ours) if ours else 0,
    )
