"""HTTP byte ranges (RFC 9110 §14), one at a time, as players and download resumers ask for them."""

import re

_RANGE = re.compile(r"bytes=\s*(\d*)\s*-\s*(\d*)\s*", re.IGNORECASE)


class RangeNotSatisfiable(Exception):
    """The range begins after the end of the file."""


def requested_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last, or None if the whole file is to be sent.

    A header that is malformed or asks for several ranges is ignored, as the RFC allows. Raises `RangeNotSatisfiable`.
    """
    match = _RANGE.fullmatch(header.strip()) if header else None
    if match is None or match[1] == match[2] == "":
        return None
    # Longer numbers would only be slower to read; no file is that large.
    first, last = match[1][:18], match[2][:18]
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise RangeNotSatisfiable
        return size - length, size
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise RangeNotSatisfiable
    return int(first), min(int(last) + 1, size) if last else size
