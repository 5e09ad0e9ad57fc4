"""Keyset paging: a page is found by the last row seen, so page 50,000 costs what page 1 does."""

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, Protocol, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from autogram.core.errors import FieldError, InvalidInput

T = TypeVar("T")
Limit = Annotated[int, Field(ge=1, le=100, description="How many to return, 1 to 100.")]
Cursor = Annotated[str | None, Field(max_length=200, description="`next_cursor` of the page before.")]


class Page(BaseModel, Generic[T]):
    """One page of a list, newest first; `next_cursor` is null on the last."""

    items: list[T]
    next_cursor: str | None = None


class _Row(Protocol):
    id: Any
    created_at: Any


def encode_cursor(created_at: datetime, row_id: UUID) -> str:
    return base64.urlsafe_b64encode(f"{created_at.isoformat()}|{row_id}".encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> tuple[datetime, UUID]:
    """The position a cursor stands for. Raises `InvalidInput` for anything we did not make."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        moment, row_id = base64.urlsafe_b64decode(padded.encode()).decode().split("|")
        created_at = datetime.fromisoformat(moment)
        if created_at.tzinfo is None:
            raise ValueError("a cursor of ours says its time zone")
        return created_at.astimezone(UTC), UUID(row_id)
    except (ValueError, OverflowError, binascii.Error):
        raise InvalidInput([FieldError("cursor", "is not a cursor of this list; start without one")]) from None


def newest_first(
    rows: Select[T],
    created_at: InstrumentedAttribute[datetime],
    row_id: InstrumentedAttribute[UUID],
    *,
    cursor: str | None,
    limit: int,
) -> Select[T]:
    """`rows` ordered newest first, after `cursor`, with one row more than `limit` to see whether more follow."""
    if cursor:
        rows = rows.where(tuple_(created_at, row_id) < tuple_(*decode_cursor(cursor)))
    return rows.order_by(created_at.desc(), row_id.desc()).limit(limit + 1)


def cut_page(rows: Sequence[T], limit: int) -> tuple[list[T], str | None]:
    """The rows of one page and the cursor of the next, from the result of `newest_first`."""
    page = list(rows[:limit])
    if len(rows) <= limit:
        return page, None
    last: _Row = page[-1]  # type: ignore[assignment]  # every listed row has id and created_at
    return page, encode_cursor(last.created_at, last.id)
