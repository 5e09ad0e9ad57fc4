"""How fast an account may send and read; counted in memory, by the sandbox's clock."""

from collections import defaultdict, deque


class Rates:
    """The times of recent calls, per account and kind."""

    def __init__(self) -> None:
        self._times: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def is_over(self, account_id: str, kind: str, now: float, *, limit: int, seconds: float) -> bool:
        """Count a call; True when there were as many already in the seconds before. Refused calls do not count."""
        times = self._times[account_id, kind]
        while times and not now - seconds < times[0] <= now:
            times.popleft()
        if len(times) >= limit:
            return True
        times.append(now)
        return False
