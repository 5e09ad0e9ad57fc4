"""A file of comma-separated values, whatever wrote it: its encoding, its delimiter, its rows."""

import csv
import io
import re
from dataclasses import dataclass

from autogram.core.errors import FieldError, InvalidInput

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 5000, 100, 10_000
DELIMITERS = ",;\t|"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# In Korean bytes of the upper half come in pairs; in the West one stands among plain letters.
PAIR, LONE = re.compile(rb"[\x81-\xfe][\xa1-\xfe]"), re.compile(rb"[\x80-\xff][\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and the rows, each with its number in the file and as many cells as columns."""

    columns: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(content: bytes) -> Table:
    """The table in the file. Raises `InvalidInput` for what is no table, or a larger one than is taken."""
    text = _decoded(content)
    if not text.strip():
        raise _fault("the file is empty")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(text)))
    except csv.Error as error:
        raise _fault(f"is no table of comma-separated values: {error}") from None
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(cell.strip() for cell in line)]
    (_, head), *rows = filled
    if len(rows) > MOST_ROWS:
        raise _fault(f"has {len(rows)} rows; at most {MOST_ROWS} are taken at once")
    if not rows:
        raise _fault("has no rows below its first, which names the columns")
    if len(head) > MOST_COLUMNS:
        raise _fault(f"has {len(head)} columns; at most {MOST_COLUMNS} are taken")
    return Table([_cell(name) for name in head], [(number, _fitted(line, len(head))) for number, line in rows])


def _decoded(content: bytes) -> str:
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", *_spreadsheets(content)):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise _fault("is no text in UTF-8, UTF-16, CP949 or Windows-1252; save it as “CSV UTF-8”")


def _spreadsheets(content: bytes) -> tuple[str, ...]:
    """What Excel writes where it does not write UTF-8, the likelier first."""
    is_korean = len(PAIR.findall(content)) > len(LONE.findall(PAIR.sub(b"", content)))
    return ("cp949", "cp1252") if is_korean else ("cp1252", "cp949")


def _delimiter_of(text: str) -> str:
    """What stands most often between the names of the columns, outside of quotes."""
    first = text.lstrip().splitlines()[0]
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _fitted(line: list[str], count: int) -> list[str]:
    cells = [_cell(cell) for cell in line[:count]]
    return cells + [""] * (count - len(cells))


def _cell(text: str) -> str:
    return text.strip()[:LONGEST_CELL]


def _fault(message: str) -> InvalidInput:
    return InvalidInput([FieldError("file", message)])
