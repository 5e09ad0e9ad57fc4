"""How fast deliveries come."""

from collections.abc import Callable

# So many in a second are a burst: more than one worker keeps up with in any case.
BURST_PER_SECOND = 500


class Pace:
    """Counts deliveries by the second, of a clock that counts seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._second = int(clock())
        self._now = self._before = 0

    def is_burst_with(self, deliveries: int) -> bool:
        """Counts them; whether so many came in this second or in the one before."""
        second = int(self._clock())
        if second != self._second:
            self._before = self._now if second == self._second + 1 else 0
            self._now, self._second = 0, second
        self._now += deliveries
        return max(self._now, self._before) >= BURST_PER_SECOND
