"""Claiming a due post: one worker gets it, and only if nothing speaks against publishing now."""

import asyncio
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotUsable
from autogram.accounts.schemas import AccountStatus
from autogram.content import service as content
from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.live import announce
from autogram.identity import service as identity
from autogram.jobs.api import JobContext, RetryLater
from autogram.publishing import queries
from autogram.publishing.errors import PostNotFound
from autogram.publishing.execution.attempt import Attempt, receipt_step
from autogram.publishing.execution.outcome import excerpt
from autogram.publishing.execution.plan import make_plan
from autogram.publishing.messages import PublishPost
from autogram.publishing.models import Post, PostStatus, Publication

CLAIMABLE = {PostStatus.SCHEDULED, PostStatus.PUBLISHING, PostStatus.UNCONFIRMED}


# The queue's clock is the database's, and it counts from the start of the transaction that planned the post.
EARLY_AT_MOST = timedelta(seconds=5)


class _TooEarly(Exception):
    def __init__(self, by: timedelta) -> None:
        self.by = by


async def claim(context: JobContext, message: PublishPost) -> Attempt | None:
    """The post is ours under a lease, written down; None when there is nothing to do.

    A moment too early is waited for. Raises `RetryLater` while another worker holds it or it is far from due.
    """
    try:
        return await _claim(context, message)
    except _TooEarly as early:
        if early.by > EARLY_AT_MOST:
            raise RetryLater(early.by, "not due yet", counts=False) from None
        await asyncio.sleep(early.by.total_seconds())
    return await _claim(context, message)


async def _claim(context: JobContext, message: PublishPost) -> Attempt | None:
    async with context.transaction() as session:
        try:
            post = await queries.get_post(session, message.post_id, lock=True)
        except PostNotFound:
            return None
        if post.revision != message.revision or post.status not in CLAIMABLE or post.publish_at is None:
            return None
        publication = await queries.open_publication(session, post.id)
        _require_free(publication, context.job_id)
        if publication is None or publication.publish_requested_at is None:
            # Nothing can be live yet, so every reason to wait applies.
            _require_due(post)
            if await _must_wait(context, session, post):
                await announce(session, post.workspace_id, "post.updated", post_id=post.id, status=post.status)
                return None
        attempt = await _take(context, session, post, publication)
        await announce(session, post.workspace_id, "post.updated", post_id=post.id, status=post.status)
        return attempt


def _require_free(publication: Publication | None, job_id: int) -> None:
    """A lease of this very job is from a run that the queue has given up: its worker is dead."""
    if publication is None or publication.lease_until is None or publication.lease_job_id == job_id:
        return
    left = publication.lease_until - clock.now()
    if left > timedelta(0):
        raise RetryLater(left, "another worker holds the post", counts=False)


def _require_due(post: Post) -> None:
    assert post.publish_at is not None
    early = post.publish_at - clock.now()
    if early > timedelta(0):
        raise _TooEarly(early)


async def _must_wait(context: JobContext, session: AsyncSession, post: Post) -> bool:
    """True if the post is not to go out now; it then says why, or has become late."""
    assert post.publish_at is not None
    limit = timedelta(minutes=context.runtime.settings.publishing.late_after_minutes)
    if post.publish_at < clock.now() - limit:
        post.status = PostStatus.LATE
        await identity.mail_workspace_owners(
            session,
            post.workspace_id,
            "A post is late and waits for your decision",
            f"“{excerpt(post)}” was due at {post.publish_at:%Y-%m-%d %H:%M} UTC and could not go out in time. "
            "Publish it now, plan it anew, or drop it.",
        )
        return True
    reason = await _reason_to_wait(session, post)
    if reason is None:
        return False
    post.status, post.waiting_reason = PostStatus.SCHEDULED, reason
    return True


async def _reason_to_wait(session: AsyncSession, post: Post) -> str | None:
    if await accounts.is_everything_paused(session):
        return "everything is paused"
    account = await accounts.account_brief(session, post.account_id)
    if account.status is not AccountStatus.CONNECTED:
        return f"@{account.username} must be connected again: {account.status_reason}"
    if not account.may_publish:
        return f"@{account.username} was connected without the permission to publish; connect it again and allow it"
    if account.paused:
        return f"@{account.username} is paused"
    if account.throttled_until and account.throttled_until > clock.now():
        return f"Instagram limits @{account.username} until {account.throttled_until:%H:%M} UTC"
    if account.token_expires_at and account.token_expires_at < clock.now():
        return f"the token of @{account.username} has expired; connect the account again"
    try:
        await accounts.require_quota(session, post.account_id, accounts.QuotaKind.REQUESTS)
    except TooManyRequests as refusal:
        return refusal.detail
    return None


async def _take(
    context: JobContext, session: AsyncSession, post: Post, publication: Publication | None
) -> Attempt | None:
    try:
        client = await accounts.client_for(context.runtime, session, post.account_id)
    except AccountNotUsable as error:
        post.waiting_reason = f"cannot ask Instagram whether it is live: {error.detail}"
        return None
    if publication is None:
        ids = [UUID(entry["media_id"]) for entry in post.media]
        ids += [post.cover_media_id] if post.cover_media_id else []
        items = {
            item.id: item
            for item in await content.get_media(session, post.workspace_id, ids, settings=context.runtime.settings)
        }
        publication = queries.open_for(post, make_plan(post, items))
        session.add(publication)
    lease_id = queries.lease(publication, context.job_id, context.runtime.settings.publishing.publish_lease_seconds)
    publication.steps = [*publication.steps, receipt_step("claimed", {"job": context.job_id})]
    if post.status is PostStatus.SCHEDULED:
        post.status = PostStatus.PUBLISHING
    post.waiting_reason = None
    return Attempt(
        runtime=context.runtime,
        client=client,
        post_id=post.id,
        post_type=post.post_type,
        publication_id=publication.id,
        lease_id=lease_id,
        plan=publication.plan,
        child_containers=dict(publication.child_containers),
        container_id=publication.container_id,
        containers_made=publication.containers_made,
        container_ready=publication.container_ready,
        publish_requested_at=publication.publish_requested_at,
    )
