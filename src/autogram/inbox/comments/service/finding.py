"""Finding on Instagram the reply that we asked for without hearing its id."""

from datetime import datetime, timedelta

from autogram.accounts import service as accounts
from autogram.core.runtime import Runtime
from autogram.inbox.comments.queries import rows
from autogram.instagram import moderation

CLOCK_SKEW = timedelta(minutes=2)


async def find_own(
    runtime: Runtime, client: accounts.AccountClient, top_id: str, text: str, since: datetime
) -> str | None:
    """The id of the account's own reply with these words, written since then, that no other reply of ours is.

    None if there is none (yet). Raises `InstagramError`.
    """
    standing = await moderation.replies(client.graph, top_id)
    alike = [
        reply.id
        for reply in standing
        if reply.text.split() == text.split()
        and reply.username in {None, client.username}
        and (reply.timestamp is None or reply.timestamp >= since - CLOCK_SKEW)
    ]
    if not alike:
        return None
    async with runtime.database.reading() as session:
        known = await rows.replies_of_ours(session, client.account_id, alike)
    return next((reply_id for reply_id in alike if reply_id not in known), None)
