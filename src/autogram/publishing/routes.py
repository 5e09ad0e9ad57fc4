"""HTTP for posts."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from autogram.core.db import Reading, Session
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission
from autogram.publishing import service
from autogram.publishing.models import PostStatus
from autogram.publishing.schemas import (
    Message,
    PostCreate,
    PostDecision,
    PostFilter,
    PostList,
    PostRead,
    PostSchedule,
    PostUpdate,
    PublishOutcome,
    Receipt,
)

router = APIRouter(prefix="/posts", tags=["publishing"])

Reader = Annotated[Actor, requires(Permission.VIEW_POSTS)]
Editor = Annotated[Actor, requires(Permission.MANAGE_POSTS)]

SETTLED = {PostStatus.PUBLISHED, PostStatus.FAILED, PostStatus.LATE}
LOOK_EVERY_SECONDS = 0.1


@router.post("", status_code=201)
async def create_post(body: PostCreate, runtime: Running, session: Session, actor: Editor) -> PostRead:
    """Make a draft, or with `scheduled_time` a scheduled post. Every limit of Instagram's is checked now."""
    return await service.create_post(runtime.settings, session, actor, body)


@router.get("")
async def list_posts(
    runtime: Running, session: Reading, actor: Reader, wanted: Annotated[PostFilter, Query()]
) -> PostList:
    """Posts, newest first."""
    return await service.list_posts(runtime.settings, session, actor.workspace_id, wanted)


@router.get("/{post_id}")
async def read_post(post_id: UUID, runtime: Running, session: Reading, actor: Reader) -> PostRead:
    """One post, as it stands now."""
    return await service.read_post(runtime.settings, session, actor.workspace_id, post_id)


@router.put("/{post_id}")
@router.patch("/{post_id}")
async def update_post(post_id: UUID, body: PostUpdate, runtime: Running, session: Session, actor: Editor) -> PostRead:
    """Change the fields that are present. A post that is being published or is live cannot be changed."""
    return await service.update_post(runtime.settings, session, actor, post_id, body)


@router.delete("/{post_id}")
async def delete_post(post_id: UUID, session: Session, actor: Editor) -> Message:
    """Remove the post; a scheduled one does not go out. What is live on Instagram stays there."""
    await service.delete_post(session, actor, post_id)
    return Message(message="Post deleted successfully")


@router.post("/{post_id}/schedule")
async def schedule_post(
    post_id: UUID, body: PostSchedule, runtime: Running, session: Session, actor: Editor
) -> PostRead:
    """Plan, or plan anew, when the post goes out."""
    return await service.schedule_post(runtime.settings, session, actor, post_id, body)


@router.post("/{post_id}/cancel")
async def cancel_post(post_id: UUID, runtime: Running, session: Session, actor: Editor) -> PostRead:
    """Back to draft; nothing goes out. Refused once Instagram has been asked to publish."""
    return await service.cancel_post(runtime.settings, session, actor, post_id)


@router.post("/{post_id}/decision")
async def decide(post_id: UUID, body: PostDecision, runtime: Running, session: Session, actor: Editor) -> PostRead:
    """Say what to do with a late, failed or unconfirmed post."""
    return await service.decide(runtime.settings, session, actor, post_id, body)


@router.post("/{post_id}/publish", responses={202: {"model": PublishOutcome}})
async def publish_post(
    post_id: UUID,
    response: Response,
    runtime: Running,
    actor: Editor,
    wait_seconds: Annotated[float, Query(ge=0, le=30, description="How long to wait for the outcome.")] = 10,
) -> PublishOutcome:
    """Publish now. 200 with the outcome, or 202 if it takes longer than you would wait."""
    async with runtime.database.transaction() as session:
        await service.publish_now(runtime.settings, session, actor, post_id)
    deadline = asyncio.get_running_loop().time() + wait_seconds
    while True:
        async with runtime.database.reading() as reading:
            outcome = await service.outcome_of(reading, actor.workspace_id, post_id)
        if outcome.status in SETTLED:
            return outcome
        if asyncio.get_running_loop().time() >= deadline:
            response.status_code = 202
            return outcome
        await asyncio.sleep(LOOK_EVERY_SECONDS)


@router.get("/{post_id}/receipt")
async def read_receipt(post_id: UUID, session: Reading, actor: Reader) -> Receipt:
    """Each step of each try, with its time and proof."""
    return await service.read_receipt(session, actor.workspace_id, post_id)
