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
    reachable = [await _is_reachable(attempt, url) for url in attempt.plan["check_urls"]]
    return {"quota_used": limit.used, "quota_total": limit.total, "media_reachable_from_here": all(reachable)}


async def _is_reachable(attempt: Attempt, url: str) -> bool:
    """Whether the file answers at the address that Instagram will fetch. Raises `NotNow` if it answers with an error.

    A server behind a router often cannot reach its own public address although everybody else can; so no answer at all
    is only noted, and Instagram is the judge.
    """
    try:
        answer = await attempt.runtime.http.head(url, timeout=5)
    except httpx2.HTTPError:
        return False
    if answer.is_success:
        return True
    raise NotNow(f"the media address answers {answer.status_code}; check PUBLIC_URL", again_after=AGAIN)
