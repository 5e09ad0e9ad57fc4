"""What follows a published post: its first comment and its address."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.live import announce
from autogram.instagram.errors import AnswerUnclear, GraphError, InstagramError, InstagramUnreachable, Refusal
from autogram.instagram.graph import Media
from autogram.jobs.api import JobContext, RetryLater, enqueue
from autogram.publishing import queries
from autogram.publishing.execution.attempt import receipt_step
from autogram.publishing.execution.finding import Wanted, find_media
from autogram.publishing.execution.outcome import in_words
from autogram.publishing.messages import WriteFirstComment
from autogram.publishing.models import Post, Publication

AGAIN = timedelta(seconds=15)
FORGET_AFTER = timedelta(hours=24)


async def write_first_comment(context: JobContext, publication_id: UUID) -> None:
    """The comment stands under the post once. Our own comment is looked for before another is written."""
    async with context.reading() as session:
        publication = await queries.get_publication(session, publication_id)
        if publication is None or publication.comment_id or not publication.instagram_media_id:
            return
        text, media_id = str(publication.plan["first_comment"]), publication.instagram_media_id
        client = await accounts.client_for(context.runtime, session, publication.account_id)
    try:
        comment_id = await _find_own(client, media_id, text) or await _write(context, publication, client, text)
    except GraphError as error:
        await _comment_refused(context, client, publication_id, error)
        return
    except (InstagramUnreachable, AnswerUnclear) as error:
        raise RetryLater(AGAIN, str(error)) from error
    async with context.transaction() as session:
        await accounts.note_outcome(session, client)
        step = receipt_step("first comment", {"comment_id": comment_id})
        await queries.write_step(session, publication_id, step, values={"comment_id": comment_id})


async def _find_own(client: accounts.AccountClient, media_id: str, text: str) -> str | None:
    written = await client.graph.comments(media_id)
    return next((c.id for c in written if c.text == text and c.username in {None, client.username}), None)


async def _write(context: JobContext, publication: Publication, client: accounts.AccountClient, text: str) -> str:
    grace = timedelta(seconds=context.runtime.settings.publishing.publish_grace_seconds)
    asked = publication.comment_requested_at
    if asked and clock.now() < asked + grace:
        # An earlier request may still be on its way at Instagram.
        raise RetryLater(asked + grace - clock.now(), "waiting for an earlier comment to appear", counts=False)
    async with context.transaction() as session:
        try:
            await accounts.spend_quota(session, publication.account_id, accounts.QuotaKind.COMMENTS)
        except TooManyRequests as refusal:
            raise RetryLater(timedelta(minutes=10), refusal.detail, counts=False) from refusal
        step = receipt_step("first comment requested")
        await queries.write_step(session, publication.id, step, values={"comment_requested_at": clock.now()})
    assert publication.instagram_media_id is not None
    return await client.graph.comment(publication.instagram_media_id, text)


async def _comment_refused(
    context: JobContext, client: accounts.AccountClient, publication_id: UUID, error: GraphError
) -> None:
    async with context.transaction() as session:
        await accounts.note_outcome(session, client, error)
    if error.refusal in {Refusal.TRANSIENT, Refusal.THROTTLED} and not context.is_last_attempt:
        raise RetryLater(error.regain_after or AGAIN, in_words(error))
    await _add_step(context, publication_id, "first comment failed", {"reason": in_words(error)})


async def look_for_permalink(context: JobContext, publication_id: UUID) -> None:
    """The post shows its media id and address, as soon as Instagram gives them; then its first comment follows."""
    async with context.reading() as session:
        publication = await queries.get_publication(session, publication_id)
        if publication is None or publication.permalink:
            return
        post = await queries.get_post(session, publication.post_id)
        client = await accounts.client_for(context.runtime, session, publication.account_id)
    try:
        media = await _look(context, client, publication, post)
    except InstagramError as error:
        raise RetryLater(AGAIN, in_words(error)) from error
    if media is None:
        raise RetryLater(AGAIN, "the post is not listed yet")
    async with context.transaction() as session:
        await accounts.note_outcome(session, client)
        values: dict[str, Any] = {"instagram_media_id": media.id, "permalink": media.permalink}
        await queries.write_step(session, publication_id, receipt_step("permalink found", values), values=values)
        await queries.set_post(session, publication.post_id, values)
        await announce(session, post.workspace_id, "post.updated", post_id=post.id, status=post.status)
        if publication.instagram_media_id is None and publication.plan.get("first_comment"):
            await enqueue(session, WriteFirstComment(publication_id=publication_id))


async def _look(
    context: JobContext, client: accounts.AccountClient, publication: Publication, post: Post
) -> Media | None:
    if publication.instagram_media_id:
        return await client.graph.media(publication.instagram_media_id)
    assert publication.publish_requested_at is not None
    wanted = Wanted.from_plan(publication.plan, post.post_type, publication.publish_requested_at)
    return await find_media(context.runtime, client, wanted)


async def _add_step(context: JobContext, publication_id: UUID, step: str, proof: dict[str, Any]) -> None:
    async with context.transaction() as session:
        await queries.write_step(session, publication_id, receipt_step(step, proof), values={})
