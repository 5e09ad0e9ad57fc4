"""When a list of comments is complete enough that who is not on it has not commented."""

# Instagram's own count includes comments that it shows to nobody any more, or not to this reader.
TOLERATED_SHARE, MOST_TOLERATED = 0.02, 10


def tolerated_gap(expected: int) -> int:
    """How many comments may be hidden from us: none of the first 49, then one in fifty, and never more than ten."""
    return min(int(expected * TOLERATED_SHARE), MOST_TOLERATED)


def is_complete(read: int, expected: int | None) -> bool:
    """Whether the list, read to its end, is all there is. Of a post that does not tell its count nobody knows."""
    return expected is not None and read >= expected - tolerated_gap(expected)


def shows_everything(read: int, expected: int | None) -> bool:
    """Whether nothing at all was hidden, so that a comment that was not seen is not there."""
    return expected is not None and read >= expected
