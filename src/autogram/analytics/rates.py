"""Engagement, defined once: what people did with a post, in percent of those whom it reached."""


def interactions(likes: int | None, comments: int | None, shares: int | None, saves: int | None) -> int | None:
    """What is known of the four, added up; None if nothing is."""
    known = [number for number in (likes, comments, shares, saves) if number is not None]
    return sum(known) if known else None


def by_reach(interactions: int | None, reach: int | None) -> float | None:
    """Interactions in percent of the people reached; None if either is unknown or nobody was reached."""
    return None if interactions is None or not reach else 100 * interactions / reach


def by_views(interactions: int | None, views: int | None) -> float | None:
    """The same of how often it was seen, which is how the predecessor counted."""
    return by_reach(interactions, views)
