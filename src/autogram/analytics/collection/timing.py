"""When a publication is measured again: often while it is fresh, then rarely, then no more."""

from datetime import datetime, timedelta

FIRST_AFTER = timedelta(hours=1)
STORY_LIVES = timedelta(hours=24)
# The last look at a story, while Instagram still answers.
STORY_LAST = timedelta(hours=23, minutes=45)
MEASURED_FOR = timedelta(days=30)
# Up to this age, this often.
PACE = (
    (timedelta(days=1), timedelta(hours=1)),
    (timedelta(days=7), timedelta(hours=6)),
    (MEASURED_FOR, timedelta(days=1)),
)
# The hourly round takes along what would come due a moment later.
SLACK = timedelta(minutes=5)


def first_snapshot(published_at: datetime, now: datetime, *, is_story: bool) -> datetime | None:
    """When it is measured first; one from before we looked at once. None: a story that is over."""
    if is_story and now - published_at >= STORY_LIVES:
        return None
    return max(published_at + FIRST_AFTER, now)


def next_snapshot(published_at: datetime, now: datetime, *, is_story: bool) -> datetime | None:
    """When it is measured again after now; None: no more."""
    age = now - published_at
    if is_story:
        last = published_at + STORY_LAST
        return min(now + PACE[0][1], last) if now < last - SLACK else None
    for until, every in PACE:
        if age < until:
            return now + every
    return None
