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
# There is one snapshot of a publication in each of these, however often it is looked at.
SLOT = timedelta(minutes=5)
# After Instagram did not answer: in time for the next hourly round.
AGAIN_AFTER = timedelta(hours=1)


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


def slot_of(moment: datetime) -> datetime:
    """When the slot begins that the moment is in."""
    return moment - (moment - datetime.min.replace(tzinfo=moment.tzinfo)) % SLOT


def tried_again(published_at: datetime, now: datetime, *, is_story: bool) -> datetime | None:
    """When it is asked again for what Instagram did not answer now; None: it has had a day more than it is measured."""
    if is_story:
        return next_snapshot(published_at, now, is_story=True)
    return now + AGAIN_AFTER if now - published_at < MEASURED_FOR + timedelta(days=1) else None
