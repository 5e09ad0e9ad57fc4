"""Telling a full disk from every other failure, whichever library stumbles over it."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager

from autogram.content.errors import MediaStorageFull

# No space, over quota, over the process's limit for one file.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_RUST = re.compile(r"\(os error (\d+)\)")


def reported(error: BaseException) -> MediaStorageFull | None:
    """What to raise if `error` says that there is no space left, else None."""
    number = getattr(error, "errno", None)
    if number is None and (match := _RUST.search(str(error))):
        number = int(match[1])
    return MediaStorageFull() if number in _FULL else None


@contextmanager
def watched() -> Iterator[None]:
    """A full disk inside the block is raised as `MediaStorageFull`."""
    try:
        yield
    except OSError as error:
        full = reported(error)
        if full is None:
            raise
        raise full from error
