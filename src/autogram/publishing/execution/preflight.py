"""Pre-flight: what can be known to go wrong is found before Instagram is handed anything."""

from datetime import timedelta
from typing import Any

import httpx2

from autogram.instagram.errors import AnswerUnclear, InstagramUnreachable
from autogram.publishing.execution.attempt import Attempt
from autogram.publishing.execution.outcome import NotNow

QUOTA_PAUSE = timedelta(minutes=10)
AGAIN = timedelta(seconds=15)


async def check(attempt: Attempt) -> dict[str, Any]:
    """What was found, for the receipt. Raises `NotNow` when the post must wait.

    The account's state was checked with the claim, the media's limits when the post was saved.
    """
    client = attempt.client
    try:
        limit = await client.graph.publishing_limit(client.user_id)
    except (InstagramUnreachable, AnswerUnclear) as error:
        raise NotNow(str(error), again_after=AGAIN, error=error) from error
    if limit.left == 0:
        raise NotNow(
            f"@{client.username} has used its {limit.total} posts of {limit.window_seconds // 3600} hours",
            again_after=QUOTA_PAUSE,
        )
    for url in attempt.plan["check_urls"]:
        await _require_reachable(attempt, url)
    return {"quota_used": limit.used, "quota_total": limit.total, "media_reachable": len(attempt.plan["check_urls"])}


async def _require_reachable(attempt: Attempt, url: str) -> None:
    """Instagram fetches the file itself; if not even we can, it is of no use to ask."""
    try:
        answer = await attempt.runtime.http.head(url, timeout=10)
        if answer.is_success:
            return
        why = f"answers {answer.status_code}"
    except httpx2.HTTPError as error:
        why = f"cannot be reached ({type(error).__name__})"
    raise NotNow(f"the media address {why}; check PUBLIC_URL", again_after=AGAIN)
