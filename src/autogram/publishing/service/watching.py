"""The watch over due posts: nothing planned is ever simply forgotten."""

from datetime import timedelta
from uuid import UUID

from autogram.core import clock
from autogram.core.live import announce
from autogram.identity import service as identity
from autogram.jobs.api import JobContext, enqueue
from autogram.publishing import queries
from autogram.publishing.messages import PublishPost
from autogram.publishing.models import PostStatus

AT_ONCE = 500
# A post that is due is normally claimed within the second; its job may also be waiting for its own retry.
FORGOTTEN_AFTER = timedelta(seconds=20)


async def watch_due_posts(context: JobContext) -> None:
    """Posts long past their hour wait for a person, who gets one mail; the others that nobody works on get a job."""
    limit = timedelta(minutes=context.runtime.settings.publishing.late_after_minutes)
    async with context.transaction() as session:
        late = await queries.make_late(session, clock.now() - limit, AT_ONCE)
        for workspace_id, captions in late.items():
            await identity.mail_workspace_owners(session, workspace_id, *_letter(list(captions.values())))
            for post_id in captions:
                await announce(session, workspace_id, "post.updated", post_id=post_id, status=PostStatus.LATE)
    async with context.transaction() as session:
        for post_id, revision in await queries.forgotten_posts(session, clock.now() - FORGOTTEN_AFTER, AT_ONCE):
            await enqueue(session, PublishPost(post_id=post_id, revision=revision), once=_word(post_id, revision))


def _word(post_id: UUID, revision: int) -> str:
    return f"publish:{post_id}:{revision}"


def _letter(captions: list[str]) -> tuple[str, str]:
    count = len(captions)
    subject = "A post is late" if count == 1 else f"{count} posts are late"
    shown = "\n".join(f"* {' '.join(caption.split())[:60] or '(without caption)'}" for caption in captions[:10])
    return f"{subject} and wait{'s' if count == 1 else ''} for your decision", (
        f"Their hour has passed while they could not be published:\n{shown}\n"
        "Publish them now, plan them anew, or drop them. Nothing goes out by itself."
    )
