"""A few of the deliveries that were refused are kept, so that a wrong secret is seen; the rest is only counted."""

import asyncio
import time

from autogram.core.logging import get_logger
from autogram.core.runtime import Runtime
from autogram.inbox.journal import service
from autogram.inbox.journal.models import Signature

log = get_logger(__name__)

AT_ONCE = 5
EVERY_SECONDS = 60.0
PATIENCE_SECONDS = 4.0


class Samples:
    """Five at first, then one a minute."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._left, self._counted_at = float(AT_ONCE), time.monotonic()
        self._unseen = 0

    async def offer(self, body: bytes, signature: Signature) -> None:
        """The beginning of the body is in the journal, if there has not been enough of the kind."""
        if not self._may_take():
            self._unseen += 1
            return
        log.warning("webhook refused", signature=signature.value, refused_since_last_said=self._unseen)
        self._unseen = 0
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._runtime.database.transaction() as session:
                await service.keep_refused(session, body, signature)
        except Exception as error:
            log.warning("sample of a refused webhook not kept", reason=type(error).__name__)

    def _may_take(self) -> bool:
        now = time.monotonic()
        self._left = min(AT_ONCE, self._left + (now - self._counted_at) / EVERY_SECONDS)
        self._counted_at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
