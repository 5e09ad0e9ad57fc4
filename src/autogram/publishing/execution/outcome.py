"""How a try can end, and how each end is written down."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.content import service as content
from autogram.core import audit, clock
from autogram.core.live import announce
from autogram.core.logging import get_logger
from autogram.identity import service as identity
from autogram.instagram.errors import GraphError, InstagramError
from autogram.instagram.graph import Media
from autogram.jobs.api import JobContext, RetryLater, enqueue
from autogram.publishing import queries
from autogram.publishing.execution.attempt import Attempt, receipt_step
from autogram.publishing.messages import LookForPermalink, PublishPost, WriteFirstComment
from autogram.publishing.models import Post, PostStatus, PublicationState

log = get_logger(__name__)

ANSWERED = "answered by Instagram"
FREE = {"lease_id": None, "lease_until": None, "lease_job_id": None}


class PublishFailed(Exception):
    """The post cannot be published as it is; the reason is for a person."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class NotNow(Exception):
    """Nothing has gone out. The post stays scheduled and says why; with `again_after` this job comes back itself."""

    def __init__(
        self, reason: str, *, again_after: timedelta | None = None, error: InstagramError | None = None
    ) -> None:
        super().__init__(reason)
        self.reason, self.again_after, self.error = reason, again_after, error


class Unclear(Exception):
    """It may be live. The post is `unconfirmed` until Instagram has been asked again."""

    def __init__(self, reason: str, *, again_after: timedelta) -> None:
        super().__init__(reason)
        self.reason, self.again_after = reason, again_after


async def write_published(attempt: Attempt, media_id: str | None, media: Media | None, how: str) -> None:
    """The post is published; what is still to do (permalink, first comment) is enqueued in the same transaction."""
    permalink = media.permalink if media else None
    answered = how == ANSWERED
    published_at = clock.now() if answered or media is None or media.timestamp is None else media.timestamp
    async with attempt.ending() as session:
        proof = {"media_id": media_id, "permalink": permalink, "how": how}
        await attempt.record_in(
            session,
            "published",
            {name: value for name, value in proof.items() if value},
            state=PublicationState.PUBLISHED,
            instagram_media_id=media_id,
            permalink=permalink,
            **FREE,
        )
        await queries.set_post(
            session,
            attempt.post_id,
            {
                "status": PostStatus.PUBLISHED,
                "published_at": published_at,
                "instagram_media_id": media_id,
                "permalink": permalink,
                "waiting_reason": None,
                "failure_code": None,
                "failure_reason": None,
            },
        )
        # Instagram has its own copy now; the library may let go of the files.
        await content.release_media(session, subject=f"post:{attempt.post_id}")
        await accounts.record_use(session, attempt.client.account_id, accounts.QuotaKind.PUBLISHES)
        await accounts.note_outcome(session, attempt.client)
        await announce(session, attempt.client.workspace_id, "post.published", post_id=attempt.post_id)
        if attempt.plan.get("first_comment") and media_id:
            await enqueue(session, WriteFirstComment(publication_id=attempt.publication_id))
        if permalink is None:
            await enqueue(session, LookForPermalink(publication_id=attempt.publication_id))
    log.info("post published", post_id=str(attempt.post_id), media_id=media_id, how=how)


async def write_failed(attempt: Attempt, failure: PublishFailed, error: InstagramError | None = None) -> None:
    """The try and the post have failed, and the workspace's owners get a mail saying why."""
    async with attempt.ending() as session:
        proof = {"code": failure.code, "reason": failure.reason}
        await attempt.record_in(session, "failed", proof, state=PublicationState.FAILED, **FREE)
        await accounts.note_outcome(session, attempt.client, error)
        await fail_post(session, attempt.post_id, failure)
    log.warning("post failed", post_id=str(attempt.post_id), failure=failure.code, reason=failure.reason)


async def fail_post(session: AsyncSession, post_id: UUID, failure: PublishFailed) -> None:
    """The post says that it failed and why; its people get a mail."""
    post = await queries.get_post(session, post_id, lock=True)
    post.status, post.waiting_reason = PostStatus.FAILED, None
    post.failure_code, post.failure_reason = failure.code, failure.reason
    audit.record(
        session,
        "posts.failed",
        f"post:{post.id}",
        workspace_id=post.workspace_id,
        code=failure.code,
        why=failure.reason,
    )
    await announce(session, post.workspace_id, "post.failed", post_id=post.id, code=failure.code)
    await identity.mail_workspace_owners(
        session,
        post.workspace_id,
        "A post could not be published",
        f"“{excerpt(post)}” was not published: {failure.reason}",
    )


async def write_given_up(context: JobContext, message: PublishPost, error: Exception) -> None:
    """After the last attempt of a job that fails by a fault of ours, the post says so instead of waiting for ever.

    It has failed, unless Instagram was asked to publish: then it stays unconfirmed and a person looks.
    """
    async with context.transaction() as session:
        post = await queries.get_post(session, message.post_id, lock=True)
        if post.revision != message.revision or post.status is PostStatus.PUBLISHED:
            return
        publication = await queries.open_publication(session, post.id)
        reason = f"a fault in Autogram stopped it ({type(error).__name__}); the log of job {context.job_id} says more"
        if publication is not None and publication.publish_requested_at is not None:
            post.status, post.waiting_reason = PostStatus.UNCONFIRMED, reason
            await announce(session, post.workspace_id, "post.updated", post_id=post.id, status=post.status)
            return
        if publication is not None:
            values = {"state": PublicationState.FAILED, **FREE}
            await queries.write_step(session, publication.id, receipt_step("failed", {"reason": reason}), values=values)
        await fail_post(session, post.id, PublishFailed("internal-error", reason))


async def write_not_now(attempt: Attempt, wait: NotNow) -> None:
    """The post is scheduled again and says what it waits for; the containers made so far are kept."""
    async with attempt.ending() as session:
        await attempt.record_in(session, "waiting", {"reason": wait.reason}, **FREE)
        await accounts.note_outcome(session, attempt.client, wait.error)
        await _set_status(session, attempt, PostStatus.SCHEDULED, wait.reason)
    if wait.again_after:
        raise RetryLater(wait.again_after, wait.reason, counts=False)


async def write_unclear(attempt: Attempt, doubt: Unclear) -> None:
    """The post is `unconfirmed`, and this job comes back to ask Instagram again."""
    async with attempt.ending() as session:
        await attempt.record_in(session, "answer unclear", {"reason": doubt.reason}, **FREE)
        await accounts.note_outcome(session, attempt.client)
        await _set_status(session, attempt, PostStatus.UNCONFIRMED, doubt.reason)
    raise RetryLater(doubt.again_after, doubt.reason, counts=False)


async def _set_status(session: AsyncSession, attempt: Attempt, status: PostStatus, reason: str) -> None:
    await queries.set_post(session, attempt.post_id, {"status": status, "waiting_reason": reason})
    await announce(session, attempt.client.workspace_id, "post.updated", post_id=attempt.post_id, status=status)


def excerpt(post: Post) -> str:
    """Enough of the caption to know the post by."""
    text = " ".join(post.caption.split())
    return (text[:57] + "…") if len(text) > 58 else text or f"a {post.post_type.value} without caption"


def in_words(error: InstagramError) -> str:
    """The reason, for a person."""
    return error.reason if isinstance(error, GraphError) else str(error)
