"""Comments outside of requests."""

from datetime import timedelta

from autogram.inbox.comments import service
from autogram.inbox.comments.messages import ReadMention, SendCommentReply
from autogram.jobs.api import JobContext, RetryLater, handles


@handles(
    SendCommentReply,
    max_attempts=10,
    one_at_a_time=lambda message: f"comment-reply:{message.comment_id}",
    longest_delay=timedelta(minutes=5),
)
async def send_comment_reply(context: JobContext, message: SendCommentReply) -> None:
    try:
        await service.send_reply(context, message)
    except RetryLater:
        raise
    except Exception as error:
        if context.is_last_attempt:
            await service.give_up(context, message, error)
        raise


@handles(ReadMention, one_at_a_time=lambda message: f"mention:{message.comment_id}")
async def read_mention(context: JobContext, message: ReadMention) -> None:
    await service.read_mention(context, message.comment_id)
