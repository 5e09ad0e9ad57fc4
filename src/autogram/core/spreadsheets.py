"""CSV that is safe to open."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet would take for the beginning of a formula.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_of(lines: Iterable[Sequence[object]]) -> bytes:
    """The lines as UTF-8; a cell that would be a formula begins with an apostrophe, and None is empty."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_harmless(cell) for cell in line] for line in lines)
    return text.getvalue().encode()


def _harmless(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_DANGEROUS) else text
