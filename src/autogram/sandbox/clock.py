"""The sandbox's own time, which can be moved."""

import time
from datetime import UTC, datetime


class Clock:
    """Real time plus an offset that tests set."""

    def __init__(self) -> None:
        self.offset_seconds = 0.0

    def now(self) -> float:
        """Seconds since 1970 by the sandbox's clock."""
        return time.time() + self.offset_seconds


def graph_time(seconds: float) -> str:
    """Write a time as the Graph API does: 2019-09-26T22:36:43+0000."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def iso_time(seconds: float) -> str:
    """Write a time for the control API, ISO 8601 with the zone."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
