"""When Instagram has had enough of an account: nothing more is sent with it until a person has looked."""

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.exchange.commenting.models import CommentStatus, Producer
from autogram.exchange.commenting.queries import participants
from autogram.exchange.commenting.service.outcome import Sending, settle, write_posted
from autogram.exchange.commenting.service.posts import find_comment
from autogram.exchange.commenting.service.refusals import code_of
from autogram.exchange.commenting.service.telling import tell_producer
from autogram.identity import service as identity
from autogram.instagram.web.errors import WebError

log = get_logger(__name__)


async def stop_producer(runtime: Runtime, sending: Sending, signal: WebError) -> None:
    """The producer is paused, what waits still waits, and the workspace's owners hear of it once.

    What became of the comment is looked for with other eyes than the account's own; that these do not see it proves
    nothing.
    """
    log.warning("producer stopped", producer_id=str(sending.producer_id), signal=type(signal).__name__)
    await _pause(runtime, sending, signal)
    found = await find_comment(
        runtime,
        sending.community_id,
        shortcode=sending.shortcode,
        user_id=sending.instagram_id,
        username=sending.username,
        text=sending.text,
    )
    if found is not None:
        await write_posted(runtime, sending, found)
        return
    reason = f"Whether it is there cannot be told. {signal}"
    await settle(runtime, sending, CommentStatus.UNCONFIRMED, code_of(signal), reason)


async def _pause(runtime: Runtime, sending: Sending, signal: WebError) -> None:
    async with runtime.database.transaction() as session:
        producer = await participants.locked_producer(session, sending.producer_id)
        if producer is None or producer.problem is not None:
            return
        producer.paused_at, producer.problem = producer.paused_at or clock.now(), str(signal)
        record(
            session,
            "exchange.producer_stopped",
            f"producer:{producer.id}",
            workspace_id=sending.workspace_id,
            username=producer.username,
            signal=code_of(signal),
        )
        await tell_producer(session, sending.workspace_id, producer)
        await identity.mail_workspace_owners(session, sending.workspace_id, *_letter(producer, signal))


def _letter(producer: Producer, signal: WebError) -> tuple[str, str]:
    name = f"@{producer.username}"
    return (
        f"No more comments by {name}",
        f"Instagram no longer lets {name} go on. {signal}\n\nNothing more is sent with this account; what was approved "
        "still waits. Resume the producer when its owner has done what Instagram asks.",
    )
