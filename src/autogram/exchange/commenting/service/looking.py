"""Looking for a comment whose answer never came, before anybody writes it again."""

from datetime import timedelta

from autogram.core.runtime import Runtime
from autogram.exchange.commenting.models import CommentStatus
from autogram.exchange.commenting.service.outcome import Sending, settle, write_posted
from autogram.exchange.commenting.service.pausing import stop_producer
from autogram.exchange.commenting.service.phones import phone
from autogram.exchange.commenting.service.refusals import code_of
from autogram.instagram.mobile.errors import STOP_SIGNALS
from autogram.instagram.mobile.own_comments import Looked
from autogram.instagram.web.errors import PostGone, WebError
from autogram.jobs.api import JobContext, RetryLater

AGAIN = timedelta(seconds=30)
ABSENT, UNSEEN = "not-there", "not-seen"


async def look_for(context: JobContext, sending: Sending) -> None:
    """The comment was found, is surely not there, or nobody can tell; and its row says so.

    Raises `RetryLater` while Instagram does not show the comments.
    """
    runtime = context.runtime
    async with phone(runtime.settings, sending.session) as device:
        try:
            looked = await device.find_own_comment(sending.media_id, sending.text)
        except PostGone as gone:
            await settle(runtime, sending, CommentStatus.FAILED, code_of(gone), str(gone))
        except STOP_SIGNALS as signal:
            await stop_producer(runtime, sending, signal)
        except WebError as error:
            if not context.is_last_attempt:
                raise RetryLater(AGAIN, str(error)) from None
            reason = f"Whether it is there cannot be told. {error}"
            await settle(runtime, sending, CommentStatus.UNCONFIRMED, code_of(error), reason)
        else:
            await _conclude(runtime, sending, looked)


async def _conclude(runtime: Runtime, sending: Sending, looked: Looked) -> None:
    why = sending.trouble or "The worker that sent it heard no answer."
    if looked.comment_id is not None:
        await write_posted(runtime, sending, looked.comment_id)
    elif looked.is_complete:
        reason = f"It is not below the post. {why}"
        await settle(runtime, sending, CommentStatus.FAILED, ABSENT, reason)
    else:
        reason = f"It was not seen below the post, but Instagram did not show everything. {why}"
        await settle(runtime, sending, CommentStatus.UNCONFIRMED, UNSEEN, reason)
