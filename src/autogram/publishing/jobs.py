"""Publishing outside of requests."""

from datetime import timedelta

from autogram.jobs.api import JobContext, RetryLater, handles, schedules
from autogram.publishing import service
from autogram.publishing.execution import aftermath
from autogram.publishing.execution.outcome import write_given_up
from autogram.publishing.execution.publish import publish
from autogram.publishing.imports import writing
from autogram.publishing.messages import (
    LookForPermalink,
    MakeRecurringPosts,
    PublishPost,
    WatchDuePosts,
    WriteFirstComment,
    WriteImport,
)
from autogram.publishing.recurring import making


@handles(PublishPost, max_attempts=20, first_delay=timedelta(seconds=2), longest_delay=timedelta(minutes=2))
async def publish_post(context: JobContext, message: PublishPost) -> None:
    try:
        await publish(context, message)
    except RetryLater:
        raise
    except Exception as error:
        if context.is_last_attempt:
            await write_given_up(context, message, error)
        raise


@handles(WriteFirstComment, one_at_a_time=lambda message: f"first-comment:{message.publication_id}")
async def write_first_comment(context: JobContext, message: WriteFirstComment) -> None:
    await aftermath.write_first_comment(context, message.publication_id)


@handles(LookForPermalink, max_attempts=40, one_at_a_time=lambda message: f"permalink:{message.publication_id}")
async def look_for_permalink(context: JobContext, message: LookForPermalink) -> None:
    await aftermath.look_for_permalink(context, message.publication_id)


@handles(WatchDuePosts, one_at_a_time=lambda message: "publishing.watch_due_posts")
async def watch_due_posts(context: JobContext, message: WatchDuePosts) -> None:
    await service.watch_due_posts(context)


@handles(MakeRecurringPosts, one_at_a_time=lambda message: "publishing.make_recurring_posts")
async def make_recurring_posts(context: JobContext, message: MakeRecurringPosts) -> None:
    await making.make_all(context.runtime)


@handles(WriteImport, at_once=2, one_at_a_time=lambda message: f"post-import:{message.import_id}")
async def write_import(context: JobContext, message: WriteImport) -> None:
    await writing.write_import(context, message.import_id)


schedules(MakeRecurringPosts, "7 * * * *")
schedules(WatchDuePosts, "* * * * *")
