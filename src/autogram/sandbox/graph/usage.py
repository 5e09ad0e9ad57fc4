"""How much of the allowance an app has used, and the headers that tell it."""

import json
from collections import Counter

from autogram.sandbox.graph.errors import GraphError
from autogram.sandbox.world import DAY_SECONDS, World


class Usage:
    """Calls per account in the current day; kept in memory only."""

    def __init__(self) -> None:
        self._calls: Counter[str] = Counter()
        self._day = -1

    def count(self, world: World, account_id: str | None) -> None:
        """Count a call, and refuse it with 80002 when the limit is enforced and used up."""
        day = int(world.clock.now() // DAY_SECONDS)
        if day != self._day:
            self._calls.clear()
            self._day = day
        self._calls[account_id or ""] += 1
        if world.switches.enforce_rate_limit and self._calls[account_id or ""] > world.switches.calls_per_day:
            raise rate_limited(80002)

    def headers(self, world: World, account_id: str | None, *, is_limited: bool = False) -> dict[str, str]:
        """`X-App-Usage` and `X-Business-Use-Case-Usage` as percentages of the allowance."""
        percent = 100 if is_limited else min(100, self._calls[account_id or ""] * 100 // world.switches.calls_per_day)
        used = {"call_count": percent, "total_cputime": percent, "total_time": percent}
        business = used | {"type": "instagram", "estimated_time_to_regain_access": 60 if percent >= 100 else 0}
        return {
            "x-app-usage": json.dumps(used),
            "x-business-use-case-usage": json.dumps({account_id or world.app.id: [business]}),
        }


def rate_limited(code: int) -> GraphError:
    """The error of a used-up allowance: 4 for the app, 17 for the user, 80002 for the account."""
    messages = {
        4: "(#4) Application request limit reached",
        17: "(#17) User request limit reached",
        32: "(#32) Page request limit reached",
        613: "(#613) Calls to this api have exceeded the rate limit.",
    }
    default = (
        f"(#{code}) There have been too many calls to this Instagram account. Wait a bit and try again. For more info, "
        "please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting."
    )
    return GraphError(code, messages.get(code, default), is_transient=True)


def ai_rate_limited() -> GraphError:
    """The AI service's answer to too many requests."""
    message = "Rate limit reached for requests. Please try again in 1s."
    return GraphError(0, message, kind="requests", status=429, title="rate_limit_exceeded")
