"""Comments as lines of CSV that are safe to open."""

import csv
import io
from collections.abc import Sequence

COLUMNS = (
    "created_at",
    "status",
    "consumer",
    "producer",
    "instagram_link",
    "text",
    "model",
    "cost_micros",
    "requested_at",
    "posted_at",
    "comment_id",
    "failure_code",
    "failure_reason",
)
# What a spreadsheet would take for a formula.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_line(cells: Sequence[object]) -> bytes:
    """One line in which no cell is a formula: those that would be begin with an apostrophe."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return line.getvalue().encode()


def _harmless(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_DANGEROUS) else text
