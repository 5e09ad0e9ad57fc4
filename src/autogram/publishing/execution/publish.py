"""The publishing of one post, from claim to proof; every step can be the last one before a crash."""

from autogram.core.logging import get_logger
from autogram.instagram.errors import GraphError
from autogram.jobs.api import JobContext
from autogram.publishing.execution import containers, preflight, request
from autogram.publishing.execution.attempt import Attempt, LeaseLost
from autogram.publishing.execution.claim import claim
from autogram.publishing.execution.outcome import (
    NotNow,
    PublishFailed,
    Unclear,
    write_failed,
    write_not_now,
    write_unclear,
)
from autogram.publishing.messages import PublishPost

log = get_logger(__name__)


async def publish(context: JobContext, message: PublishPost) -> None:
    """The post of this revision is published, has failed, or waits, and says so. Safe to run any number of times."""
    attempt = await claim(context, message)
    if attempt is None:
        return
    try:
        try:
            await _go_on(attempt)
        except NotNow as wait:
            await write_not_now(attempt, wait)
        except PublishFailed as failure:
            cause = failure.__cause__
            await write_failed(attempt, failure, cause if isinstance(cause, GraphError) else None)
        except Unclear as doubt:
            await write_unclear(attempt, doubt)
    except LeaseLost:
        log.info("post was cancelled or taken over", post_id=str(message.post_id))


async def _go_on(attempt: Attempt) -> None:
    """From wherever the try stands to the end."""
    if attempt.publish_requested_at is not None:
        await attempt.record("asking Instagram", {"container_id": attempt.container_id})
        await request.reconcile(attempt)
        return
    if attempt.container_id is None:
        try:
            found = await preflight.check(attempt)
        except GraphError as error:
            raise containers.refused(attempt, error) from error
        await containers.make(attempt, found)
    if not attempt.container_ready:
        await containers.wait_until_ready(attempt)
    await request.request_publication(attempt)
