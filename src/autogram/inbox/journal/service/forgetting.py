"""Old deliveries are forgotten."""

from datetime import timedelta

from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.inbox.journal.queries import forgetting

AT_ONCE = 1000
# What was refused is not Meta's, and may be anybody's.
REFUSED_KEPT = timedelta(days=7)


async def forget_old(runtime: Runtime) -> None:
    """Deliveries older than `WEBHOOK_RETENTION_DAYS` are gone, unless they are pending; refused ones after a week."""
    kept = timedelta(days=runtime.settings.inbox.webhook_retention_days)
    now = clock.now()
    deleted = AT_ONCE
    while deleted == AT_ONCE:
        async with runtime.database.transaction() as session:
            deleted = await forgetting.delete_older(
                session, settled_before=now - kept, refused_before=now - min(kept, REFUSED_KEPT), limit=AT_ONCE
            )
